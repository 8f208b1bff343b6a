import { createChatCatalogue } from "../../src/chat/areas.ts";
import { createTranslator } from "../../src/chat/translator.ts";
import { localesFolder } from "../../src/package-paths.ts";
import { isObject, type JsonObject } from "../../src/sandbox/slack/block-kit/rule.ts";
import { samplePhoto } from "../../src/sandbox/telegram/files/sample-photo.ts";
import type { Resident } from "../scenarios/support/resident.ts";
import type { Story } from "../scenarios/support/story.ts";

/** Everything that markup could trip over, and long enough to be cut somewhere. */
export const awkward = `Труба <b>течёт</b> & "капает" *сильно* _очень_ ~да~ \`раз\` :wave: <@U1> <!channel> 👩‍👩‍👧 ${"вода ".repeat(400)}`;

const { commands } = createChatCatalogue(
  { staffChannel: null, botUsername: null },
  createTranslator(localesFolder).translate,
);
const namesOn = (platform: string): string[] =>
  commands.flatMap(({ name, platforms }) => ((platforms as string[]).includes(platform) ? [name] : []));

/** Goes wherever people can go: every command, every button of every card and list, the forms of both platforms. */
export const grandTour = async (story: Story): Promise<void> => {
  const { town } = story;
  const { telegram, slack, staffChannel: channel } = town;
  const anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
  const john = await story.resident({ unit: "46", name: "John", language: "en" });
  const stranger = story.stranger({ name: "Мария", language: "en" });

  const offered = (who: Resident): string[] =>
    (
      telegram.messages(who.id).findLast(({ fromBot, buttons }) => fromBot && buttons.length > 0)?.buttons ??
      []
    )
      .flat()
      .flatMap((button) => ("callback_data" in button ? [button.callback_data] : []));
  const tap = async (who: Resident, data: string): Promise<void> => {
    await telegram.press({ from: who.id, data, timeoutMs: 0 });
    await story.settled();
  };
  const throughForm = async (who: Resident): Promise<void> => {
    for (let step = 0; step < 12; step += 1) {
      const form = offered(who).filter((data) => data.startsWith("f:"));
      const next = form.find((data) => /^f:(ready|keep|skip|o):/.test(data));
      if (!next) return;
      await tap(who, next);
    }
  };
  const everyTap = async (who: Resident): Promise<void> => {
    for (const data of offered(who)) {
      await tap(who, data).catch(() => undefined);
      await who.writes("/cancel");
    }
  };

  const leaveModals = async (): Promise<void> => {
    while (slack.openView("olga")) await slack.closeModal({ user: "olga", all: true });
  };
  const buttonsAt = (ts: string): JsonObject[] =>
    buttonsOf(slack.messages(channel).find((one) => one.ts === ts)?.blocks ?? []);
  const pressEach = async (ts: string, names: RegExp): Promise<void> => {
    for (const { value } of buttonsAt(ts)) {
      // A press may change the card under the hand.
      const button = buttonsAt(ts).find((one) => one.value === value);
      if (!button || !names.test(String(value))) continue;
      await slack.press({
        user: "olga",
        channel,
        ts,
        actionId: String(button.action_id),
        text: labelOf(button),
      });
      await story.settled();
      await leaveModals();
    }
  };
  const cardAt = (): string =>
    slack.messages(channel).findLast(({ blocks = [] }) => JSON.stringify(blocks).includes('"rq.'))?.ts ?? "";

  for (const who of [stranger, anna, john]) {
    for (const name of namesOn("telegram")) {
      await who.writes(`/${name}`);
      await everyTap(who);
    }
    await who.writes("/find вода");
  }

  await telegram.sendPhoto({ from: anna.id, photo: await samplePhoto(), caption: awkward.slice(0, 1000) });
  await story.settled();
  await throughForm(anna);
  const ts = cardAt();
  await anna.edits(await anna.writes(awkward), awkward.slice(10));
  await throughForm(anna);
  const second = cardAt();

  await pressEach(ts, /^rq\.(assign|ask|defer|decline)/);
  await pressEach(ts, /^rq\.take/);
  await pressEach(ts, /^rq\.(assign|reply|pause|defer|done)/);
  await pressEach(ts, /^rq\.start/);
  const modal = async (name: RegExp, values: Record<string, unknown>): Promise<void> => {
    const button = buttonsAt(ts).find(({ value }) => name.test(String(value)));
    if (!button) throw new Error(`the card has no button ${name}`);
    await slack.press({
      user: "olga",
      channel,
      ts,
      actionId: String(button.action_id),
      text: labelOf(button),
    });
    await story.settled();
    await slack.waitFor(() => JSON.stringify(slack.openView("olga")?.view ?? {}).includes('"input"'));
    await slack.submit({ user: "olga", values });
    await story.settled();
    await leaveModals();
  };
  await modal(/^rq\.ask/, { text: awkward.slice(0, 2900), wait: "yes" });
  await everyTap(anna);
  slack.post({ user: "olga", channel, threadTs: ts, text: `! ${awkward}` });
  await story.settled();
  await anna.writes("Завтра утром");
  await throughForm(anna);
  await modal(/^rq\.done/, {
    report: awkward.slice(0, 2900),
    photos: [{ name: "after.jpg", bytes: await samplePhoto({ width: 300 }) }],
  });
  await everyTap(anna);
  await everyTap(anna);
  await throughForm(anna);
  await pressEach(second, /^rq\./);

  for (let count = 0; count < 8; count += 1)
    await story.files(john, `Broken tile ${count} <in> the hall & stairs`);
  for (const name of namesOn("slack")) {
    for (const text of [name, `${name} 45`, `${name} вода`]) {
      await slack.command({ user: "olga", channel, command: "/domovoy", text });
      await story.settled();
      await leaveModals();
      const shown = slack.ephemerals("olga").at(-1);
      if (!shown) continue;
      for (const button of buttonsOf(shown.blocks ?? [])) {
        const now = slack.ephemerals("olga").find((one) => one.ts === shown.ts);
        // A list that was replaced has other buttons.
        if (
          button.url !== undefined ||
          !buttonsOf(now?.blocks ?? []).some(({ value }) => value === button.value)
        )
          continue;
        await slack.press({
          user: "olga",
          channel,
          ts: shown.ts,
          actionId: String(button.action_id),
          text: labelOf(button),
        });
        await story.settled();
        await leaveModals();
      }
    }
  }
  await story.olga.opensHome();
  for (const button of buttonsOf(blocksOf(slack.home("olga")))) {
    await slack.press({
      user: "olga",
      in: "home",
      actionId: String(button.action_id),
      text: labelOf(button),
    });
    await story.settled();
    await leaveModals();
  }
  for (const who of [anna, john]) {
    await who.writes("/requests");
    await everyTap(who);
  }
  await story.settled();
};

const blocksOf = (view: unknown): JsonObject[] =>
  isObject(view) && Array.isArray(view.blocks) ? view.blocks.filter(isObject) : [];

const buttonsOf = (blocks: readonly JsonObject[]): JsonObject[] =>
  blocks
    .flatMap((block) => [
      ...(Array.isArray(block.elements) ? block.elements.filter(isObject) : []),
      ...(isObject(block.accessory) ? [block.accessory] : []),
    ])
    .filter(({ type }) => type === "button");

const labelOf = ({ text }: JsonObject): string => (isObject(text) ? String(text.text) : "");
