import type { App } from "@slack/bolt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SlackServer, startSlackServer } from "../../../src/sandbox/slack/server.ts";
import { type RunningApp, startBolt } from "./bolt-app.ts";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const plain = (text: string) => ({ type: "plain_text" as const, text });
const defer = {
  type: "modal" as const,
  callback_id: "defer",
  title: plain("Defer"),
  submit: plain("Save"),
  notify_on_close: true,
  blocks: [
    {
      type: "input" as const,
      block_id: "reason",
      label: plain("Reason"),
      element: { type: "plain_text_input" as const, action_id: "value", max_length: 50 },
    },
    {
      type: "input" as const,
      block_id: "day",
      optional: true,
      label: plain("Until"),
      element: { type: "datepicker" as const, action_id: "value" },
    },
  ],
};

const register = (seen: string[]) => (app: App) => {
  app.message("leak", async ({ message, say }) => {
    await say({
      text: "Request 1001",
      thread_ts: message.ts,
      blocks: [
        { type: "section", text: { type: "mrkdwn", text: "*Request 1001*" } },
        {
          type: "actions",
          elements: [
            { type: "button", action_id: "take", text: plain("Take"), value: "1001" },
            { type: "button", action_id: "defer", text: plain("Defer"), value: "1001" },
            {
              type: "overflow",
              action_id: "more",
              options: [
                { text: plain("Ask"), value: "ask" },
                { text: plain("Decline"), value: "decline" },
              ],
            },
          ],
        },
      ],
    });
  });
  app.action("take", async ({ ack, body, respond }) => {
    await ack();
    await respond({ replace_original: true, text: `Taken by <@${body.user.id}>` });
  });
  app.action("more", async ({ ack, payload }) => {
    await ack();
    if (payload.type === "overflow") seen.push(`more ${payload.selected_option.value}`);
  });
  app.action("defer", async ({ ack, body, client }) => {
    await ack();
    if (body.type === "block_actions") await client.views.open({ trigger_id: body.trigger_id, view: defer });
  });
  app.view("defer", async ({ ack, view }) => {
    const reason = view.state.values.reason?.value?.value ?? "";
    if (reason === "no") await ack({ response_action: "errors", errors: { reason: "Say more" } });
    else await ack();
    seen.push(`deferred ${reason} until ${view.state.values.day?.value?.selected_date}`);
  });
  app.view({ callback_id: "defer", type: "view_closed" }, async ({ ack, body }) => {
    await ack();
    seen.push(`closed ${"is_cleared" in body ? body.is_cleared : "?"}`);
  });
  app.command("/domovoy", async ({ ack, command }) => {
    await ack({ text: `You asked for ${command.text}` });
  });
  app.shortcut("make_request", async ({ ack, shortcut }) => {
    await ack();
    seen.push(`shortcut ${shortcut.type === "message_action" ? shortcut.message.text : ""}`);
  });
  app.event("app_home_opened", async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: {
        type: "home",
        blocks: [{ type: "section", text: { type: "mrkdwn", text: "*Today*: 3 open" } }],
      },
    });
  });
  app.event("reaction_added", async ({ event }) => {
    seen.push(`reaction ${event.reaction}`);
  });
  app.event("message", async ({ event, client }) => {
    if (event.subtype === "file_share" && event.text === "photo") {
      const url = event.files?.[0]?.url_private ?? "";
      const response = await fetch(url, { headers: { authorization: `Bearer ${client.token}` } });
      seen.push(`photo ${Buffer.from(await response.arrayBuffer()).equals(png)}`);
      await client.filesUploadV2({
        channel_id: event.channel,
        thread_ts: event.ts,
        file: Buffer.from("report"),
        filename: "report.txt",
        initial_comment: "Done",
      });
    }
    if (event.subtype === "message_changed" || event.subtype === "message_deleted") seen.push(event.subtype);
  });
};

