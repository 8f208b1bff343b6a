import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SlackServerOptions } from "../../../src/sandbox/slack/options.ts";
import { type SlackServer, startSlackServer } from "../../../src/sandbox/slack/server.ts";
import { callJson } from "./api-client.ts";
import { connectSocket, type TestSocket } from "./test-socket.ts";

describe("Socket Mode", () => {
  const sockets: TestSocket[] = [];
  let slack: SlackServer;
  let anna: string;
  let staff: string;
  const start = async (options: SlackServerOptions = {}) => {
    slack = await startSlackServer({
      ackTimeoutMs: 80,
      retryScale: 0.0005,
      eventSubscriptions: ["message.channels"],
      ...options,
    });
    anna = slack.addUser({ name: "anna" }).id;
    staff = slack.addChannel({ name: "staff", members: [anna], withBot: true }).id;
  };
  const connect = async () => {
    const socket = await connectSocket(slack);
    sockets.push(socket);
    return socket;
  };
  const say = (text: string) => slack.post({ user: anna, channel: staff, text });
  const texts = (socket: TestSocket) =>
    socket.envelopes.map(({ payload }) => (payload.event as { text: string } | undefined)?.text);

  beforeEach(() => start());
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.close();
    await slack.stop();
  });

  it("says hello and sends events whose answer it does not need", async () => {
    const socket = await connect();
    expect(socket.hello).toMatchObject({ num_connections: 1, connection_info: { app_id: slack.appId } });
    say("hi");
    await slack.settled();
    expect(socket.envelopes).toMatchObject([
      {
        type: "events_api",
        accepts_response_payload: false,
        retry_attempt: 0,
        payload: { type: "event_callback" },
      },
    ]);
  });

  it("sends each event to one of several connections", async () => {
    const [one, two] = [await connect(), await connect()];
    for (const text of ["a", "b", "c", "d"]) say(text);
    await slack.settled();
    expect(one.envelopes.length + two.envelopes.length).toBe(4);
    expect(Math.min(one.envelopes.length, two.envelopes.length)).toBe(2);
  });

  it("refuses the eleventh connection and a ticket used twice", async () => {
    for (let index = 0; index < 10; index++) await connect();
    const eleventh = await connect();
    expect(eleventh.disconnects).toEqual(["too_many_websockets"]);
    await slack.waitFor(() => eleventh.closed);
    expect(slack.connections()).toBe(10);
  });

  it("holds events while nobody is connected", async () => {
    say("held");
    await new Promise((resolve) => setTimeout(resolve, 150));
    const socket = await connect();
    await slack.settled();
    expect(texts(socket)).toEqual(["held"]);
    expect(socket.envelopes[0]?.retry_attempt).toBe(0);
  });

  it("retries what is not acknowledged three times, with the same event_id, then gives up", async () => {
    const socket = await connect();
    socket.answer("events_api", "silence");
    say("hi");
    await slack.settled();
    expect(socket.envelopes.map(({ retry_attempt, retry_reason }) => [retry_attempt, retry_reason])).toEqual([
      [0, ""],
      [1, "timeout"],
      [2, "timeout"],
      [3, "timeout"],
    ]);
    expect(new Set(socket.envelopes.map(({ payload }) => payload.event_id)).size).toBe(1);
    expect(slack.events().filter(({ kind }) => kind === "delivery_lost")).toHaveLength(1);
  });

  it("sends again what a broken connection left unacknowledged", async () => {
    const first = await connect();
    first.answer("events_api", "silence");
    say("hi");
    await slack.waitFor(() => first.envelopes.length === 1);
    slack.disconnectSockets({ how: "drop" });
    await slack.waitFor(() => first.closed);
    const second = await connect();
    await slack.settled();
    expect(second.envelopes[0]).toMatchObject({ retry_attempt: 1, retry_reason: "connection_failed" });
  });

  it("announces a disconnection and sends nothing more there", async () => {
    const first = await connect();
    slack.disconnectSockets({ how: "refresh_requested" });
    const second = await connect();
    say("hi");
    await slack.settled();
    expect([first.disconnects, texts(first), texts(second)]).toEqual([["refresh_requested"], [], ["hi"]]);
  });

  it("shows a command that was acknowledged too late as failed, and counts the late answer as stray", async () => {
    const socket = await connect();
    socket.answer("slash_commands", "silence");
    expect(await slack.command({ user: anna, channel: staff, command: "/domovoy" })).toMatchObject({
      ok: false,
      error: "operation_timeout",
    });
    expect(slack.ephemerals(anna, staff).at(-1)?.text).toContain("operation_timeout");
    socket.ack(socket.envelopes[0]?.envelope_id ?? "", { text: "late" });
    await slack.waitFor(() => slack.events().find(({ kind }) => kind === "stray_ack"));
    expect(socket.envelopes).toHaveLength(1);
  });

  it("fails an interaction at once when no app is there", async () => {
    expect(await slack.globalShortcut({ user: anna, callbackId: "x" })).toMatchObject({
      ok: false,
      error: "dispatch_failed",
      reason: "no_connection",
    });
  });

  it("shows a command whose answer Slack refuses as failed", async () => {
    const socket = await connect();
    socket.answer("slash_commands", { text: "x", nosuch: 1 });
    expect(await slack.command({ user: anna, channel: staff, command: "/domovoy" })).toMatchObject({
      ok: false,
    });
    expect(slack.ephemerals(anna, staff).at(-1)?.text).toContain("invalid_command_response");
  });

  it("delivers twice, late and in another order when asked", async () => {
    const socket = await connect();
    slack.disturb({ copies: 2 });
    say("twice");
    await slack.settled();
    expect(texts(socket)).toEqual(["twice", "twice"]);
    expect(new Set(socket.envelopes.map(({ envelope_id }) => envelope_id)).size).toBe(2);
    socket.envelopes.length = 0;
    slack.disturb({ shuffle: 4 });
    for (const text of ["1", "2", "3", "4"]) say(text);
    await slack.settled();
    expect(texts(socket)).not.toEqual(["1", "2", "3", "4"]);
    expect(texts(socket).sort()).toEqual(["1", "2", "3", "4"]);
    slack.disturb({ delayMs: 60 });
    const started = performance.now();
    say("late");
    await slack.settled();
    expect(performance.now() - started).toBeGreaterThan(50);
  });

  it("tells the app only what it subscribes to and may see", async () => {
    const socket = await connect();
    const elsewhere = slack.addChannel({ name: "elsewhere", members: [anna] }).id;
    slack.post({ user: anna, channel: elsewhere, text: "unheard" });
    slack.post({ user: anna, text: "no im subscription" });
    slack.react({ user: anna, channel: staff, ts: say("heard").ts, name: "eyes" });
    slack.inviteBot({ channel: elsewhere, by: anna });
    slack.post({ user: anna, channel: elsewhere, text: "now heard" });
    await slack.settled();
    expect(texts(socket)).toEqual(["heard", `<@${slack.botUserId}> has joined the channel`, "now heard"]);
  });

  it("gives the bot its own messages back, marked as its own, and mentions twice", async () => {
    await slack.stop();
    await start({ eventSubscriptions: ["message.channels", "app_mention"] });
    const socket = await connect();
    await callJson(slack, "chat.postMessage", { channel: staff, text: "mine" });
    say(`<@${slack.botUserId}> help`);
    await slack.settled();
    expect(socket.envelopes.map(({ payload }) => payload.event)).toMatchObject([
      { type: "message", bot_id: slack.botId },
      { type: "message" },
      { type: "app_mention", channel: staff },
    ]);
  });
});
