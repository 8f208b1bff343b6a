import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SlackServer, startSlackServer } from "../../../src/sandbox/slack/server.ts";

describe("the control interface over HTTP", () => {
  let slack: SlackServer;
  beforeAll(async () => {
    slack = await startSlackServer();
  });
  afterAll(() => slack.stop());

  const command = async (name: string, args: unknown, type = "application/json") => {
    const response = await fetch(`${slack.url}/control/${name}`, {
      method: "POST",
      headers: { "content-type": type },
      body: JSON.stringify(args),
    });
    return {
      status: response.status,
      ...((await response.json()) as { ok: boolean; result?: unknown; error?: string }),
    };
  };

  it("does what people do, files as base64, and shows the state", async () => {
    expect(await command("addUser", { name: "anna" })).toMatchObject({ ok: true, result: { name: "anna" } });
    await command("addChannel", { name: "staff", members: ["anna"], withBot: true });
    const file = { name: "a.txt", bytes: Buffer.from("hello").toString("base64") };
    expect(
      await command("post", { user: "anna", channel: "staff", text: "hi", files: [file] }),
    ).toMatchObject({
      result: { text: "hi", files: [{ name: "a.txt", size: 5 }] },
    });
    const state = (await (await fetch(`${slack.url}/control/state`)).json()) as {
      result: { channels: unknown[]; files: unknown[] };
    };
    expect(state.result).toMatchObject({
      channels: [{ name: "staff", messages: [{ text: "hi" }] }],
      files: [{ name: "a.txt" }],
    });
  });

  it("says what is wrong with a request, and takes no forms from foreign pages", async () => {
    expect(await command("post", { user: "nobody", text: "x" })).toMatchObject({
      status: 400,
      error: "no user nobody: make them with addUser first",
    });
    expect(await command("nosuch", {})).toMatchObject({ status: 404 });
    expect(await command("addUser", { name: "x" }, "text/plain")).toMatchObject({ status: 415 });
  });

  it("streams what happens, from any point on", async () => {
    const abort = new AbortController();
    const response = await fetch(`${slack.url}/control/events?after=0`, { signal: abort.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes("event: message")) text += (await reader?.read())?.value ?? "";
    expect(text).toContain("event: user_added");
    slack.react({ user: "anna", channel: "staff", ts: slack.messages("staff")[0]?.ts ?? "", name: "eyes" });
    while (!text.includes("event: reaction_added")) text += (await reader?.read())?.value ?? "";
    expect(text).toMatch(/id: \d+\nevent: reaction_added\ndata: \{"seq":\d+/);
    abort.abort();
  });
});
