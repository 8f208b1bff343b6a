import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { plain } from "../../../../src/chat/text.ts";
import type { View } from "../../../../src/chat/view.ts";
import type { Failure } from "../../../../src/delivery/channel.ts";
import { type Running, runAdapter } from "../running-adapter.ts";

const view = (text: string): View => ({ blocks: [{ type: "text", text: plain(text) }] });
const long: View = {
  blocks: Array.from({ length: 12 }, (_, index) => ({
    type: "text" as const,
    text: plain(`${index} `.repeat(1000)),
  })),
};

describe("sending to Slack", () => {
  let running: Running;
  const send = (content: View, more: { chatId?: string; threadId?: string; editMessageId?: string } = {}) => {
    const { chatId = running.staff, threadId, editMessageId } = more;
    return running.adapter.channel.send({
      address: { platform: "slack", chatId, ...(threadId ? { threadId } : {}) },
      content,
      language: "en",
      ...(editMessageId ? { editMessageId } : {}),
    });
  };
  const failure = async (...args: Parameters<typeof send>): Promise<Failure | undefined> => {
    const result = await send(...args);
    return result.ok ? undefined : result.failure;
  };

  beforeAll(async () => {
    running = await runAdapter("socket");
  });
  afterAll(() => running.stop());
  beforeEach(() => running.slack.clearFaults());

  it.each<[string, Failure]>([
    ["channel_not_found", { code: "unreachable", reason: "no-chat" }],
    ["is_archived", { code: "unreachable", reason: "no-chat" }],
    ["not_in_channel", { code: "unreachable", reason: "not-member" }],
    ["user_disabled", { code: "unreachable", reason: "deactivated" }],
    ["message_not_found", { code: "gone" }],
    ["cant_update_message", { code: "gone" }],
    ["internal_error", { code: "transient", detail: "internal_error" }],
    ["msg_too_long", { code: "rejected", detail: "msg_too_long" }],
    ["invalid_blocks", { code: "rejected", detail: "invalid_blocks" }],
  ])("%s is told in our words", async (code, expected) => {
    running.slack.failApi({ kind: "error", code, method: "chat.postMessage" });
    expect(await failure(view("x"))).toEqual(expected);
  });

  it("obeys rate limits without waiting itself", async () => {
    running.slack.failApi({ kind: "rate_limited", retryAfter: 7, method: "chat.postMessage" });
    expect(await failure(view("x"))).toEqual({ code: "rate-limited", retryAfterMs: 7000, scope: "chat" });
    running.slack.failApi({ kind: "rate_limited", retryAfter: 3, method: "chat.update" });
    expect(await failure(view("x"), { editMessageId: "1.1" })).toEqual({
      code: "rate-limited",
      retryAfterMs: 3000,
      scope: "bot",
    });
  });

  it.each([{ kind: "http", status: 502 } as const, { kind: "drop_before" } as const])(
    "%j passes",
    async (fault) => {
      running.slack.failApi({ ...fault, method: "chat.postMessage" });
      expect(await failure(view("x"))).toMatchObject({ code: "transient" });
      expect(running.slack.calls("chat.postMessage").length).toBeGreaterThan(0);
    },
  );

  it("does not know a channel, a message, an empty view", async () => {
    expect(await failure(view("x"), { chatId: "CNONE" })).toEqual({ code: "unreachable", reason: "no-chat" });
    expect(await failure(view("x"), { editMessageId: "1.1" })).toEqual({ code: "gone" });
    expect(await failure({ blocks: [] })).toMatchObject({ code: "rejected" });
  });

  it("continues a long message in its thread, and repeats nothing after a failure", async () => {
    const before = running.slack.messages(running.staff).length;
    const calls = running.slack.calls("chat.postMessage").length;
    const first = await send({ ...long, files: [{ attachmentId: "a1", kind: "photo" }] });
    const root = first.ok ? first.messageId : "";
    const parts = running.slack.calls("chat.postMessage").length - calls;
    expect(parts).toBeGreaterThan(2);
    expect(running.slack.messages(running.staff)).toHaveLength(before + 1);
    expect(running.slack.thread(running.staff, root).length).toBeGreaterThanOrEqual(parts);

    running.slack.failApi({ kind: "rate_limited", retryAfter: 1, method: "files.getUploadURLExternal" });
    const again = { ...long, files: [{ attachmentId: "a2", kind: "photo" as const }] };
    expect(await failure(again)).toMatchObject({ code: "rate-limited", scope: "bot" });
    expect((await send(again)).ok).toBe(true);
    expect(running.slack.messages(running.staff)).toHaveLength(before + 2);
  });

  it("takes an edit that changes nothing for a success", async () => {
    const posted = await send(view("same"));
    const ts = posted.ok ? posted.messageId : "";
    expect(await send(view("same"), { editMessageId: ts })).toEqual({ ok: true, messageId: ts });
  });
});

describe("downloading from Slack", () => {
  let running: Running;
  beforeAll(async () => {
    running = await runAdapter("socket");
  });
  afterAll(() => running.stop());

  it.each([
    "https://evil.example/files-pri/T1-F1/a.png",
    "https://files.slack.com.evil.example/a.png",
    "http://files.slack.com/a.png",
    "https://notslack.com/a.png",
    "https://files.slack.com:8443/a.png",
  ])("never shows the token to %s", async (url) => {
    await expect(running.adapter.fileSource.download(url, 100)).rejects.toThrow(/not Slack/);
  });

  it("says that a file is gone, and what to do when the scope is missing", async () => {
    const url = `${running.slack.url}/files-pri/T1-FNONE/download/a.png`;
    expect(await running.adapter.fileSource.download(url, 100)).toEqual({ ok: false, code: "gone" });
    running.slack.setScopes({ scopes: ["chat:write"] });
    await expect(running.adapter.fileSource.download(url, 100)).rejects.toThrow(/files:read/);
  });
});
