import { describe, expect, it } from "vitest";
import { encodeFormState } from "../../../../src/adapters/slack/inbound/form-state.ts";
import { translatePayload } from "../../../../src/adapters/slack/inbound/translate-payload.ts";
import { messageEnvelope, workspace } from "../workspace.ts";

const translate = (body: unknown) => translatePayload(body, workspace);

const command = (text: string, channel = "CSTAFF") => ({
  command: "/domovoy",
  text,
  user_id: "U1",
  user_name: "olga",
  team_id: "T1",
  channel_id: channel,
  trigger_id: "1.2.abc",
  response_url: "https://hooks.slack.com/commands/1",
});

const tap = (action: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  type: "block_actions",
  user: { id: "U1", name: "olga" },
  trigger_id: "1.2.tap",
  response_url: "https://hooks.slack.com/actions/1",
  channel: { id: "CSTAFF" },
  container: { type: "message", message_ts: "10.1", channel_id: "CSTAFF", is_ephemeral: false },
  actions: [{ action_id: "b0_0", ...action }],
  ...more,
});

describe("a slash command", () => {
  it("is split into name and arguments", () => {
    const inbound = translate(command("  Find  45 leak "));
    expect(inbound?.event).toMatchObject({
      type: "command",
      id: "slack:T1:trigger:1.2.abc",
      name: "find",
      args: "45 leak",
      chat: { id: "CSTAFF", kind: "channel", threadId: null },
      sender: { externalId: "U1", privateChatId: "U1", name: "olga", language: null },
    });
    expect(inbound?.surface.responseUrl).toContain("hooks");
  });

  it("asks for help when it says nothing", () => {
    expect(translate(command(" "))?.event).toMatchObject({ name: "help", args: "" });
  });

  it("is answered privately from other channels and from direct messages", () => {
    expect(translate(command("open", "COTHER"))?.event.chat).toEqual({
      id: "U1",
      kind: "private",
      threadId: null,
    });
    expect(translate(command("open", "D77"))?.event.chat).toEqual({
      id: "U1",
      kind: "private",
      threadId: null,
    });
  });
});

describe("a press", () => {
  it("of a button carries its value as token and the message it stands on", () => {
    expect(translate(tap({ type: "button", value: "take:1001" }))?.event).toMatchObject({
      type: "tap",
      id: "slack:T1:trigger:1.2.tap",
      token: "take:1001",
      message: { chatId: "CSTAFF", messageId: "10.1" },
    });
  });

  it.each([
    [{ type: "static_select", selected_option: { value: "assign:U2" } }, "assign:U2"],
    [{ type: "overflow", selected_option: { value: "decline:5" } }, "decline:5"],
    [{ type: "datepicker", action_id: "defer:5", selected_date: "2026-04-01" }, "defer:5:2026-04-01"],
  ])("of %j is the token %s", (action, token) => {
    expect(translate(tap(action))?.event).toMatchObject({ token });
  });

  it("of a link button is none", () => {
    expect(translate(tap({ type: "button", url: "https://example.com" }))).toBeNull();
  });

  it("in a thread stays in the thread", () => {
    const container = { message_ts: "10.2", thread_ts: "10.1", channel_id: "CSTAFF" };
    const inbound = translate(tap({ type: "button", value: "a" }, { container }));
    expect(inbound?.event.chat).toEqual({ id: "CSTAFF", kind: "channel", threadId: "10.1" });
    expect(inbound?.surface.origin).toEqual({ channelId: "CSTAFF", threadTs: "10.1" });
  });

  it("on an ephemeral message names no message, because it can't be edited", () => {
    const container = { message_ts: "10.2", channel_id: "CSTAFF", is_ephemeral: true };
    const inbound = translate(tap({ type: "button", value: "a" }, { container }));
    expect(inbound?.event).toMatchObject({ message: null });
    expect(inbound?.surface.ephemeral).toBe(true);
  });

  it("in a direct message names the conversation by its person", () => {
    const container = { message_ts: "10.2", channel_id: "D5" };
    const inbound = translate(tap({ type: "button", value: "a" }, { container, channel: { id: "D5" } }));
    expect(inbound?.event).toMatchObject({
      chat: { id: "U1", kind: "private" },
      message: { chatId: "U1", messageId: "10.2" },
    });
  });

  it("in a modal or on App Home belongs to no channel", () => {
    const metadata = encodeFormState({
      form: "f",
      args: [],
      origin: { channelId: "CSTAFF", threadTs: "9.9" },
    });
    const modal = tap({ type: "button", value: "a" }, { channel: undefined, container: { type: "view" } });
    expect(
      translate({ ...modal, view: { type: "modal", id: "V1", private_metadata: metadata } }),
    ).toMatchObject({
      event: { chat: { id: "U1", kind: "modal" }, message: null },
      surface: { origin: { channelId: "CSTAFF", threadTs: "9.9" } },
    });
    expect(translate({ ...modal, view: { type: "home", id: "V2" } })?.event.chat.kind).toBe("home");
  });
});

