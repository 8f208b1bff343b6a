import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SlackServer, startSlackServer } from "../../../src/sandbox/slack/server.ts";
import { callJson } from "./api-client.ts";
import { badBlocks, badViews, goodBlocks, goodViews } from "./block-samples.ts";
import { connectSocket, type TestSocket } from "./test-socket.ts";

const specs = join(process.cwd(), "../shared/specs");
const present = existsSync(join(specs, "slack/inbound.schema.json"));
const title = present
  ? "against the published types"
  : "against the published types (skipped: ../shared/specs is not here)";

const schema = (file: string): object =>
  JSON.parse(readFileSync(join(specs, "slack", file), "utf8")) as object;
const compile = (file: string) => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addSchema(schema(file), "slack");
  return (definition: string): ValidateFunction => {
    const validate = ajv.getSchema(`slack#/definitions/${definition}`);
    if (!validate) throw new Error(`no definition ${definition} in ${file}`);
    return validate;
  };
};

describe.skipIf(!present)(`Block Kit ${title}`, () => {
  const definition = present ? compile("block-kit.schema.json") : undefined;
  const valid = (name: string, value: unknown) => definition?.(name)(value) === true;

  it.each(goodBlocks.filter(({ beyondSchema }) => !beyondSchema))(
    "agrees that $name is good",
    ({ blocks }) => {
      expect(valid("MessageBlocks", blocks)).toBe(true);
    },
  );
  it.each(badBlocks.filter(({ beyondSchema }) => !beyondSchema))("agrees that $name is bad", ({ blocks }) => {
    expect(valid("MessageBlocks", blocks)).toBe(false);
  });
  it.each(goodViews)("agrees that $name is a good view", ({ view }) => {
    expect(valid("View", view)).toBe(true);
  });
  it.each(badViews.filter(({ beyondSchema }) => !beyondSchema))(
    "agrees that $name is a bad view",
    ({ view }) => {
      expect(valid("View", view)).toBe(false);
    },
  );
});

