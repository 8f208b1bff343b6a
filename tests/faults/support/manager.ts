import { setTimeout as sleep } from "node:timers/promises";
import { isObject, type JsonObject } from "../../../src/sandbox/slack/block-kit/rule.ts";
import type { Message } from "../../../src/sandbox/slack/state/types.ts";
import { alone, type Filed, type Ledger, type SaidKind } from "./ledger.ts";
import { maybe, until } from "./patience.ts";
import { uniquePhoto } from "./photo.ts";
import type { Random } from "./random.ts";
import { says } from "./staff-channel.ts";
import type { World } from "./world.ts";

const command = "/domovoy";

/** A manager who works in the staff channel until the ledger is over; what Slack says has failed is done again. */
export const workAsManager = async (
  world: World,
  ledger: Ledger,
  random: Random,
  { index, code, of }: { index: number; code: string; of: number },
): Promise<void> => {
  const { slack, staffChannel: channel } = world;
  const user = `manager${index}`;
  const unheard: Promise<void>[] = [];
  const mine = (): Filed[] =>
    ledger.filed.filter((filed, place) => place % of === index && !filed.finished && !filed.over);
  const cardOf = ({ token }: Filed): Message | undefined =>
    slack.messages(channel).findLast((message) => says(message, token));

  const pressable = (card: Message, name: string): JsonObject | undefined =>
    buttons(card).find(({ value }) => String(value).startsWith(`rq.${name}:`));
  const press = async (filed: Filed, name: string): Promise<boolean> => {
    const card = cardOf(filed);
    const button = card && pressable(card, name);
    if (!card || !button) return false;
    const outcome = await slack.press({
      user,
      channel,
      ts: card.ts,
      actionId: String(button.action_id),
      text: labelOf(button),
    });
    return outcome.ok;
  };
  /** Presses until Slack says that it was taken; false when the button went away. */
  const insist = (filed: Filed, name: string): Promise<"taken" | "gone"> =>
    until(`${user} pressed ${name} on ${filed.token}`, async () => {
      const card = cardOf(filed);
      if (!card || !pressable(card, name)) return "gone";
      if (await press(filed, name)) return "taken";
      await sleep(100);
      return false;
    });

  const closeModals = async (): Promise<void> => {
    if (slack.openView(user)) await slack.closeModal({ user, all: true });
  };
  const hasInputs = (): boolean =>
    JSON.stringify(slack.openView(user)?.view ?? {}).includes('"type":"input"');
  const opened = async (filed: Filed, name: string): Promise<boolean> => {
    for (let attempt = 0; attempt < 60; attempt += 1) {
      await closeModals();
      if ((await insist(filed, name)) === "gone") return false;
      if (await maybe(hasInputs, 1500)) return true;
    }
    throw new Error(`no modal came for ${name} on ${filed.token}`);
  };
  const submitted = (values: Readonly<Record<string, unknown>>): Promise<"taken" | "refused"> =>
    until(`${user} submitted a modal`, async () => {
      const { result } = await slack.submit({ user, values });
      if (result === "closed" || result === "cleared") return "taken";
      if (result === "failed") {
        await sleep(100);
        return false;
      }
      await closeModals();
      return "refused";
    });
  const say = async (
    filed: Filed,
    { name, field, kind, more = {} }: { name: string; field: string; kind: SaidKind; more?: object },
  ): Promise<boolean> => {
    if (!(await opened(filed, name))) return false;
    const token = ledger.newToken();
    const said = { token, kind, request: filed, photos: 0, inThread: false, sure: false };
    ledger.said.push(said);
    said.sure = (await submitted({ [field]: `Пишет мастер ${token}`, ...more })) === "taken";
    return said.sure;
  };

  const inThread = async (filed: Filed, kind: "asked" | "noted"): Promise<void> => {
    const card = cardOf(filed);
    if (!card || !(await isRecorded(world, card.ts))) return;
    const token = ledger.newToken();
    const photos = random.chance(0.3) ? 1 : 0;
    ledger.said.push({ token, kind, request: filed, photos, inThread: true, sure: true });
    const bytes = await uniquePhoto(Number(token.slice(2)) * 10);
    const { ts } = slack.post({
      user,
      channel,
      threadTs: card.ts,
      text: `${kind === "asked" ? "! " : ""}Сообщение ${token}`,
      ...(photos ? { files: [{ name: `${token}.jpg`, bytes }] } : {}),
    });
    await until(`the message ${token} in the thread was taken`, () => isTaken(world, ts));
  };

  const decline = async (filed: Filed): Promise<void> => {
    filed.over = await say(filed, { name: "decline", field: "reason", kind: "declined" });
  };
  const finish = async (filed: Filed): Promise<void> => {
    const bytes = await uniquePhoto(Number(ledger.newToken().slice(2)) * 10);
    const photo = random.chance(0.4) ? { more: { photos: [{ name: "after.jpg", bytes }] } } : {};
    filed.finished = await say(filed, { name: "done", field: "report", kind: "done", ...photo });
  };

  const work = async (filed: Filed): Promise<void> => {
    const card = cardOf(filed);
    if (!card) return;
    const has = (name: string): boolean => pressable(card, name) !== undefined;
    const dice = random.number();
    if (has("take")) {
      if (dice < 0.1) return alone(filed, () => decline(filed));
      if ((await insist(filed, "take")) === "taken") filed.taken = true;
      await maybe(() => !has("take"), 3_000);
    } else if (has("start") && dice < 0.5) {
      if ((await insist(filed, "start")) === "taken") filed.started = true;
    } else if (dice < 0.25 && has("reply")) await say(filed, { name: "reply", field: "text", kind: "asked" });
    else if (dice < 0.5) {
      // Slack may deliver it a while later; until then nobody ends the request, which would refuse it.
      const heard = alone(filed, () => inThread(filed, random.chance(0.5) ? "asked" : "noted"));
      unheard.push(heard);
      heard.catch(() => undefined);
      await Promise.race([heard, sleep(1_000)]);
    } else if (has("done")) await alone(filed, () => finish(filed));
  };
  await until(`${user} joined`, async () => {
    const outcome = await slack.command({ user, channel, command, text: `join ${code}` });
    return outcome.ok;
  });
  while (!ledger.over) {
    await sleep(random.between(0, 200));
    const waiting = mine();
    if (waiting.length > 0) await work(random.pick(waiting));
    else if (random.chance(0.05)) await slack.command({ user, channel, command, text: "open" });
  }
  await Promise.all(unheard);
};

const isTaken = async ({ database, staffChannel }: World, ts: string): Promise<boolean> =>
  (await database.read.requestEvent.count({ where: { source: `slack:${staffChannel}:${ts}` } })) > 0;

/** The orphan of a repeated send has a thread that nobody listens to. */
const isRecorded = async ({ database, staffChannel }: World, messageId: string): Promise<boolean> =>
  (await database.read.card.count({ where: { platform: "slack", chatId: staffChannel, messageId } })) > 0;

const buttons = (message: Message): JsonObject[] =>
  (message.blocks ?? []).flatMap((block) =>
    block.type === "actions" && Array.isArray(block.elements) ? block.elements.filter(isObject) : [],
  );

const labelOf = ({ text }: JsonObject): string => (isObject(text) ? String(text.text) : "");