describe("a submitted form", () => {
  const file = {
    id: "F1",
    name: "a.png",
    mimetype: "image/png",
    size: 7,
    url_private_download: "https://f/1",
  };
  const submission = {
    type: "view_submission",
    user: { id: "U1", name: "olga" },
    trigger_id: "1.2.sub",
    view: {
      id: "V1",
      hash: "1.h",
      private_metadata: JSON.stringify({ f: "done", a: ["1001"], c: "CSTAFF", t: "9.9" }),
      state: {
        values: {
          report: { input: { type: "plain_text_input", value: "fixed <b>" } },
          empty: { input: { type: "plain_text_input", value: null } },
          who: { input: { type: "static_select", selected_option: { value: "U2" } } },
          nobody: { input: { type: "radio_buttons", selected_option: null } },
          parts: { input: { type: "checkboxes", selected_options: [{ value: "tap" }, { value: "pipe" }] } },
          day: { input: { type: "datepicker", selected_date: "2026-04-01" } },
          photos: { input: { type: "file_input", files: [file] } },
        },
      },
    },
  };

  it("has its values by field", () => {
    expect(translate(submission)).toMatchObject({
      event: {
        type: "form-submitted",
        id: "slack:T1:view:V1:1.h",
        form: "done",
        args: ["1001"],
        modal: { id: "V1", hash: "1.h" },
        chat: { id: "U1", kind: "modal", threadId: null },
        values: {
          report: { kind: "text", text: "fixed <b>" },
          empty: { kind: "skipped" },
          who: { kind: "choice", value: "U2" },
          nobody: { kind: "skipped" },
          parts: { kind: "choices", values: ["tap", "pipe"] },
          day: { kind: "text", text: "2026-04-01" },
          photos: {
            kind: "files",
            files: [{ kind: "photo", externalId: "https://f/1", name: "a.png", mime: "image/png", size: 7 }],
          },
        },
      },
      surface: { origin: { channelId: "CSTAFF", threadTs: "9.9" } },
    });
  });

  it("of another app's making is left alone", () => {
    expect(translate({ ...submission, view: { ...submission.view, private_metadata: "theirs" } })).toBeNull();
  });
});

describe("form state", () => {
  it("fits into private_metadata, whatever the arguments are", () => {
    const encoded = encodeFormState({
      form: "file_request",
      args: ["«Ж»\n".repeat(4000), "7"],
      origin: null,
    });
    expect(encoded.length).toBeLessThanOrEqual(3000);
    expect(JSON.parse(encoded).a[1]).toBe("7");
  });
});

describe("a shortcut", () => {
  it("on a message hands over its text", () => {
    const message = { ts: "10.1", text: "leak in &lt;45&gt;, <@U7|ivan>" };
    expect(
      translate({
        type: "message_action",
        callback_id: "file_request",
        trigger_id: "1.2.s",
        user: { id: "U1", name: "olga" },
        channel: { id: "CSTAFF" },
        message,
      })?.event,
    ).toMatchObject({ type: "form-opened", form: "file_request", args: ["leak in <45>, @ivan"] });
  });

  it("from the menu opens a form from nowhere", () => {
    const body = { type: "shortcut", callback_id: "file_request", trigger_id: "1.2.s", user: { id: "U1" } };
    expect(translate(body)).toMatchObject({
      event: { type: "form-opened", args: [], chat: { id: "U1", kind: "private" } },
      surface: { origin: null },
    });
  });
});

