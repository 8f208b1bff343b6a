import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SlackServer, startSlackServer } from "../../../src/sandbox/slack/server.ts";
import { callForm, callJson } from "./api-client.ts";

describe("files", () => {
  let slack: SlackServer;
  let anna: string;
  let staff: string;

  beforeAll(async () => {
    slack = await startSlackServer({ fileShareDelayMs: 5 });
    anna = slack.addUser({ name: "anna" }).id;
    staff = slack.addChannel({ name: "staff", members: [anna], withBot: true }).id;
  });
  afterAll(() => slack.stop());

  const upload = async (bytes: string, length = bytes.length) => {
    const ticket = await callForm(slack, "files.getUploadURLExternal", { filename: "акт 1.pdf", length });
    const response = await fetch(String(ticket.upload_url), { method: "POST", body: bytes });
    return {
      id: String(ticket.file_id),
      url: String(ticket.upload_url),
      status: response.status,
      text: await response.text(),
    };
  };

  it("takes the upload address only as a form", async () => {
    expect(
      await callJson(slack, "files.getUploadURLExternal", { filename: "a.txt", length: 1 }),
    ).toMatchObject({
      ok: false,
      error: "invalid_arguments",
    });
  });

  it("takes exactly the announced bytes, once", async () => {
    expect(await upload("four", 5)).toMatchObject({ status: 400 });
    const { url, status, text } = await upload("four");
    expect([status, text]).toEqual([200, "OK - 4"]);
    expect((await fetch(url, { method: "POST", body: "four" })).status).toBe(404);
  });

  it("shares several files in one message, a little later", async () => {
    const first = await upload("first");
    const second = await upload("second");
    const { ts } = slack.post({ user: anna, channel: staff, text: "reports?" });
    const done = await callJson(slack, "files.completeUploadExternal", {
      files: [{ id: first.id, title: "Act" }, { id: second.id }],
      channel_id: staff,
      thread_ts: ts,
      initial_comment: "Here",
    });
    expect(done).toMatchObject({ ok: true, files: [{ id: first.id, title: "Act" }, { id: second.id }] });
    expect(slack.thread(staff, ts)).toHaveLength(1);
    const shared = await slack.waitFor(() => slack.thread(staff, ts)[1]);
    expect(shared).toMatchObject({ text: "Here", files: [{ id: first.id }, { id: second.id }] });
    expect(await callJson(slack, "files.info", { file: first.id })).toMatchObject({
      file: { shares: { public: { [staff]: [{ ts: shared.ts }] } } },
    });
  });

  it("refuses what was not uploaded and what has odd fields", async () => {
    const complete = (files: unknown) => callJson(slack, "files.completeUploadExternal", { files });
    expect(await complete([{ id: "F404" }])).toMatchObject({ error: "file_not_found" });
    expect(await complete([])).toMatchObject({ error: "invalid_arguments" });
    const { id } = await upload("x");
    expect(await complete([{ id, initial_comment: "x" }])).toMatchObject({
      response_metadata: {
        messages: ["[ERROR] invalid additional property: initial_comment [json-pointer:/files/0]"],
      },
    });
  });

  it("gives bytes to the bot alone: others are sent to sign in", async () => {
    slack.post({ user: anna, channel: staff, files: [{ name: "a.png", bytes: new Uint8Array([1, 2, 3]) }] });
    const url = String(slack.messages(staff).at(-1)?.files?.[0]?.url_private);
    const good = await fetch(url, { headers: { authorization: `Bearer ${slack.botToken}` } });
    expect([good.status, good.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect(new Uint8Array(await good.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
    const stranger = await fetch(url);
    expect(stranger.headers.get("content-type")).toContain("text/html");
  });

  it("hides files from channels that the bot is not in", async () => {
    const elsewhere = slack.addChannel({ name: "elsewhere", members: [anna] }).id;
    slack.post({ user: anna, channel: elsewhere, files: [{ name: "secret.txt", bytes: Buffer.from("s") }] });
    const file = slack.files().at(-1)?.id;
    expect(await callJson(slack, "files.info", { file })).toMatchObject({ error: "file_not_found" });
  });
});
