import { afterEach, beforeEach, expect, it } from "vitest";
import { PLATFORM_FLOOD } from "../../../src/sandbox/telegram/limits.ts";
import { startTelegramServer, type TelegramServer } from "../../../src/sandbox/telegram/server.ts";
import { callApi } from "./support/bot-api.ts";

let server: TelegramServer;
let anna: number;
const now = { ms: Date.UTC(2026, 0, 15) };
beforeEach(async () => {
  server = await startTelegramServer({ clock: { now: () => now.ms }, limits: { flood: PLATFORM_FLOOD } });
  anna = server.addUser().id;
  server.privateChat(anna);
});
afterEach(() => server.stop());

const send = (text: string, chat_id = anna) => callApi(server, "sendMessage", { chat_id, text });
const texts = () => server.messages(anna).map((message) => message.text);

it("answers the next calls with 429, 403, 400 and 5xx and nothing happens", async () => {
  server.fault({ answer: "rate-limited", retryAfter: 7, times: 2 });
  const limited = {
    status: 429,
    ok: false,
    error_code: 429,
    description: "Too Many Requests: retry after 7",
    parameters: { retry_after: 7 },
  };
  expect(await send("a")).toEqual(limited);
  expect(await send("a")).toEqual(limited);
  server.fault({ answer: "forbidden" });
  expect(await send("a")).toMatchObject({
    status: 403,
    description: "Forbidden: bot was blocked by the user",
  });
  server.fault({ answer: "bad-request", description: "message thread not found" });
  expect(await send("a")).toMatchObject({
    status: 400,
    description: "Bad Request: message thread not found",
  });
  server.fault({ answer: "server-error", code: 502 });
  expect(await send("a")).toMatchObject({ status: 502, description: "Bad Gateway" });
  expect(texts()).toEqual([]);
  expect((await send("a")).status).toBe(200);
  expect(server.calls().map((call) => call.fault ?? "")).toEqual([
    ...["rate-limited", "rate-limited", "forbidden", "bad-request", "server-error", ""],
  ]);
});

it("meets only the method and the chat that were named, after those that may pass", async () => {
  const boris = server.addUser().id;
  server.privateChat(boris);
  const handle = server.fault({ method: "sendMessage", chatId: boris, skip: 1, answer: "forbidden" });
  expect((await send("a")).status).toBe(200);
  expect((await callApi(server, "sendChatAction", { chat_id: boris, action: "typing" })).status).toBe(200);
  expect((await send("b1", boris)).status).toBe(200);
  expect(handle.remaining()).toBe(1);
  expect((await send("b2", boris)).status).toBe(403);
  expect(handle.remaining()).toBe(0);
  server.fault({ answer: "forbidden" }).cancel();
  expect((await send("c")).status).toBe(200);
});

it("drops the connection before or after the effect", async () => {
  server.fault({ method: "sendMessage", answer: "drop" });
  await expect(send("lost")).rejects.toThrow();
  server.fault({ method: "sendMessage", answer: "drop", effect: "applied" });
  await expect(send("came, unknown to the sender")).rejects.toThrow();
  server.fault({ method: "sendMessage", answer: "server-error", effect: "applied" });
  expect((await send("came with an error")).status).toBe(500);
  expect(texts()).toEqual(["came, unknown to the sender", "came with an error"]);
  expect(server.calls().map((call) => call.status)).toEqual([0, 0, 500]);
});

it("hangs until the caller gives up, or answers late", async () => {
  server.fault({ method: "sendMessage", answer: "hang", effect: "applied" });
  const hanging = fetch(`${server.apiRoot}/bot${server.token}/sendMessage?chat_id=${anna}&text=a`, {
    signal: AbortSignal.timeout(100),
  });
  await expect(hanging).rejects.toThrow();
  server.fault({ method: "sendMessage", answer: "delay", ms: 60 });
  const began = Date.now();
  expect((await send("late")).status).toBe(200);
  expect(Date.now() - began).toBeGreaterThanOrEqual(55);
  expect(texts()).toEqual(["a", "late"]);
});

it("limits the flood when switched on: a burst per chat, 20 a minute per group, 30 a second in all", async () => {
  const statuses = async (count: number, chat: number) => {
    const got: number[] = [];
    for (let i = 0; i < count; i += 1) got.push((await send("a", chat)).status);
    return got;
  };
  expect(await statuses(4, anna)).toEqual([200, 200, 200, 429]);
  expect(await send("a")).toMatchObject({ status: 429, parameters: { retry_after: 3 } });
  now.ms += 3000;
  expect(await statuses(1, anna)).toEqual([200]);

  const group = server.createGroup({ title: "House", members: [anna] }).id;
  for (let i = 0; i < 20; i += 1) {
    now.ms += 1500;
    expect((await send("a", group)).status).toBe(200);
  }
  now.ms += 1500;
  expect(await send("a", group)).toMatchObject({ status: 429, parameters: { retry_after: 30 } });

  now.ms += 60_000;
  const people = Array.from({ length: 31 }, () => server.addUser().id);
  for (const id of people) server.privateChat(id);
  const answers = await Promise.all(people.map((id) => send("a", id)));
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(1);
});
