import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHttpSmsGateway } from "../../../src/adapters/sms/http-gateway.ts";

describe("a provider's HTTP interface", () => {
  let server: Server;
  let base: string;
  let answer: { status: number; body: string; headers?: Record<string, string> };
  const asked: { method: string; url: string; authorization: string | undefined; body: string }[] = [];

  beforeAll(async () => {
    server = createServer((request: IncomingMessage, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method = "", url = "", headers } = request;
        const body = Buffer.concat(chunks).toString();
        asked.push({ method, url, authorization: headers.authorization, body });
        response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const message = { id: 7, to: "+79161234567", text: 'Нет воды & "света"\nдо 18:00' };

  it("is asked by GET with everything in the address", async () => {
    answer = { status: 200, body: "abc-1" };
    const url = `${base}/send?to={to}&text={text}&from={from}`;
    const gateway = createHttpSmsGateway({
      url,
      body: null,
      authorization: null,
      from: "DOM",
      receipts: false,
    });
    expect(await gateway.submit(message)).toEqual({ ok: true, gatewayIds: ["abc-1"] });
    const sent = new URL(asked.at(-1)?.url ?? "", base).searchParams;
    expect(Object.fromEntries(sent)).toEqual({ to: message.to, text: message.text, from: "DOM" });
  });

  it("is asked by POST with JSON that no text can break", async () => {
    answer = { status: 202, body: '{"data":{"messages":[{"messageId":42}]}}' };
    const body = '{"phone":"{to}","message":"{text}","ref":"{id}"}';
    const gateway = createHttpSmsGateway({
      url: base,
      body,
      authorization: "Bearer x",
      from: "",
      receipts: true,
    });
    expect(await gateway.submit(message)).toEqual({ ok: true, gatewayIds: ["42"] });
    expect(asked.at(-1)).toMatchObject({ method: "POST", authorization: "Bearer x" });
    expect(JSON.parse(asked.at(-1)?.body ?? "")).toEqual({
      phone: message.to,
      message: message.text,
      ref: "7",
    });
  });

  it.each([
    [429, { code: "rate-limited", retryAfterMs: 3000 }, { "retry-after": "3" }],
    [401, { code: "transient" }, {}],
    [503, { code: "transient" }, {}],
    [422, { code: "rejected" }, {}],
  ])("is understood when it answers %i", async (status, failure, headers) => {
    answer = { status, body: "no", headers };
    const gateway = createHttpSmsGateway({
      url: base,
      body: null,
      authorization: null,
      from: "",
      receipts: false,
    });
    expect(await gateway.submit(message)).toMatchObject({ ok: false, failure });
  });

  it("is tried again when it is away", async () => {
    const away = createHttpSmsGateway({
      url: "http://127.0.0.1:9",
      body: null,
      authorization: null,
      from: "",
      receipts: false,
    });
    expect(await away.submit(message)).toMatchObject({ ok: false, failure: { code: "transient" } });
  });
});
