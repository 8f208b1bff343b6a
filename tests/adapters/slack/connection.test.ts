import { createHmac } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { type Mode, pause, type Running, runAdapter } from "./running-adapter.ts";

const open: Running[] = [];
const run = async (mode: Mode): Promise<Running> => {
  const running = await runAdapter(mode);
  open.push(running);
  return running;
};
afterEach(async () => {
  for (const running of open.splice(0)) await running.stop();
});

const post = async (
  running: Running,
  body: string,
  skewSeconds = 0,
  secret = running.slack.signingSecret,
) => {
  const timestamp = Math.floor(Date.now() / 1000) + skewSeconds;
  const signature = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  const response = await fetch(running.url, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-slack-request-timestamp": String(timestamp),
      "x-slack-signature": `v0=${signature}`,
    },
  });
  return { status: response.status, text: await response.text() };
};

describe("requests over HTTP", () => {
  const challenge = JSON.stringify({ type: "url_verification", challenge: "c1" });

  it.each([
    ["in time", 0, 200],
    ["four minutes ahead of our clock", 240, 200],
    ["six minutes old", -360, 401],
    ["six minutes in the future", 360, 401],
  ])("dated %s", async (_when, skew, status) => {
    const running = await run("http");
    expect((await post(running, challenge, skew)).status).toBe(status);
  });

  it("are answered when Slack checks the address, and only when they are signed", async () => {
    const running = await run("http");
    expect(JSON.parse((await post(running, challenge)).text)).toEqual({ challenge: "c1" });
    expect((await post(running, challenge, 0, "another secret")).status).toBe(401);
    expect((await fetch(running.url, { method: "POST", body: challenge })).status).toBe(401);
    expect((await fetch(running.url.replace("events", "other"), { method: "POST" })).status).toBe(404);
    expect((await fetch(running.url)).status).toBe(404);
  });

  it("may not be large", async () => {
    const running = await run("http");
    const large = JSON.stringify({ type: "url_verification", challenge: "x".repeat(2_000_000) });
    expect((await post(running, large)).status).toBe(413);
  });

  it("that make no sense are acknowledged and forgotten, or refused", async () => {
    const running = await run("http");
    expect((await post(running, "{}")).status).toBe(200);
    expect((await post(running, '{"type":"event_callback"}')).status).toBe(200);
    expect((await post(running, "no json")).status).toBe(400);
    expect(running.events).toEqual([]);
    expect(running.log.filter(({ level }) => level >= 50)).toEqual([]);
  });

  it("are not taken any more once it stops", async () => {
    const running = await run("http");
    await running.adapter.stop();
    expect((await post(running, challenge)).status).toBe(503);
  });
});

describe.each<Mode>(["socket", "http"])("over %s", (mode) => {
  it("what could not be taken is delivered again, until it is", async () => {
    const running = await run(mode);
    let failures = 2;
    running.answer(() => {
      if (failures-- > 0) throw new Error("the database is away");
      return {};
    });
    running.slack.post({ user: "olga", channel: running.staff, text: "leak" });
    // In Socket Mode Slack waits 3 s before it takes an envelope for lost.
    await running.slack.waitFor(() => running.events.length === 3, 12_000);
    await running.slack.settled();
    expect(new Set(running.events.map(({ id }) => id)).size).toBe(1);
    expect(running.log.filter(({ level }) => level >= 50)).toHaveLength(2);
  });

  it("a press that could not be taken tells its person to try again", async () => {
    const running = await run(mode);
    running.answer(() => {
      throw new Error("the database is away");
    });
    await running.slack.command({ user: "olga", channel: running.staff, command: "/domovoy", text: "open" });
    await running.slack.waitFor(() =>
      running.slack.ephemerals("olga").some((one) => JSON.stringify(one).includes("ещё раз через минуту")),
    );
  });

  it("stopping waits for what is in hand", async () => {
    const running = await run(mode);
    let finished = false;
    running.answer(async () => {
      await pause(700);
      finished = true;
      return {};
    });
    running.slack.post({ user: "olga", channel: running.staff, text: "leak" });
    await running.slack.waitFor(() => running.events.length === 1);
    await running.adapter.stop();
    expect(finished).toBe(true);
    await running.slack.waitFor(() => running.slack.connections() === 0);
    expect(running.log).toEqual([]);
  });

  it("a trigger that ran out asks to press again, and takes nothing", async () => {
    const running = await run(mode);
    running.slack.failApi({ kind: "error", code: "expired_trigger_id", method: "views.open" });
    await running.slack.command({ user: "olga", channel: running.staff, command: "/domovoy", text: "new" });
    await running.slack.waitFor(() => running.slack.ephemerals("olga").length === 1);
    expect(running.events).toEqual([]);
  });

  it("works without the scope to read names", async () => {
    const running = await run(mode);
    running.slack.setScopes({ scopes: ["chat:write", "commands", "channels:history"] });
    await running.slack.command({ user: "olga", channel: running.staff, command: "/domovoy", text: "open" });
    expect(running.events).toMatchObject([{ sender: { name: "olga", language: null } }]);
  });
});

describe("Socket Mode", () => {
  it.each(["refresh_requested", "drop"] as const)(
    "comes back after %s and misses nothing",
    async (how) => {
      const running = await run("socket");
      running.slack.disconnectSockets({ how });
      await running.slack.waitFor(() => running.slack.connections() === 1, 10_000);
      running.slack.post({ user: "olga", channel: running.staff, text: "still there?" });
      await running.slack.waitFor(() => running.events.length === 1, 10_000);
      expect(running.log.filter(({ level }) => level >= 50)).toEqual([]);
    },
    25_000,
  );

  it("tries again until Slack lets it in", async () => {
    const running = await run("socket");
    running.slack.failApi({ kind: "http", status: 503, method: "apps.connections.open", times: 2 });
    running.slack.disconnectSockets({ how: "drop" });
    await running.slack.waitFor(() => running.slack.connections() === 0, 10_000);
    await running.slack.waitFor(() => running.slack.connections() === 1, 10_000);
    expect(running.log.filter(({ level }) => level >= 50)).toEqual([]);
  });

  it("says what to do when the app token was withdrawn, and still comes back", async () => {
    const running = await run("socket");
    running.slack.failApi({ kind: "error", code: "invalid_auth", method: "apps.connections.open" });
    running.slack.disconnectSockets({ how: "drop" });
    await running.slack.waitFor(() => running.slack.connections() === 0, 10_000);
    await running.slack.waitFor(() => running.slack.connections() === 1, 10_000);
    expect(running.log.find(({ level }) => level >= 50)?.msg).toContain("SLACK_APP_TOKEN");
  });

  it("stops while it is trying to come back", async () => {
    const running = await run("socket");
    running.slack.failApi({ kind: "http", status: 503, method: "apps.connections.open", times: 50 });
    running.slack.disconnectSockets({ how: "drop" });
    await running.slack.waitFor(() => running.slack.connections() === 0, 10_000);
    const started = Date.now();
    await running.adapter.stop();
    expect(Date.now() - started).toBeLessThan(2_500);
    running.slack.clearFaults();
    await pause(1_500);
    expect(running.slack.connections()).toBe(0);
  });
});
