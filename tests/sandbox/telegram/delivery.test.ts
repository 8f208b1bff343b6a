import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Update } from "@grammyjs/types";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTelegramServer, type TelegramServer } from "../../../src/sandbox/telegram/server.ts";
import { retryDelayMs } from "../../../src/sandbox/telegram/updates/webhook.ts";
import { callApi } from "./support/bot-api.ts";

let server: TelegramServer;
let anna: number;
const now = { ms: Date.UTC(2026, 0, 15) };
beforeEach(async () => {
  server = await startTelegramServer({ clock: { now: () => now.ms }, limits: { webhookRetryMs: 5 } });
  anna = server.addUser({ firstName: "Anna" }).id;
});
afterEach(() => server.stop());

const poll = (params: object = {}) =>
  callApi<Update[]>(server, "getUpdates", params as Record<string, unknown>);
const texts = (updates: Update[]) => updates.map((update) => update.message?.text);

describe("long polling", () => {
  it("repeats updates until an offset confirms them", async () => {
    for (const text of ["1", "2", "3"]) server.say({ from: anna, text });
    const first = (await poll({ limit: 2 })).result;
    expect(texts(first)).toEqual(["1", "2"]);
    expect((await poll({ limit: 2 })).result).toEqual(first);
    const offset = (first[1]?.update_id ?? 0) + 1;
    expect(texts((await poll({ offset })).result)).toEqual(["3"]);
    expect(texts((await poll({ offset: -1 })).result)).toEqual(["3"]);
  });

  it("waits for the next update and ends with its timeout", async () => {
    const waiting = poll({ timeout: 30 });
    await server.waitFor(() => true);
    setTimeout(() => server.say({ from: anna, text: "now" }), 30);
    expect(texts((await waiting).result)).toEqual(["now"]);
    const offset = ((await poll()).result[0]?.update_id ?? 0) + 1;
    const began = Date.now();
    expect((await poll({ offset, timeout: 1 })).result).toEqual([]);
    expect(Date.now() - began).toBeGreaterThan(900);
  });

  it("forgets updates after 24 hours", async () => {
    server.say({ from: anna, text: "old" });
    now.ms += 24 * 3_600_000 + 1;
    expect((await poll()).result).toEqual([]);
  });

  it("sends only the kinds that were asked for", async () => {
    await poll({ allowed_updates: ["message"] });
    const { messageId } = server.say({ from: anna, text: "a" });
    server.edit({ from: anna, messageId, text: "b" });
    expect((await poll()).result.map((update) => Object.keys(update)[1])).toEqual(["message"]);
    await poll({ allowed_updates: [] });
    server.edit({ from: anna, messageId, text: "c" });
    server.react({ from: anna, messageId, emoji: "👍" });
    expect((await poll()).result.map((update) => Object.keys(update)[1])).toEqual([
      "message",
      "edited_message",
    ]);
  });

  it("ends the first of two pollers with 409", async () => {
    const first = poll({ timeout: 30 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = poll({ timeout: 1 });
    expect(await first).toMatchObject({
      status: 409,
      description:
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    });
    expect((await second).status).toBe(200);
  });

  it("is refused while a webhook is set, and ended by setting one", async () => {
    const waiting = poll({ timeout: 30 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await callApi(server, "setWebhook", { url: "http://127.0.0.1:9/hook" });
    expect((await waiting).description).toBe("Conflict: terminated by setWebhook request");
    expect(await poll()).toMatchObject({
      status: 409,
      description:
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    });
    await callApi(server, "deleteWebhook", { drop_pending_updates: true });
    expect((await poll()).result).toEqual([]);
  });

  it("can be cut off, without losing anything", async () => {
    const waiting = poll({ timeout: 30 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.disconnectPollers()).toBe(1);
    await expect(waiting).rejects.toThrow();
    server.say({ from: anna, text: "kept" });
    server.fault({ method: "getUpdates", answer: "drop", effect: "applied" });
    await expect(poll()).rejects.toThrow();
    expect(texts((await poll()).result)).toEqual(["kept"]);
  });

  it("delivers each update twice when told so", async () => {
    server.deliveryFaults({ duplicate: true });
    server.say({ from: anna, text: "1" });
    const [first] = (await poll()).result;
    const offset = (first?.update_id ?? 0) + 1;
    expect((await poll({ offset })).result).toEqual([first]);
    expect((await poll({ offset })).result).toEqual([]);
  });

  it("shuffles and delays when told so", async () => {
    server.deliveryFaults({ shuffle: true, seed: 7 });
    const said = ["1", "2", "3", "4", "5", "6"];
    for (const text of said) server.say({ from: anna, text });
    const got = texts((await poll()).result);
    expect(got).not.toEqual(said);
    expect(got.sort()).toEqual(said);
    server.deliveryFaults({ delayMs: 80 });
    await callApi(server, "deleteWebhook", { drop_pending_updates: true });
    server.say({ from: anna, text: "late" });
    expect((await poll()).result).toEqual([]);
    expect(texts((await poll({ timeout: 5 })).result)).toEqual(["late"]);
  });
});

describe("webhook", () => {
  interface Got {
    update: Update;
    secret: string | undefined;
  }
  let http: Server;
  let url: string;
  let got: Got[];
  let answers: { status: number; headers?: Record<string, string>; body?: string; hold?: Promise<void> }[];
  beforeEach(async () => {
    got = [];
    answers = [];
    http = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        const secret = request.headers["x-telegram-bot-api-secret-token"];
        got.push({ update: JSON.parse(body) as Update, secret: String(secret) });
        const answer = answers.shift() ?? { status: 200 };
        void Promise.resolve(answer.hold).then(() => {
          response.writeHead(answer.status, answer.headers);
          response.end(answer.body ?? "");
        });
      });
    });
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/hook`;
  });
  afterEach(() => {
    http.closeAllConnections();
    http.close();
  });
  const delivered = (count: number) =>
    server.waitFor(() => server.events().filter((event) => event.type === "delivered").length >= count);

  it("sends the secret, retries the same update and keeps a chat's order", async () => {
    answers = [{ status: 500 }, { status: 502 }, { status: 503 }];
    await callApi(server, "setWebhook", { url, secret_token: "s-1" });
    server.say({ from: anna, text: "1" });
    server.say({ from: anna, text: "2" });
    await delivered(4);
    const info = await callApi<{ last_error_message: string }>(server, "getWebhookInfo");
    expect(info.result.last_error_message).toBe("Wrong response from the webhook: 503 Service Unavailable");
    await delivered(5);
    expect(texts(got.map((item) => item.update))).toEqual(["1", "1", "1", "1", "2"]);
    expect(new Set(got.slice(0, 4).map((item) => item.update.update_id)).size).toBe(1);
    expect(got[0]?.secret).toBe("s-1");
    expect(server.pendingUpdates()).toBe(0);
  });

  it("lets one chat wait while others go on", async () => {
    let release: () => void = () => undefined;
    answers = [{ status: 200, hold: new Promise((resolve) => (release = resolve)) }];
    await callApi(server, "setWebhook", { url });
    const boris = server.addUser().id;
    server.say({ from: anna, text: "slow" });
    server.say({ from: anna, text: "after" });
    server.say({ from: boris, text: "other" });
    await delivered(1);
    expect(texts(got.map((item) => item.update))).toEqual(["slow", "other"]);
    release();
    await delivered(3);
  });

  it("runs a method that comes in the answer", async () => {
    answers = [
      { status: 200, body: JSON.stringify({ method: "sendMessage", chat_id: anna, text: "in the body" }) },
    ];
    await callApi(server, "setWebhook", { url });
    server.say({ from: anna, text: "1" });
    await server.waitForMessage(anna, (message) => message.text === "in the body");
    expect(await server.waitForCall("sendMessage")).toMatchObject({ via: "webhook-reply", status: 200 });
  });

  it("delivers twice when told so", async () => {
    server.deliveryFaults({ duplicate: true });
    await callApi(server, "setWebhook", { url });
    server.say({ from: anna, text: "1" });
    await delivered(2);
    expect(got[0]?.update).toEqual(got[1]?.update);
  });

  it("checks address and secret", async () => {
    const set = async (params: object) =>
      (await callApi(server, "setWebhook", params as Record<string, unknown>)).description;
    expect(await set({ url: "http://example.org/" })).toBe(
      "Bad Request: bad webhook: HTTPS url must be provided for webhook",
    );
    expect(await set({ url: "https://example.org:8080/" })).toBe(
      "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    );
    expect(await set({ url, secret_token: "пароль" })).toBe(
      "Bad Request: secret token contains unallowed characters",
    );
    expect(await set({ url, secret_token: "x".repeat(257) })).toBe("Bad Request: secret token is too long");
  });

  it("grows its retry delay as the platform does", () => {
    expect([1, 2, 3, 4, 5].map((failures) => retryDelayMs(failures, undefined, 2000))).toEqual([
      0, 2000, 4000, 8000, 16_000,
    ]);
    const far = retryDelayMs(20, undefined, 2000);
    expect(far).toBeGreaterThanOrEqual(60_000);
    expect(far).toBeLessThanOrEqual(120_000);
    expect(retryDelayMs(2, 7, 2000)).toBe(7000);
    expect(retryDelayMs(2, 9999, 2000)).toBe(3_600_000);
  });
});
