import { afterEach, beforeEach, expect, it } from "vitest";
import { samplePhoto } from "../../../src/sandbox/telegram/files/sample-photo.ts";
import { startTelegramServer, type TelegramServer } from "../../../src/sandbox/telegram/server.ts";
import { callApi } from "./support/bot-api.ts";

let server: TelegramServer;
beforeEach(async () => {
  server = await startTelegramServer();
});
afterEach(() => server.stop());

async function control<R>(verb: string, args: unknown): Promise<{ ok: boolean; result: R; error?: string }> {
  const response = await fetch(`${server.apiRoot}/control/${verb}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(args),
  });
  return (await response.json()) as { ok: boolean; result: R; error?: string };
}

it("does over HTTP what the methods do", async () => {
  const { result: anna } = await control<{ id: number }>("addUser", { firstName: "Anna" });
  const photo = { base64: (await samplePhoto()).toString("base64") };
  await control("sendPhoto", { from: anna.id, photo, caption: "leak" });
  await callApi(server, "sendMessage", {
    ...{ chat_id: anna.id, text: "Got it" },
    reply_markup: { inline_keyboard: [[{ text: "Open", url: "https://example.org" }]] },
  });
  type Seen = { text: string; media?: { fileId: string } };
  const { result: messages } = await control<Seen[]>("messages", [anna.id]);
  expect(messages.map((message) => message.text)).toEqual(["leak", "Got it"]);
  const file = await fetch(`${server.apiRoot}/control/file/${messages[0]?.media?.fileId}`);
  expect(file.headers.get("content-type")).toBe("image/jpeg");
  const pressed = await control("press", { from: anna.id, text: "Open" });
  expect(pressed.result).toMatchObject({ answered: true, url: "https://example.org" });
});

it("says what is wrong", async () => {
  expect(await control("nothing", [])).toEqual({ ok: false, error: 'There is no control verb "nothing".' });
  expect(await control("waitFor", [])).toMatchObject({ ok: false });
  expect(await control("say", { from: 1, text: "a" })).toEqual({
    ok: false,
    error: "There is no user 1: add it with addUser first.",
  });
  const forged = await fetch(`${server.apiRoot}/control/addUser`, { method: "POST", body: "{}" });
  expect(forged.status).toBe(415);
});

it("streams what happens, from any point on", async () => {
  const anna = server.addUser({ firstName: "Anna" }).id;
  server.say({ from: anna, text: "before" });
  const stop = new AbortController();
  const response = await fetch(`${server.apiRoot}/control/events?since=0`, { signal: stop.signal });
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const reader = response.body?.getReader();
  let text = "";
  const readUntil = async (word: string) => {
    while (!text.includes(word)) text += new TextDecoder().decode((await reader?.read())?.value);
  };
  await readUntil("before");
  await callApi(server, "sendMessage", { chat_id: anna, text: "after" });
  await readUntil('"type":"call"');
  const events = text
    .split("\n\n")
    .filter(Boolean)
    .map((block) => JSON.parse(block.slice(block.indexOf("data: ") + 6)) as { type: string; seq: number });
  expect(events.map((event) => event.type)).toEqual(["message", "update", "message", "call"]);
  expect(events.map((event) => event.seq)).toEqual([1, 2, 3, 4]);
  stop.abort();
});
