import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SlackServer, startSlackServer } from "../../../src/sandbox/slack/server.ts";
import { callForm, callJson } from "./api-client.ts";

const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });

describe("the Web API", () => {
  let now = Date.parse("2026-03-01T10:00:00Z");
  let slack: SlackServer;
  let anna: string;
  let boris: string;
  let staff: string;
  let elsewhere: string;
  let secret: string;
  const api = (method: string, params: Record<string, unknown> = {}) => callJson(slack, method, params);

  beforeAll(async () => {
    slack = await startSlackServer({ clock: { now: () => new Date(now) } });
    anna = slack.addUser({
      name: "anna",
      email: "anna@example.com",
      tz: "Europe/Zurich",
      locale: "ru-RU",
    }).id;
    boris = slack.addUser({ name: "boris" }).id;
    staff = slack.addChannel({ name: "staff", members: [anna], withBot: true }).id;
    elsewhere = slack.addChannel({ name: "elsewhere", members: [anna] }).id;
    secret = slack.addChannel({ name: "secret", members: [anna], isPrivate: true }).id;
  });
  afterAll(() => slack.stop());

  it("refuses calls without a token, with a wrong one and of the wrong kind", async () => {
    expect(await callJson(slack, "auth.test", {}, "")).toEqual({ ok: false, error: "not_authed" });
    expect(await callJson(slack, "auth.test", {}, "xoxb-wrong")).toEqual({
      ok: false,
      error: "invalid_auth",
    });
    expect(await callJson(slack, "auth.test", {}, slack.appToken)).toMatchObject({
      error: "not_allowed_token_type",
    });
    expect(await api("apps.connections.open")).toMatchObject({ error: "not_allowed_token_type" });
    expect(await callJson(slack, "apps.connections.open", {}, slack.appToken)).toMatchObject({
      ok: true,
      url: expect.stringMatching(/^ws:/),
    });
  });

  it("knows who the bot is", async () => {
    expect(await api("auth.test")).toMatchObject({ ok: true, user_id: slack.botUserId, bot_id: slack.botId });
    expect(await api("team.info")).toMatchObject({ team: { id: slack.teamId } });
    expect(await api("bots.info", { bot: slack.botId })).toMatchObject({ bot: { user_id: slack.botUserId } });
    expect(await api("api.test", { error: "my_error" })).toMatchObject({ ok: false, error: "my_error" });
    expect(await api("nosuch.method")).toMatchObject({ ok: false, error: "unknown_method" });
  });

  it("names the missing scope", async () => {
    const scopes = ["chat:write"];
    const other = await startSlackServer({ botScopes: scopes });
    expect(await callJson(other, "users.info", { user: "U1" })).toMatchObject({
      error: "missing_scope",
      needed: "users:read",
      provided: "chat:write",
    });
    other.setScopes({ scopes: ["users:read"] });
    expect(await callJson(other, "users.info", { user: "U1" })).toMatchObject({ error: "user_not_found" });
    await other.stop();
  });

  it("answers a text with the rich text that Slack makes of it", async () => {
    expect(
      await callForm(slack, "chat.postMessage", { channel: staff, text: "Hi <@U1> :wave: a&amp;b" }),
    ).toMatchObject({
      ok: true,
      channel: staff,
      message: {
        bot_id: slack.botId,
        app_id: slack.appId,
        bot_profile: { name: "domovoy" },
        blocks: [
          {
            type: "rich_text",
            elements: [
              {
                elements: [
                  { type: "text", text: "Hi " },
                  { type: "user", user_id: "U1" },
                  { type: "text", text: " " },
                  { type: "emoji", name: "wave" },
                  { type: "text", text: " a&b" },
                ],
              },
            ],
          },
        ],
      },
    });
  });

  it.each([
    ["channel_not_found", () => ({ channel: "C404", text: "x" })],
    ["channel_not_found", () => ({ channel: secret, text: "x" })],
    ["not_in_channel", () => ({ channel: elsewhere, text: "x" })],
    ["no_text", () => ({ channel: staff })],
    ["no_text", () => ({ channel: staff, text: " " })],
    ["invalid_arguments", () => ({ text: "x" })],
    ["invalid_arguments", () => ({ channel: staff, text: "x", colour: "red" })],
    ["invalid_arguments", () => ({ channel: staff, text: "x", mrkdwn: "perhaps" })],
    ["invalid_blocks_format", () => ({ channel: staff, blocks: "[{" })],
    ["invalid_blocks_format", () => ({ channel: staff, blocks: { blocks: [] } })],
    ["invalid_blocks", () => ({ channel: staff, blocks: [section("x".repeat(3001))] })],
    [
      "msg_blocks_too_long",
      () => ({ channel: staff, blocks: Array.from({ length: 5 }, () => section("x".repeat(2900))) }),
    ],
    ["msg_too_long", () => ({ channel: staff, markdown_text: "x".repeat(12_001) })],
    ["markdown_text_conflict", () => ({ channel: staff, markdown_text: "x", text: "x" })],
    ["thread_not_found", () => ({ channel: staff, text: "x", thread_ts: "1.000001" })],
    [
      "too_many_attachments",
      () => ({ channel: staff, attachments: Array.from({ length: 101 }, () => ({ text: "x" })) }),
    ],
    ["invalid_attachments", () => ({ channel: staff, attachments: [{ nosuch: "x" }] })],
    ["invalid_metadata_format", () => ({ channel: staff, text: "x", metadata: { event_type: "x" } })],
    [
      "invalid_metadata_schema",
      () => ({
        channel: staff,
        text: "x",
        metadata: { event_type: "x", event_payload: { a: { b: { c: 1 } } } },
      }),
    ],
    [
      "metadata_too_large",
      () => ({
        channel: staff,
        text: "x",
        metadata: { event_type: "x", event_payload: { a: "x".repeat(9000) } },
      }),
    ],
  ])("chat.postMessage answers %s", async (error, params) => {
    expect(await api("chat.postMessage", params())).toMatchObject({ ok: false, error });
  });

  it("says where blocks are wrong, in Slack's words", async () => {
    expect(await api("chat.postMessage", { channel: staff, blocks: [section("x".repeat(3001))] })).toEqual({
      ok: false,
      error: "invalid_blocks",
      errors: [
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
      ],
      response_metadata: {
        messages: [
          "[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0/text]",
          "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        ],
      },
    });
  });

  it("truncates a text past 40,000 characters when it is posted and refuses 4,001 in an update", async () => {
    const posted = await api("chat.postMessage", { channel: staff, text: "x".repeat(40_001) });
    expect((posted.message as { text: string }).text).toHaveLength(40_000);
    expect(await api("chat.update", { channel: staff, ts: posted.ts, text: "x".repeat(4001) })).toMatchObject(
      {
        error: "msg_too_long",
      },
    );
  });

  it("updates and deletes only what the bot wrote", async () => {
    const hers = slack.post({ user: anna, channel: staff, text: "mine" });
    expect(await api("chat.update", { channel: staff, ts: hers.ts, text: "x" })).toMatchObject({
      error: "cant_update_message",
    });
    expect(await api("chat.delete", { channel: staff, ts: hers.ts })).toMatchObject({
      error: "cant_delete_message",
    });
    expect(await api("chat.update", { channel: staff, ts: "1.000001", text: "x" })).toMatchObject({
      error: "message_not_found",
    });
    const { ts } = await api("chat.postMessage", { channel: staff, text: "card", blocks: [section("old")] });
    await api("chat.update", { channel: staff, ts, text: "fallback" });
    expect(slack.messages(staff).at(-1)).toMatchObject({
      text: "fallback",
      blocks: [{ text: { text: "old" } }],
    });
    await api("chat.update", { channel: staff, ts, text: "fallback", blocks: [section("new")] });
    expect(slack.messages(staff).at(-1)).toMatchObject({ blocks: [{ text: { text: "new" } }], edited: {} });
    expect(await api("chat.delete", { channel: staff, ts })).toMatchObject({ ok: true });
    expect(await api("chat.delete", { channel: staff, ts })).toMatchObject({ error: "message_not_found" });
  });

  it("keeps threads: counters, pages, broadcasts, and no reply to a reply", async () => {
    const { ts } = slack.post({ user: anna, channel: staff, text: "parent" });
    const reply = await api("chat.postMessage", { channel: staff, thread_ts: ts, text: "1" });
    await api("chat.postMessage", { channel: staff, thread_ts: ts, text: "2", reply_broadcast: true });
    slack.post({ user: anna, channel: staff, threadTs: ts, text: "3" });
    expect(await api("chat.postMessage", { channel: staff, thread_ts: reply.ts, text: "x" })).toMatchObject({
      error: "cannot_reply_to_message",
    });
    const first = await api("conversations.replies", { channel: staff, ts, limit: 3 });
    expect(first).toMatchObject({
      has_more: true,
      messages: [
        { reply_count: 3, reply_users_count: 2 },
        { text: "1" },
        { text: "2", subtype: "thread_broadcast" },
      ],
    });
    const { next_cursor: cursor } = first.response_metadata as { next_cursor: string };
    expect(await api("conversations.replies", { channel: staff, ts, limit: 3, cursor })).toMatchObject({
      has_more: false,
      messages: [{ text: "3" }],
    });
    const history = await api("conversations.history", { channel: staff, limit: 2 });
    expect(history).toMatchObject({ messages: [{ text: "2" }, { text: "parent" }], has_more: true });
    expect(
      await api("conversations.history", { channel: staff, oldest: ts, latest: ts, inclusive: true }),
    ).toMatchObject({
      messages: [{ ts }],
    });
    expect(await api("conversations.replies", { channel: staff, ts: "1.000001" })).toMatchObject({
      error: "thread_not_found",
    });
    expect(await api("conversations.history", { channel: staff, limit: 1000 })).toMatchObject({
      error: "invalid_limit",
    });
    expect(await api("chat.getPermalink", { channel: staff, message_ts: reply.ts })).toMatchObject({
      permalink: expect.stringContaining(`?thread_ts=${ts}&cid=${staff}`),
    });
  });

  it("shows an ephemeral message only to a member, and cannot update it", async () => {
    const shown = await api("chat.postEphemeral", { channel: staff, user: anna, text: "psst" });
    expect(slack.ephemerals(anna, staff)).toMatchObject([{ text: "psst", ts: shown.message_ts }]);
    expect(await api("chat.postEphemeral", { channel: staff, user: boris, text: "x" })).toMatchObject({
      error: "user_not_in_channel",
    });
    expect(await api("chat.update", { channel: staff, ts: shown.message_ts, text: "x" })).toMatchObject({
      error: "message_not_found",
    });
  });

  it("posts a scheduled message when the clock is there", async () => {
    const seconds = now / 1000;
    const plan = (post_at: number) => api("chat.scheduleMessage", { channel: staff, text: "later", post_at });
    expect(await plan(seconds - 1)).toMatchObject({ error: "time_in_past" });
    expect(await plan(seconds + 121 * 86_400)).toMatchObject({ error: "time_too_far" });
    expect(await plan(seconds + 60)).toMatchObject({ ok: true });
    slack.runDue();
    expect(slack.messages(staff).at(-1)?.text).not.toBe("later");
    now += 61_000;
    slack.runDue();
    expect(slack.messages(staff).at(-1)?.text).toBe("later");
  });

  it("knows people and channels", async () => {
    expect(await api("users.info", { user: anna, include_locale: true })).toMatchObject({
      user: { tz_offset: 3600, locale: "ru-RU", profile: { email: "anna@example.com" } },
    });
    expect(await api("users.lookupByEmail", { email: "Anna@example.com" })).toMatchObject({
      user: { id: anna },
    });
    expect(await api("users.lookupByEmail", { email: "no@example.com" })).toMatchObject({
      error: "users_not_found",
    });
    expect((await api("users.list", { limit: 2 })).members).toHaveLength(2);
    const list = await api("conversations.list", { types: "public_channel,private_channel" });
    expect((list.channels as { name: string }[]).map(({ name }) => name)).toEqual(["staff", "elsewhere"]);
    expect(await api("conversations.list", { types: "nosuch" })).toMatchObject({ error: "invalid_types" });
    expect(await api("conversations.info", { channel: staff, include_num_members: true })).toMatchObject({
      channel: { is_member: true, num_members: 2 },
    });
    expect(await api("conversations.info", { channel: secret })).toMatchObject({
      error: "channel_not_found",
    });
    expect(await api("conversations.members", { channel: staff })).toMatchObject({
      members: [anna, slack.botUserId],
    });
    expect((await api("users.conversations")).channels).toMatchObject([{ name: "staff" }]);
    const opened = await api("conversations.open", { users: anna });
    expect(await api("conversations.open", { users: anna, return_im: true })).toMatchObject({
      channel: { ...(opened.channel as object), user: anna },
    });
    expect(await api("conversations.open", { users: "U1,U2,U3,U4,U5,U6,U7,U8,U9" })).toMatchObject({
      error: "too_many_users",
    });
    expect(await api("chat.postMessage", { channel: anna, text: "direct" })).toMatchObject({
      channel: slack.direct(anna).id,
    });
  });

  it("joins and invites", async () => {
    const open = slack.addChannel({ name: "open", members: [anna] }).id;
    expect(await api("conversations.history", { channel: open })).toMatchObject({ error: "not_in_channel" });
    expect(await api("conversations.join", { channel: open })).toMatchObject({
      channel: { is_member: true },
    });
    expect(await api("conversations.join", { channel: open })).toMatchObject({
      warning: "already_in_channel",
    });
    expect(await api("conversations.invite", { channel: open, users: boris })).toMatchObject({ ok: true });
    expect(await api("conversations.invite", { channel: open, users: boris })).toMatchObject({
      error: "already_in_channel",
    });
    expect(await api("conversations.invite", { channel: open, users: slack.botUserId })).toMatchObject({
      error: "cant_invite_self",
    });
    slack.archive({ channel: open });
    expect(await api("chat.postMessage", { channel: open, text: "x" })).toMatchObject({
      error: "is_archived",
    });
  });

  it("reacts and pins once", async () => {
    const { ts } = slack.post({ user: anna, channel: staff, text: "nice" });
    const on = { channel: staff, timestamp: ts };
    expect(await api("reactions.add", { ...on, name: "eyes" })).toEqual({ ok: true });
    expect(await api("reactions.add", { ...on, name: "eyes" })).toMatchObject({ error: "already_reacted" });
    expect(await api("reactions.add", { ...on, name: "Not An Emoji" })).toMatchObject({
      error: "invalid_name",
    });
    expect(await api("reactions.add", { channel: staff, timestamp: "7", name: "eyes" })).toMatchObject({
      error: "bad_timestamp",
    });
    expect(await api("reactions.remove", { ...on, name: "eyes" })).toEqual({ ok: true });
    expect(await api("reactions.remove", { ...on, name: "eyes" })).toMatchObject({ error: "no_reaction" });
    expect(await api("pins.add", on)).toEqual({ ok: true });
    expect(await api("pins.add", on)).toMatchObject({ error: "already_pinned" });
    expect((await api("pins.list", { channel: staff })).items).toHaveLength(1);
    expect(await api("pins.remove", on)).toEqual({ ok: true });
    expect(await api("pins.remove", on)).toMatchObject({ error: "no_pin" });
  });

  it("keeps Slack's tiers when it is asked to", async () => {
    const strict = await startSlackServer({ rateLimits: true });
    const channel = strict.addChannel({ name: "staff", withBot: true }).id;
    const answers = [];
    for (let index = 0; index < 6; index++) {
      const response = await fetch(`${strict.apiUrl}chat.postMessage`, {
        method: "POST",
        headers: { authorization: `Bearer ${strict.botToken}`, "content-type": "application/json" },
        body: JSON.stringify({ channel, text: "x" }),
      });
      answers.push([response.status, response.headers.get("retry-after")]);
    }
    expect(answers.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => [200, null]));
    expect(answers[5]).toEqual([429, expect.stringMatching(/^[1-5]$/)]);
    await strict.stop();
  });
});
