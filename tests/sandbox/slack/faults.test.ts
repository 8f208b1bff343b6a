import { LogLevel, WebClient } from "@slack/web-api";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ApiFaultRequest } from "../../../src/sandbox/slack/faults.ts";
import { type SlackServer, startSlackServer } from "../../../src/sandbox/slack/server.ts";
import { callJson } from "./api-client.ts";

describe("Web API faults", () => {
  let slack: SlackServer;
  let staff: string;
  beforeAll(async () => {
    slack = await startSlackServer();
    staff = slack.addChannel({ name: "staff", withBot: true }).id;
  });
  afterEach(() => slack.clearFaults());
  afterAll(() => slack.stop());

  const post = (text: string, timeoutMs = 500) =>
    fetch(`${slack.apiUrl}chat.postMessage`, {
      method: "POST",
      signal: AbortSignal.timeout(timeoutMs),
      headers: { authorization: `Bearer ${slack.botToken}`, "content-type": "application/json" },
      body: JSON.stringify({ channel: staff, text }),
    });
  const posted = (text: string) => slack.messages(staff).some((message) => message.text === text);
  const fail = (fault: ApiFaultRequest) => slack.failApi({ method: "chat.postMessage", ...fault });

  it("answers 429 with Retry-After, as often as asked", async () => {
    fail({ kind: "rate_limited", retryAfter: 7, times: 2 });
    for (const text of ["a", "b"]) {
      const response = await post(text);
      expect([response.status, response.headers.get("retry-after"), await response.json()]).toEqual([
        429,
        "7",
        { ok: false, error: "ratelimited" },
      ]);
      expect(posted(text)).toBe(false);
    }
    expect((await post("c")).status).toBe(200);
  });

  it("is obeyed by the real client", async () => {
    fail({ kind: "rate_limited", retryAfter: 1 });
    const started = performance.now();
    const client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl, logLevel: LogLevel.ERROR });
    expect(await client.chat.postMessage({ channel: staff, text: "obeyed" })).toMatchObject({ ok: true });
    expect(performance.now() - started).toBeGreaterThan(900);
  });

  it("answers with an error code or a broken server, only for the method asked", async () => {
    fail({ kind: "error", code: "fatal_error" });
    expect(await callJson(slack, "auth.test", {})).toMatchObject({ ok: true });
    expect(await (await post("x")).json()).toEqual({ ok: false, error: "fatal_error" });
    fail({ kind: "http", status: 503 });
    expect((await post("broken")).status).toBe(503);
    expect(posted("broken")).toBe(false);
  });

  it("hangs", async () => {
    fail({ kind: "hang" });
    await expect(post("hung", 100)).rejects.toThrow();
    expect(posted("hung")).toBe(false);
  });

  it("drops the connection before or after it has done the work", async () => {
    fail({ kind: "drop_before" });
    await expect(post("before")).rejects.toThrow();
    expect(posted("before")).toBe(false);
    fail({ kind: "drop_after" });
    await expect(post("after")).rejects.toThrow();
    expect(posted("after")).toBe(true);
  });

  it("logs calls with what they were answered, without the token", () => {
    const calls = slack.calls("chat.postMessage");
    expect(calls[0]).toMatchObject({ status: 429, fault: "rate_limited", params: { text: "a" } });
    expect(calls.at(-1)).toMatchObject({ status: 0, fault: "drop_after", response: { ok: true } });
    expect(JSON.stringify(slack.calls())).not.toContain(slack.botToken);
  });
});
