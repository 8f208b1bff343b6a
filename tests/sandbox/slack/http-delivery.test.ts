import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SlackServer, startSlackServer } from "../../../src/sandbox/slack/server.ts";
import { startBolt } from "./bolt-app.ts";

interface Received {
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

describe("HTTP deliveries", () => {
  const received: Received[] = [];
  let answer: (got: Received) => {
    status: number;
    body?: string;
    headers?: Record<string, string>;
    waitMs?: number;
  };
  let app: Server;
  let slack: SlackServer;
  let anna: string;
  let staff: string;
  let url: string;

  beforeEach(async () => {
    received.length = 0;
    answer = () => ({ status: 200 });
    app = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const got = { headers: request.headers, body: Buffer.concat(chunks).toString("utf8") };
        received.push(got);
        const { status, body = "", headers = {}, waitMs = 0 } = answer(got);
        setTimeout(() => response.writeHead(status, headers).end(body), waitMs);
      });
    });
    await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(app.address() as AddressInfo).port}/slack/events`;
    slack = await startSlackServer({
      requestUrl: url,
      ackTimeoutMs: 80,
      retryScale: 0.0005,
      eventSubscriptions: ["message.channels"],
    });
    anna = slack.addUser({ name: "anna" }).id;
    staff = slack.addChannel({ name: "staff", members: [anna], withBot: true }).id;
  });
  afterEach(async () => {
    await slack.stop();
    await new Promise<void>((resolve) => {
      app.close(() => resolve());
      app.closeAllConnections();
    });
  });
  const say = async (text: string) => {
    slack.post({ user: anna, channel: staff, text });
    await slack.settled();
  };
  const retries = () =>
    received.map(({ headers }) => [headers["x-slack-retry-num"], headers["x-slack-retry-reason"]]);

  it("signs the raw body with the secret and a fresh timestamp", async () => {
    await say("привет");
    const [first] = received;
    const timestamp = String(first?.headers["x-slack-request-timestamp"]);
    const expected = createHmac("sha256", slack.signingSecret)
      .update(`v0:${timestamp}:${first?.body}`)
      .digest("hex");
    expect(first?.headers["x-slack-signature"]).toBe(`v0=${expected}`);
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(5);
    expect(JSON.parse(first?.body ?? "")).toMatchObject({
      type: "event_callback",
      authorizations: [{ user_id: slack.botUserId, is_bot: true }],
      event: { type: "message", text: "привет", channel_type: "channel" },
    });
  });

  it("posts commands and interactions as forms and takes their answers from the body", async () => {
    answer = () => ({ status: 200, body: "done" });
    await slack.command({ user: anna, channel: staff, command: "/domovoy", text: "a&b=c" });
    expect(new URLSearchParams(received[0]?.body).get("text")).toBe("a&b=c");
    expect(slack.ephemerals(anna, staff).at(-1)?.text).toBe("done");
    await slack.globalShortcut({ user: anna, callbackId: "x" });
    expect(JSON.parse(new URLSearchParams(received[1]?.body).get("payload") ?? "")).toMatchObject({
      type: "shortcut",
    });
  });

  it("retries errors and timeouts three times and says why", async () => {
    answer = () => ({ status: 500 });
    await say("hi");
    expect(retries()).toEqual([
      [undefined, undefined],
      ["1", "http_error"],
      ["2", "http_error"],
      ["3", "http_error"],
    ]);
    received.length = 0;
    answer = () => (received.length === 1 ? { status: 200, waitMs: 150 } : { status: 200 });
    await say("slow");
    expect(retries()).toEqual([
      [undefined, undefined],
      ["1", "http_timeout"],
    ]);
  });

  it("stops when the app says so", async () => {
    answer = () => ({ status: 500, headers: { "x-slack-no-retry": "1" } });
    await say("hi");
    expect(received).toHaveLength(1);
  });

  it("retries nothing but events", async () => {
    answer = () => ({ status: 500 });
    expect(await slack.command({ user: anna, command: "/domovoy" })).toMatchObject({
      error: "dispatch_failed",
    });
    expect(received).toHaveLength(1);
  });

  it("takes a request URL only when it echoes the challenge", async () => {
    answer = () => ({ status: 200, body: "nothing" });
    expect(await slack.useRequestUrl({ url })).toBe(false);
    answer = ({ body }) => ({ status: 200, body: String(JSON.parse(body).challenge) });
    expect(await slack.useRequestUrl({ url })).toBe(true);
  });

  it("can sign wrongly and send old or future timestamps, which Bolt partly refuses", async () => {
    const bolt = await startBolt(slack, "http", () => {});
    const attempt = async () => (await slack.rawEvent({ type: "message", text: "x", channel: staff })).status;
    slack.disturbSender({ wrongSignature: true });
    expect(await attempt()).toBe("failed");
    slack.disturbSender({ wrongSignature: false, timestampSkewSeconds: -360 });
    expect(await attempt()).toBe("failed");
    slack.disturbSender({ timestampSkewSeconds: 360 });
    expect(await attempt()).toBe("acked");
    slack.clearFaults();
    expect(await attempt()).toBe("acked");
    await bolt.stop();
  });
});
