import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SlackServer, startSlackServer } from "../../../src/sandbox/slack/server.ts";
import { callJson } from "./api-client.ts";
import { connectSocket, type TestSocket } from "./test-socket.ts";

describe("response_url", () => {
  let now = Date.parse("2026-03-01T10:00:00Z");
  let slack: SlackServer;
  let socket: TestSocket;
  let anna: string;
  let staff: string;

  beforeAll(async () => {
    slack = await startSlackServer({ clock: { now: () => new Date(now) } });
    anna = slack.addUser({ name: "anna" }).id;
    staff = slack.addChannel({ name: "staff", members: [anna] }).id;
    socket = await connectSocket(slack);
  });
  afterAll(async () => {
    socket.close();
    await slack.stop();
  });

  const fromCommand = async () => {
    await slack.command({ user: anna, channel: staff, command: "/domovoy" });
    return String(socket.last("slash_commands").response_url);
  };
  const answer = async (url: string, body: unknown) => {
    const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
    return [response.status, await response.text()] as const;
  };

  it("answers to the person alone by default, to all with in_channel, even where the bot is no member", async () => {
    const url = await fromCommand();
    expect(await answer(url, { text: "for you" })).toEqual([200, "ok"]);
    expect(slack.ephemerals(anna, staff).at(-1)?.text).toBe("for you");
    await answer(url, { text: "for all", response_type: "in_channel" });
    expect(slack.messages(staff).at(-1)?.text).toBe("for all");
  });

  it("works five times", async () => {
    const url = await fromCommand();
    for (let index = 0; index < 5; index++) expect((await answer(url, { text: "x" }))[0]).toBe(200);
    expect(await answer(url, { text: "x" })).toEqual([404, '{"ok":false,"error":"used_url"}']);
  });

  it("works for thirty minutes", async () => {
    const url = await fromCommand();
    now += 30 * 60_000 + 1;
    expect(await answer(url, { text: "x" })).toEqual([404, '{"ok":false,"error":"expired_url"}']);
  });

  it("refuses what a message could not hold, and does not count it", async () => {
    const url = await fromCommand();
    expect((await answer(url, {}))[1]).toContain("no_text");
    expect((await answer(url, { blocks: [{ type: "nosuch" }] }))[1]).toContain("invalid_blocks");
    expect((await answer(url, { text: "x", nosuch: 1 }))[1]).toContain("invalid_payload");
    expect(await answer(url, { text: "x" })).toEqual([200, "ok"]);
  });

  it("replaces and deletes the original, public or ephemeral", async () => {
    const room = slack.addChannel({ name: "room", members: [anna], withBot: true }).id;
    const blocks = [
      {
        type: "actions",
        elements: [{ type: "button", action_id: "go", text: { type: "plain_text", text: "Go" } }],
      },
    ];
    const press = async (ts: string) => {
      await slack.press({ user: anna, channel: room, ts, actionId: "go" });
      return String(socket.last("interactive").response_url);
    };
    const { ts } = await callJson(slack, "chat.postMessage", { channel: room, text: "card", blocks });
    const url = await press(String(ts));
    await answer(url, { replace_original: true, text: "done" });
    expect(slack.messages(room).at(-1)).toMatchObject({ ts, text: "done", blocks: [{ type: "rich_text" }] });
    await answer(url, { delete_original: true });
    expect(slack.messages(room).some((message) => message.ts === ts)).toBe(false);

    const hidden = await callJson(slack, "chat.postEphemeral", {
      channel: room,
      user: anna,
      text: "card",
      blocks,
    });
    const hiddenUrl = await press(String(hidden.message_ts));
    expect(socket.last("interactive")).toMatchObject({ container: { is_ephemeral: true } });
    await answer(hiddenUrl, { replace_original: true, text: "changed" });
    expect(slack.ephemerals(anna, room)).toMatchObject([{ text: "changed" }]);
    await answer(hiddenUrl, { delete_original: true });
    expect(slack.ephemerals(anna, room)).toEqual([]);
  });
});
