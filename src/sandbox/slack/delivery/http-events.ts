import { createHmac } from "node:crypto";
import type { Faults } from "../faults.ts";
import type { Settings } from "../options.ts";
import type { Attempt, Delivery, Transport } from "./gateway.ts";

export interface HttpEvents extends Transport {
  readonly url: string;
  /** Posts url_verification; true when the app echoes the challenge. */
  verifyUrl(): Promise<boolean>;
}

/** Slack's signature: v0= and the hex HMAC-SHA256 of `v0:timestamp:body`. */
const signature = (secret: string, timestamp: number, body: string): string =>
  `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;

const bodyOf = (delivery: Delivery): { type: string; body: string } => {
  if (delivery.kind === "events_api")
    return { type: "application/json", body: JSON.stringify(delivery.payload) };
  const form =
    delivery.kind === "slash_commands"
      ? new URLSearchParams(
          Object.entries(delivery.payload).map(([name, value]): [string, string] => [name, String(value)]),
        )
      : new URLSearchParams({ payload: JSON.stringify(delivery.payload) });
  return { type: "application/x-www-form-urlencoded", body: form.toString() };
};

const readAnswer = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  if (!response.headers.get("content-type")?.includes("application/json")) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

/** Posts everything to the app's request URL, signed as Slack signs. */
export const createHttpEvents = (
  url: string,
  settings: Settings,
  faults: Faults,
  verificationToken: string,
): HttpEvents => {
  const post = async (type: string, body: string, retry: Delivery["retry"]): Promise<Response> => {
    const sender = faults.sender();
    const timestamp = Math.floor(Date.now() / 1000) + sender.timestampSkewSeconds;
    const signed = signature(
      sender.wrongSignature ? "not-the-secret" : settings.signingSecret,
      timestamp,
      body,
    );
    return fetch(url, {
      method: "POST",
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(settings.ackTimeoutMs),
      headers: {
        "content-type": type,
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "x-slack-request-timestamp": String(timestamp),
        "x-slack-signature": signed,
        ...(retry
          ? { "x-slack-retry-num": String(retry.attempt), "x-slack-retry-reason": retry.reason }
          : {}),
      },
    });
  };

  return {
    name: "http",
    url,
    attempt: async (delivery): Promise<Attempt> => {
      const started = performance.now();
      const elapsed = (): number => performance.now() - started;
      const { type, body } = bodyOf(delivery);
      try {
        const response = await post(type, body, delivery.retry);
        const answer = await readAnswer(response);
        if (response.ok) return { status: "acked", body: answer, ms: elapsed() };
        const final = response.headers.get("x-slack-no-retry") === "1";
        return { status: "failed", reason: "http_error", ms: elapsed(), final };
      } catch (error) {
        const timedOut = error instanceof Error && error.name === "TimeoutError";
        return { status: "failed", reason: timedOut ? "http_timeout" : "connection_failed", ms: elapsed() };
      }
    },
    verifyUrl: async () => {
      const challenge = signature(settings.signingSecret, Date.now(), url).slice(3);
      const body = JSON.stringify({ token: verificationToken, challenge, type: "url_verification" });
      try {
        const response = await post("application/json", body, undefined);
        const answer = await readAnswer(response);
        const echoed =
          typeof answer === "object" && answer !== null && "challenge" in answer ? answer.challenge : answer;
        return response.ok && String(echoed).trim() === challenge;
      } catch {
        return false;
      }
    },
    release: () => {},
    stop: () => Promise.resolve(),
  };
};