describe.each(["socket", "http"] as const)("a Bolt app over %s", (mode) => {
  const seen: string[] = [];
  let slack: SlackServer;
  let bolt: RunningApp;
  let anna: string;
  let staff: string;

  beforeAll(async () => {
    slack = await startSlackServer();
    anna = slack.addUser({ name: "anna", realName: "Anna Petrova", locale: "ru-RU" }).id;
    staff = slack.addChannel({ name: "staff", members: [anna], withBot: true }).id;
    bolt = await startBolt(slack, mode, register(seen));
  });
  afterAll(async () => {
    await bolt.stop();
    await slack.stop();
  });
  const saw = (text: string) => slack.waitFor(() => seen.includes(text));

  it("answers a message in its thread, and a button changes the card", async () => {
    const { ts } = slack.post({ user: anna, channel: staff, text: "there is a leak & <water>" });
    const card = await slack.waitFor(() => slack.thread(staff, ts)[1]);
    expect(card).toMatchObject({ text: "Request 1001", thread_ts: ts, user: slack.botUserId });
    expect(slack.thread(staff, ts)[0]).toMatchObject({
      text: "there is a leak &amp; &lt;water&gt;",
      reply_count: 1,
    });
    expect(await slack.press({ user: anna, channel: staff, ts: card.ts, text: "Take" })).toMatchObject({
      ok: true,
    });
    await slack.waitFor(() => slack.thread(staff, ts)[1]?.text === `Taken by <@${anna}>`);
  });

  it("opens a modal, shows its errors, takes it when it is right", async () => {
    const { ts } = slack.post({ user: anna, channel: staff, text: "another leak" });
    const card = await slack.waitFor(() => slack.thread(staff, ts)[1]);
    await slack.press({ user: anna, channel: staff, ts: card.ts, actionId: "more", value: "Decline" });
    await saw("more decline");
    await slack.press({ user: anna, channel: staff, ts: card.ts, actionId: "defer" });
    await slack.waitFor(() => slack.openView(anna));
    expect(await slack.submit({ user: anna })).toMatchObject({
      result: "not_sent",
      errors: { reason: "required" },
    });
    expect(await slack.submit({ user: anna, values: { Reason: "no" } })).toEqual({
      result: "errors",
      errors: { reason: "Say more" },
    });
    expect(slack.openView(anna)?.errors).toEqual({ reason: "Say more" });
    expect(
      await slack.submit({ user: anna, values: { "reason/value": "no access", Until: "2026-03-01" } }),
    ).toEqual({
      result: "closed",
    });
    await saw("deferred no access until 2026-03-01");
    expect(slack.openView(anna)).toBeUndefined();
  });

  it("tells when a modal is closed", async () => {
    const { ts } = slack.post({ user: anna, channel: staff, text: "third leak" });
    const card = await slack.waitFor(() => slack.thread(staff, ts)[1]);
    await slack.press({ user: anna, channel: staff, ts: card.ts, actionId: "defer" });
    await slack.waitFor(() => slack.openView(anna));
    await slack.closeModal({ user: anna, all: true });
    await saw("closed true");
  });

  it("answers a slash command to its person alone", async () => {
    await slack.command({ user: anna, channel: staff, command: "/domovoy", text: "help" });
    expect(slack.ephemerals(anna, staff).at(-1)?.text).toBe("You asked for help");
    // A name is given over as a mention; what is nobody's name, and an address of e-mail, as it is.
    const text = "role @anna manager @nobody a@anna";
    await slack.command({ user: anna, channel: staff, command: "/domovoy", text });
    expect(slack.ephemerals(anna, staff).at(-1)?.text).toBe(
      `You asked for role <@${anna}|anna> manager @nobody a@anna`,
    );
  });

  it("takes a message shortcut, a reaction, an edit and a deletion", async () => {
    const { ts } = slack.post({ user: anna, channel: staff, text: "lamp" });
    await slack.messageShortcut({ user: anna, channel: staff, ts, callbackId: "make_request" });
    slack.react({ user: anna, channel: staff, ts, name: "eyes" });
    slack.edit({ user: anna, channel: staff, ts, text: "lamps" });
    slack.remove({ user: anna, channel: staff, ts });
    await Promise.all([
      saw("shortcut lamp"),
      saw("reaction eyes"),
      saw("message_changed"),
      saw("message_deleted"),
    ]);
  });

  it("fills App Home", async () => {
    slack.openHome({ user: anna });
    const home = await slack.waitFor(() => slack.home(anna));
    expect(JSON.stringify(home)).toContain("3 open");
  });

  it("downloads a photo and uploads a file into the thread", async () => {
    const { ts } = slack.post({
      user: anna,
      channel: staff,
      text: "photo",
      files: [{ name: "leak.png", bytes: png }],
    });
    await saw("photo true");
    const report = await slack.waitFor(() => slack.thread(staff, ts)[1]);
    expect(report).toMatchObject({
      text: "Done",
      files: [{ name: "report.txt", size: 6, mimetype: "text/plain" }],
    });
  });

  it("ends with everything acknowledged and no error logged", async () => {
    await slack.settled();
    expect(slack.events().filter(({ kind }) => kind === "ack_failed")).toEqual([]);
    expect(bolt.errors).toEqual([]);
  });
});