describe("a message", () => {
  it("in the staff channel is taken with its files", () => {
    const files = [
      { name: "a.mp4", mimetype: "video/mp4", size: 3, url_private: "https://f/2" },
      { name: "gone", mode: "tombstone", url_private: "https://f/3" },
    ];
    expect(translate(messageEnvelope({ text: "a &amp; b", subtype: "file_share", files }))?.event).toEqual({
      type: "message",
      id: "slack:T1:Ev1",
      platform: "slack",
      at: new Date(1_772_360_000_000),
      chat: { id: "CSTAFF", kind: "channel", threadId: null },
      sender: { externalId: "U1", privateChatId: "U1", name: "U1", language: null },
      message: { chatId: "CSTAFF", messageId: "1772360000.000100" },
      text: "a & b",
      files: [{ kind: "video", externalId: "https://f/2", name: "a.mp4", mime: "video/mp4", size: 3 }],
      location: null,
      contact: null,
      replyTo: null,
    });
  });

  it("in a thread names the thread's root", () => {
    expect(translate(messageEnvelope({ text: "x", thread_ts: "9.1" }))?.event).toMatchObject({
      chat: { threadId: "9.1" },
      replyTo: "9.1",
    });
  });

  it("to the bot alone is private", () => {
    expect(translate(messageEnvelope({ text: "x", channel: "D9" }))?.event).toMatchObject({
      chat: { id: "U1", kind: "private", threadId: null },
      message: { chatId: "U1" },
    });
  });

  it.each([
    ["another channel's", { text: "x", channel: "COTHER" }],
    ["a bot's", { text: "x", bot_id: "B9" }],
    ["our own", { text: "x", user: "UBOT" }],
    ["a deletion", { subtype: "message_deleted", deleted_ts: "1.1" }],
    ["a join", { subtype: "channel_join", text: "joined" }],
    [
      "a bot's edit",
      { subtype: "message_changed", message: { bot_id: "B9", text: "b", ts: "1.1", user: "U1" } },
    ],
    [
      "an unfurled link",
      {
        subtype: "message_changed",
        message: { user: "U1", text: "same", ts: "1.1" },
        previous_message: { user: "U1", text: "same", ts: "1.1" },
      },
    ],
  ])("is left alone when it is %s", (_what, event) => {
    expect(translate(messageEnvelope(event))).toBeNull();
  });

  it("that changed is an edit with the new words", () => {
    const event = {
      subtype: "message_changed",
      user: undefined,
      message: { user: "U1", text: "new &gt; old", ts: "8.8", thread_ts: "7.7" },
      previous_message: { user: "U1", text: "old", ts: "8.8" },
    };
    expect(translate(messageEnvelope(event))?.event).toMatchObject({
      type: "edited",
      text: "new > old",
      message: { chatId: "CSTAFF", messageId: "8.8" },
      chat: { threadId: "7.7" },
    });
  });
});

describe("other events", () => {
  it("a mention is not taken a second time", () => {
    expect(translate(messageEnvelope({ type: "app_mention", text: "<@UBOT> hi" }))).toBeNull();
  });

  it("an opened App Home asks for its content, the messages tab does not", () => {
    const opened = (tab: string) => messageEnvelope({ type: "app_home_opened", tab });
    expect(translate(opened("home"))?.event).toMatchObject({
      type: "home-opened",
      chat: { id: "U1", kind: "home" },
    });
    expect(translate(opened("messages"))).toBeNull();
  });

  it("the bot's own coming and going is a membership, other people's is not", () => {
    const left = { type: "member_left_channel", user: "UBOT" };
    const joined = { type: "member_joined_channel", user: "UBOT", inviter: "U3" };
    expect(translate(messageEnvelope(left))?.event).toMatchObject({ type: "membership", change: "removed" });
    expect(translate(messageEnvelope(joined))?.event).toMatchObject({
      change: "added",
      sender: { externalId: "U3" },
    });
    expect(translate(messageEnvelope({ type: "member_joined_channel", user: "U2" }))).toBeNull();
  });

  it.each([null, 7, "x", [], {}, { type: "event_callback" }, { type: "block_actions" }, { command: "/x" }])(
    "%j is nothing",
    (body) => {
      expect(translate(body)).toBeNull();
    },
  );
});
