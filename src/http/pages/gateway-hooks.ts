import { createHash, timingSafeEqual } from "node:crypto";
import { readMailReport } from "../../core/contacts/mail-report.ts";
import { hearReceipt, type SmsReceipt } from "../../core/contacts/settle-sms.ts";
import { takeMailReport } from "../../core/contacts/take-mail-report.ts";
import type { Core } from "../../core/work/core.ts";
import { runWork } from "../../core/work/run-work.ts";
import type { HttpHandler } from "../http-server.ts";
import { queryOf, readBody } from "./read-body.ts";

const sameSecret = (given: string, right: string): boolean =>
  timingSafeEqual(createHash("sha256").update(given).digest(), createHash("sha256").update(right).digest());

const maxReportBytes = 1024 * 1024;

/**
 * `/mail/bounce?key=…`: a mail server posts here what comes back to the sender's address, as it came. What is
 * understood and what is not is answered alike with 2xx, so that the mail server does not try again.
 */
export const mailBounce =
  (core: Core, secret: string): HttpHandler =>
  async (request, response) => {
    if (!sameSecret(queryOf(request).get("key") ?? "", secret)) return void response.writeHead(403).end();
    const body = await readBody(request, maxReportBytes);
    const report = body === undefined ? undefined : readMailReport(body);
    const taken =
      report !== undefined &&
      (await runWork(
        core,
        { actor: { kind: "system", name: "mail", companyId: null }, channel: "email" },
        (work) => takeMailReport(work, report),
      ));
    response.writeHead(taken ? 200 : 202).end();
  };

/** `/sms/receipt?key=…&id=…&status=…`, or the same in a form or JSON: what the network says of a message. */
export const smsReceipt =
  (core: Core, secret: string): HttpHandler =>
  async (request, response) => {
    const query = queryOf(request);
    if (!sameSecret(query.get("key") ?? "", secret)) return void response.writeHead(403).end();
    const body = (await readBody(request, 100_000)) ?? "";
    const receipt = readReceipt(query) ?? readReceipt(fieldsIn(body));
    const taken =
      receipt !== undefined &&
      (await runWork(
        core,
        { actor: { kind: "system", name: "sms", companyId: null }, channel: "sms" },
        (work) => hearReceipt(work, receipt),
      ));
    response.writeHead(taken ? 200 : 202).end();
  };

const fieldsIn = (body: string): URLSearchParams => {
  try {
    const parsed: unknown = JSON.parse(body);
    const entries = Object.entries(typeof parsed === "object" && parsed ? parsed : {});
    return new URLSearchParams(entries.map(([name, value]): [string, string] => [name, String(value)]));
  } catch {
    return new URLSearchParams(body);
  }
};

const arrived = /^(delivered|delivrd|delivery_success|success|ok)$/i;
const lost = /^(undelivered|undeliv|undeliverable|failed|failure|rejected|rejectd|expired|deleted|error)$/i;

const readReceipt = (fields: URLSearchParams): SmsReceipt | undefined => {
  const gatewayId = fields.get("id") ?? fields.get("message_id") ?? fields.get("messageId");
  const detail = fields.get("status") ?? fields.get("state") ?? "";
  if (!gatewayId || !(arrived.test(detail) || lost.test(detail))) return undefined;
  return { gatewayId, outcome: arrived.test(detail) ? "delivered" : "failed", detail };
};