describe.skipIf(!present)(`what the app receives ${title}`, () => {
  const plain = (text: string) => ({ type: "plain_text", text });
  let slack: SlackServer;
  let socket: TestSocket;
  let anna: string;
  let staff: string;
  let definition: ReturnType<typeof compile>;
  let events: ReturnType<typeof compile>;

  beforeAll(async () => {
    definition = compile("inbound.schema.json");
    events = compile("block-kit.schema.json");
    slack = await startSlackServer({ fileShareDelayMs: 1 });
    anna = slack.addUser({ name: "anna" }).id;
    staff = slack.addChannel({ name: "staff", members: [anna], withBot: true }).id;
    socket = await connectSocket(slack);
  });
  afterAll(async () => {
    socket.close();
    await slack.stop();
  });
  const conforms = (name: string, value: unknown, source = definition) => {
    const validate = source(name);
    validate(value);
    expect(
      (validate.errors ?? []).map(({ instancePath, message, params }) => [instancePath, message, params]),
    ).toEqual([]);
  };

  it("sends events in the right envelope", async () => {
    const { ts } = slack.post({ user: anna, channel: staff, text: `hi <@${slack.botUserId}>` });
    slack.post({ user: anna, channel: staff, threadTs: ts, text: "reply" });
    slack.post({
      user: anna,
      channel: staff,
      text: "photo",
      files: [{ name: "a.png", bytes: Buffer.from("x") }],
    });
    slack.edit({ user: anna, channel: staff, ts, text: "changed" });
    slack.react({ user: anna, channel: staff, ts, name: "eyes" });
    slack.openHome({ user: anna });
    slack.join({ user: slack.addUser({ name: "boris" }).id, channel: staff });
    slack.remove({ user: anna, channel: staff, ts });
    await slack.settled();
    const names: Record<string, string> = {
      app_home_opened: "AppHomeOpenedEvent",
      app_mention: "AppMentionEvent",
      reaction_added: "ReactionAddedEvent",
      file_shared: "FileSharedEvent",
      member_joined_channel: "MemberJoinedChannelEvent",
    };
    const seen = new Set<string>();
    for (const { payload } of socket.envelopes) {
      conforms("EnvelopedEvent", payload);
      const event = payload.event as { type: string };
      const name = names[event.type];
      if (name) conforms(name, event, events);
      seen.add(event.type);
    }
    for (const type of [...Object.keys(names), "message"]) expect(seen).toContain(type);
  });

  it("sends commands and shortcuts", async () => {
    const { ts } = slack.post({ user: anna, channel: staff, text: "x" });
    await slack.command({ user: anna, channel: staff, command: "/domovoy", text: "help" });
    conforms("SlashCommand", socket.last("slash_commands"));
    await slack.messageShortcut({ user: anna, channel: staff, ts, callbackId: "x" });
    conforms("MessageShortcut", socket.last("interactive"));
    await slack.globalShortcut({ user: anna, callbackId: "x" });
    conforms("GlobalShortcut", socket.last("interactive"));
  });

  it("sends presses of every kind of control", async () => {
    const option = { text: plain("One"), value: "one" };
    const controls: [Record<string, unknown>, unknown][] = [
      [{ type: "button", text: plain("Go"), value: "1" }, undefined],
      [{ type: "overflow", options: [option] }, "one"],
      [{ type: "static_select", options: [option], placeholder: plain("?") }, "One"],
      [{ type: "multi_static_select", options: [option] }, ["one"]],
      [{ type: "checkboxes", options: [option] }, ["one"]],
      [{ type: "radio_buttons", options: [option] }, "one"],
      [{ type: "datepicker" }, "2026-03-01"],
      [{ type: "timepicker" }, "10:00"],
      [{ type: "users_select" }, anna],
      [{ type: "channels_select" }, staff],
      [{ type: "conversations_select" }, staff],
      [{ type: "multi_users_select" }, [anna]],
    ];
    const blocks = controls.map(([element], index) => ({
      type: "actions",
      elements: [{ ...element, action_id: `a${index}` }],
    }));
    const { ts } = await callJson(slack, "chat.postMessage", { channel: staff, text: "card", blocks });
    for (const [index, [, value]] of controls.entries()) {
      await slack.press({ user: anna, channel: staff, ts: String(ts), actionId: `a${index}`, value });
      conforms("BlockAction", socket.last("interactive"));
    }
  });

  it("sends submissions and closings of modals", async () => {
    await slack.globalShortcut({ user: anna, callbackId: "x" });
    const view = {
      type: "modal",
      title: plain("Form"),
      submit: plain("Send"),
      close: plain("Close"),
      notify_on_close: true,
      blocks: [
        { type: "input", label: plain("Text"), element: { type: "plain_text_input" } },
        { type: "input", label: plain("Photo"), optional: true, element: { type: "file_input" } },
      ],
    };
    await callJson(slack, "views.open", { trigger_id: socket.last("interactive").trigger_id, view });
    await slack.submit({
      user: anna,
      values: { Text: "x", Photo: [{ name: "a.png", bytes: Buffer.from("x") }] },
    });
    conforms("ViewSubmitAction", socket.last("interactive"));
    await slack.globalShortcut({ user: anna, callbackId: "x" });
    await callJson(slack, "views.open", { trigger_id: socket.last("interactive").trigger_id, view });
    await slack.closeModal({ user: anna });
    conforms("ViewClosedAction", socket.last("interactive"));
  });

  it("passes every recorded payload on, with addresses of this server", async () => {
    const folder = join(specs, "fixtures/slack");
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
      const payload = JSON.parse(readFileSync(join(folder, file), "utf8")) as Record<string, unknown>;
      const raw = file.includes("slash")
        ? slack.rawCommand
        : file.includes("event")
          ? slack.rawEvent
          : slack.rawInteraction;
      expect([file, (await raw(payload)).status]).toEqual([file, "acked"]);
    }
    const sent = JSON.stringify(socket.envelopes);
    expect(sent).not.toMatch(/"response_url":"https|files\.slack\.com/);
    const gone = /"response_url":"([^"]+gone)"/.exec(sent)?.[1] ?? "";
    expect((await fetch(gone, { method: "POST", body: '{"text":"x"}' })).status).toBe(404);
  });
});
