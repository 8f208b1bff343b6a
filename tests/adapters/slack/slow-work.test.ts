import { afterAll, describe, expect, it } from "vitest";
import { plain } from "../../../src/chat/text.ts";
import { type Mode, pause, type Running, runAdapter } from "./running-adapter.ts";
import { card, doneForm, shownText } from "./samples.ts";

const modes: Mode[] = ["socket", "http"];
const all: Running[] = [];

const run = async (mode: Mode): Promise<Running> => {
  const running = await runAdapter(mode);
  all.push(running);
  return running;
};

const modal = (running: Running): unknown => running.slack.openView("olga")?.view;

const postCard = async (running: Running): Promise<string> => {
  const address = { platform: "slack", chatId: running.staff } as const;
  const result = await running.adapter.channel.send({ address, content: card, language: "en" });
  return result.ok ? result.messageId : "";
};

const press = (running: Running, ts: string) =>
  running.slack.press({ user: "olga", channel: running.staff, ts, text: "Done" });

describe("work that takes longer than Slack waits", () => {
  afterAll(async () => {
    for (const running of all.splice(0)) {
      expect(running.log.filter(({ level }) => level >= 50)).toEqual([]);
      await running.stop();
    }
  });

  it.concurrent.each(modes)(
    "of 5 s: the modal is open before, and filled after it (%s)",
    async (mode) => {
      const running = await run(mode);
      const ts = await postCard(running);
      running.answer(async () => {
        await pause(5_000);
        return { modal: doneForm };
      });
      const outcome = press(running, ts);
      await running.slack.waitFor(() => shownText(modal(running)).includes("One moment"), 2_000);
      expect(await outcome).toMatchObject({ ok: true });
      await running.slack.waitFor(() => shownText(modal(running)).includes("Report"), 8_000);
      expect(modal(running)).toMatchObject({ title: { text: "Done" }, submit: { text: "Send" } });
      await running.slack.closeModal({ user: "olga" });
    },
    20_000,
  );

  it.concurrent.each(modes)(
    "on a submitted form: nothing that was typed is lost (%s)",
    async (mode) => {
      const running = await run(mode);
      const ts = await postCard(running);
      running.answer(() => ({ modal: doneForm }));
      await press(running, ts);
      await running.slack.waitFor(() => shownText(modal(running)).includes("Report"));
      running.answer(async () => {
        await pause(3_200);
        return { form: { ok: false, errors: { report: plain("Say more") } } };
      });
      expect(
        await running.slack.submit({ user: "olga", values: { report: "half a day's work" } }),
      ).toMatchObject({
        result: "updated",
      });
      expect(shownText(modal(running))).toContain("чуть больше времени");
      expect(shownText(modal(running))).toContain("half a day's work");
      await running.slack.waitFor(() => shownText(modal(running)).includes("Report: Say more"), 5_000);
      expect(shownText(modal(running))).toContain("half a day's work");
      running.answer(async () => {
        await pause(3_000);
        return { form: { ok: true } };
      });
      expect(await running.slack.submit({ user: "olga" })).toMatchObject({ result: "updated" });
      await running.slack.waitFor(() => shownText(modal(running)).includes("Готово"), 5_000);
      expect(running.events.at(-1)).toMatchObject({ values: { report: { text: "half a day's work" } } });
      await running.slack.closeModal({ user: "olga" });
    },
    20_000,
  );
});
