import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ModalContent } from "../../../src/chat/taken.ts";
import { plain, t } from "../../../src/chat/text.ts";
import type { View } from "../../../src/chat/view.ts";
import { type Mode, type Running, runAdapter } from "./running-adapter.ts";
import { card, doneForm, shownText } from "./samples.ts";

const modes: Mode[] = ["socket", "http"];

describe.each(modes)("Slack over %s", (mode) => {
  let running: Running;
  const send = (content: View, more: { threadId?: string; editMessageId?: string; chatId?: string } = {}) => {
    const { threadId, editMessageId, chatId = running.staff } = more;
    return running.adapter.channel.send({
      address: { platform: "slack", chatId, ...(threadId ? { threadId } : {}) },
      content,
      language: "en",
      ...(editMessageId ? { editMessageId } : {}),
    });
  };
  const sent = async (content: View, more: Parameters<typeof send>[1] = {}): Promise<string> => {
    const result = await send(content, more);
    if (!result.ok) throw new Error(JSON.stringify(result.failure));
    return result.messageId;
  };
  const press = (ts: string, text: string) =>
    running.slack.press({ user: "olga", channel: running.staff, ts, text });
  const modal = (): unknown => running.slack.openView("olga")?.view;

  beforeAll(async () => {
    running = await runAdapter(mode);
  });
  afterAll(async () => {
    expect(running.log.filter(({ level }) => level >= 50)).toEqual([]);
    await running.stop();
  });
  beforeEach(() => {
    running.events.length = 0;
    running.answer(() => ({}));
  });

  it("takes a command and answers its sender alone, in their language", async () => {
    running.answer(() => ({ shown: { blocks: [{ type: "text", text: t("slack.done") }] } }));
    const outcome = await running.slack.command({
      user: "olga",
      channel: running.staff,
      command: "/domovoy",
      text: "open 2",
    });
    expect(outcome.ok).toBe(true);
    expect(running.events).toMatchObject([
      { type: "command", name: "open", args: "2", sender: { name: "Ольга Смирнова", language: "ru-RU" } },
    ]);
    const shown = await running.slack.waitFor(() => running.slack.ephemerals("olga", running.staff).at(-1));
    expect(shownText(shown)).toContain("Готово.");
    expect(running.slack.ephemerals("pavel")).toEqual([]);
  });

  it("posts a card and edits it", async () => {
    const ts = await sent(card);
    expect(await sent({ blocks: [{ type: "text", text: plain("Taken") }] }, { editMessageId: ts })).toBe(ts);
    const message = running.slack.messages(running.staff).find((one) => one.ts === ts);
    expect(shownText(message?.blocks)).toContain("Taken");
    expect(shownText(message?.blocks)).not.toContain("take:1001");
  });

  it("shows the notice of a press to the presser alone", async () => {
    const ts = await sent(card);
    running.answer(() => ({ notice: { text: plain("It is yours"), urgency: "info" } }));
    await press(ts, "Take");
    expect(running.events).toMatchObject([
      { type: "tap", token: "take:1001", message: { chatId: running.staff, messageId: ts } },
    ]);
    await running.slack.waitFor(() =>
      running.slack.ephemerals("olga").some((one) => shownText(one).includes("It is yours")),
    );
  });

  it("shows in the modal what came instead of a form", async () => {
    running.answer(() => ({ shown: card }));
    await running.slack.command({ user: "olga", channel: running.staff, command: "/domovoy", text: "new" });
    await running.slack.waitFor(() => shownText(modal()).includes("Request #1001"));
    running.answer(() => ({ notice: { text: plain("It is yours"), urgency: "info" } }));
    await running.slack.press({ user: "olga", in: "modal", text: "Take" });
    await running.slack.waitFor(() => shownText(modal()).includes("It is yours"));
    expect(running.events.at(-1)).toMatchObject({
      token: "take:1001",
      chat: { kind: "modal" },
      message: null,
    });
    await running.slack.closeModal({ user: "olga" });
  });

  it("shows a refusal in the modal that was opened", async () => {
    const ts = await sent(card);
    const refusal: ModalContent = { kind: "refusal", title: plain("No"), text: plain("Pavel has it") };
    running.answer(() => ({ modal: refusal }));
    await press(ts, "Done");
    await running.slack.waitFor(() => shownText(modal()).includes("Pavel has it"));
    await running.slack.closeModal({ user: "olga" });
  });

  it("opens the form of a command and of a shortcut", async () => {
    running.answer((event) => (event.type === "message" ? {} : { modal: doneForm }));
    await running.slack.command({ user: "olga", channel: running.staff, command: "/domovoy", text: "new" });
    await running.slack.waitFor(() => shownText(modal()).includes("Report"));
    await running.slack.closeModal({ user: "olga" });
    const { ts } = running.slack.post({ user: "pavel", channel: running.staff, text: "leak & flood" });
    await running.slack.settled();
    await running.slack.messageShortcut({
      user: "olga",
      channel: running.staff,
      ts,
      callbackId: "file_request",
    });
    await running.slack.waitFor(() => shownText(modal()).includes("Report"));
    expect(running.events.at(-1)).toMatchObject({
      type: "form-opened",
      form: "file_request",
      args: ["leak & flood"],
    });
    await running.slack.closeModal({ user: "olga" });
  });

  it("shows mistakes at their fields, keeps the modal, and closes it once all is well", async () => {
    const ts = await sent(card);
    running.answer(() => ({ modal: doneForm }));
    await press(ts, "Done");
    await running.slack.waitFor(() => shownText(modal()).includes("Report"));
    running.answer(() => ({ form: { ok: false, errors: { report: plain("Say more") } } }));
    expect(await running.slack.submit({ user: "olga", values: { report: "ok" } })).toEqual({
      result: "errors",
      errors: { report: "Say more" },
    });
    running.answer(() => ({ form: { ok: false, errors: {}, text: plain("Closed already") } }));
    expect(await running.slack.submit({ user: "olga" })).toMatchObject({
      errors: { photos: "Closed already" },
    });
    running.answer(() => ({ form: { ok: true, text: plain("Saved, thank you") } }));
    const photo = { name: "after.png", bytes: Buffer.from("png bytes") };
    const closed = await running.slack.submit({
      user: "olga",
      values: { report: "new tap", photos: [photo] },
    });
    expect(closed).toEqual({ result: "cleared" });
    expect(running.events.at(-1)).toMatchObject({
      type: "form-submitted",
      form: "done",
      args: ["1001"],
      values: {
        report: { kind: "text", text: "new tap" },
        photos: { kind: "files", files: [{ name: "after.png", mime: "image/png" }] },
      },
    });
    await running.slack.waitFor(() =>
      running.slack
        .ephemerals("olga", running.staff)
        .some((one) => shownText(one).includes("Saved, thank you")),
    );
  });

  it("goes on with the next form of a chain", async () => {
    const ts = await sent(card);
    running.answer(() => ({ modal: doneForm }));
    await press(ts, "Done");
    await running.slack.waitFor(() => shownText(modal()).includes("Report"));
    running.answer(() => ({
      form: { ok: true },
      modal: { ...doneForm, form: "second", title: plain("Second") },
    }));
    const next = await running.slack.submit({ user: "olga", values: { report: "x" } });
    expect(next).toMatchObject({ result: "updated", view: { title: { text: "Second" } } });
    await running.slack.closeModal({ user: "olga" });
  });

  it("hears the thread, edits, files and deletions, and not itself", async () => {
    const ts = await sent(card);
    const bytes = Buffer.from("a photo of the leak");
    const reply = running.slack.post({
      user: "pavel",
      channel: running.staff,
      threadTs: ts,
      text: "> look & see <b>",
      files: [{ name: "leak.jpg", bytes }],
    });
    await running.slack.waitFor(() => running.events.length === 1);
    const [heard] = running.events;
    expect(heard).toMatchObject({
      type: "message",
      text: "> look & see <b>",
      replyTo: ts,
      chat: { id: running.staff, kind: "channel", threadId: ts },
    });
    const file = heard?.type === "message" ? heard.files[0] : undefined;
    expect(file).toMatchObject({ kind: "photo", name: "leak.jpg", size: bytes.length });
    const externalId = file?.externalId ?? "";
    expect(await running.adapter.fileSource.download(externalId, 1000)).toEqual({ ok: true, bytes });
    expect(await running.adapter.fileSource.download(externalId, 5)).toEqual({
      ok: false,
      code: "too-large",
    });
    running.slack.edit({ user: "pavel", channel: running.staff, ts: reply.ts, text: "look again" });
    await running.slack.waitFor(() => running.events.length === 2);
    expect(running.events[1]).toMatchObject({ type: "edited", text: "look again" });
    running.slack.remove({ user: "pavel", channel: running.staff, ts: reply.ts });
    await sent(card, { threadId: ts });
    await running.slack.settled();
    expect(running.events).toHaveLength(3);
    expect(running.events[2]).toMatchObject({
      type: "deleted",
      message: { chatId: running.staff, messageId: reply.ts },
    });
  });

  it("puts files into the thread of their message, together", async () => {
    const files = ["a1", "a2"].map((attachmentId) => ({ attachmentId, kind: "photo" as const }));
    const ts = await sent({ ...card, files });
    const shared = await running.slack.waitFor(() =>
      running.slack.thread(running.staff, ts).find((message) => message.files?.length === 2),
    );
    expect(shared.files).toMatchObject([{ name: "leak.png" }, { name: "pipe.png" }]);
    const stored = running.slack.files().filter(({ name }) => name === "pipe.png");
    expect(stored.at(-1)?.bytes).toEqual(Buffer.from("second picture"));
    const direct = await sent({ blocks: [], files }, { chatId: userId("olga") });
    expect(direct).toMatch(/^file:F/);
    await running.slack.waitFor(() =>
      running.slack.direct("olga").messages.find((message) => message.files?.length === 2),
    );
  });

  it("writes to a person and edits that message", async () => {
    const ts = await sent(card, { chatId: userId("pavel") });
    await sent(
      { blocks: [{ type: "text", text: plain("Changed") }] },
      { chatId: userId("pavel"), editMessageId: ts },
    );
    expect(shownText(running.slack.direct("pavel").messages.at(-1))).toContain("Changed");
  });

  it("replaces the ephemeral list whose button was pressed", async () => {
    const list = (page: number): View => ({
      blocks: [{ type: "text", text: plain(`Page ${page}`) }],
      buttons: [[{ label: plain("Next"), do: { token: `list:${page + 1}` } }]],
    });
    running.answer((event) => ({ shown: list(event.type === "tap" ? 2 : 1) }));
    await running.slack.command({ user: "pavel", channel: running.staff, command: "/domovoy", text: "open" });
    const first = await running.slack.waitFor(() => running.slack.ephemerals("pavel").at(-1));
    expect(shownText(first)).toContain("Page 1");
    await running.slack.press({ user: "pavel", channel: running.staff, ts: first.ts, text: "Next" });
    await running.slack.waitFor(() => shownText(running.slack.ephemerals("pavel").at(-1)).includes("Page 2"));
    expect(running.slack.ephemerals("pavel").map(({ ts }) => ts)).toContain(first.ts);
    expect(running.events.at(-1)).toMatchObject({ token: "list:2", message: null });
  });

  it("fills App Home, and answers a press there in a modal", async () => {
    running.answer(() => ({ home: card }));
    running.slack.openHome({ user: "olga" });
    const home = await running.slack.waitFor(() => running.slack.home("olga"));
    expect(shownText(home)).toContain("Request #1001");
    running.answer(() => ({ notice: { text: plain("Only Pavel may"), urgency: "alert" } }));
    await running.slack.press({ user: "olga", in: "home", text: "Take" });
    await running.slack.waitFor(() => shownText(modal()).includes("Only Pavel may"));
    await running.slack.closeModal({ user: "olga" });
  });

  it("gives the same event id to every copy of a delivery", async () => {
    running.slack.disturb({ copies: 2 });
    running.slack.post({ user: "olga", channel: running.staff, text: "twice" });
    await running.slack.waitFor(() => running.events.length === 2);
    const ts = await sent(card);
    running.slack.disturb({ copies: 2 });
    running.answer(() => ({ modal: doneForm }));
    await press(ts, "Done");
    await running.slack.waitFor(() => running.events.length === 4);
    const ids = running.events.map(({ id }) => id);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).toBe(ids[3]);
    expect(new Set(ids).size).toBe(2);
    await running.slack.waitFor(() => shownText(modal()).includes("Report"));
    await running.slack.closeModal({ user: "olga" });
  });

  const userId = (name: string): string => {
    const users = running.slack.state().users as { id: string; name: string }[];
    return users.find((user) => user.name === name)?.id ?? "";
  };
});
