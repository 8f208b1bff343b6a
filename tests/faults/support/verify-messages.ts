import { createHash } from "node:crypto";
import { expect } from "vitest";
import { t } from "../../../src/chat/text.ts";
import { createTranslator } from "../../../src/chat/translator.ts";
import { localesFolder } from "../../../src/package-paths.ts";
import type { Ledger } from "./ledger.ts";
import { says, staffMessages } from "./staff-channel.ts";
import type { World } from "./world.ts";

const { translate } = createTranslator(localesFolder);
/** Shown at once without the outbox: the words after an answer; and the second half of a question for a place. */
const unrecorded = new Set([
  "👇",
  ...["ru", "en"].map((language) => translate(t("requests.answer.thanks"), language)),
]);

interface Shown {
  id: string;
  text: string;
  /** Parts of one message share it. */
  album?: string;
  /** Of a message with files: what is in them. Slack gives it its ts later than its sender asks. */
  content?: string;
}

/** How many sends of these rows of one chat may have been repeated. */
export type MayRepeat = (rows: readonly number[]) => number;

/** Everything stands where people read it, in order, and once but for what may repeat. Resolves to what did. */
export const verifyMessages = async (world: World, ledger: Ledger, mayRepeat: MayRepeat): Promise<number> => {
  const { database } = world;
  const left = await database.read.outboxMessage.findMany({
    where: { state: { notIn: ["sent", "cancelled"] } },
    select: { id: true, state: true, failureCode: true, failureText: true },
  });
  expect(left, "messages that were not sent").toEqual([]);
  verifyVisible(world, ledger);
  await verifyCards(world);
  const chats = [
    { platform: "slack", chatId: world.staffChannel, shown: shownInSlack(world) },
    ...world.telegram.chats().map(({ chat }) => ({
      platform: "telegram",
      chatId: String(chat.id),
      shown: shownInTelegram(world, chat.id),
    })),
  ];
  let repeats = 0;
  for (const chat of chats) repeats += await repeatsIn(world, chat, mayRepeat);
  return repeats;
};

const shownInSlack = (world: World): Shown[] =>
  staffMessages(world)
    .filter(({ bot_id }) => bot_id !== undefined)
    .map(({ ts, text, files = [] }) => {
      if (files.length === 0) return { id: ts, text };
      const bytes = files.map(({ id }) => world.slack.file(String(id))?.bytes ?? Buffer.alloc(0));
      return { id: ts, text, content: createHash("sha256").update(Buffer.concat(bytes)).digest("hex") };
    });

const shownInTelegram = ({ telegram }: World, chatId: number): Shown[] =>
  telegram
    .messages(chatId)
    .filter(({ fromBot, text }) => fromBot && !unrecorded.has(text))
    .map(({ id, text, albumId }) => ({ id: String(id), text, ...(albumId ? { album: albumId } : {}) }));

const verifyVisible = (world: World, ledger: Ledger): void => {
  const staff = staffMessages(world).filter(({ bot_id }) => bot_id !== undefined);
  const resident = (id: number): string[] => shownInTelegram(world, id).map(({ text }) => text);
  for (const { token, residentId } of ledger.filed) {
    expect(
      staff.some((message) =>
        message.thread_ts === undefined || message.thread_ts === message.ts ? says(message, token) : false,
      ),
      `staff card of ${token}`,
    ).toBe(true);
    expect(
      resident(residentId).some((text) => text.includes(token)),
      `resident's card of ${token}`,
    ).toBe(true);
  }
  for (const { token, kind, request, sure, inThread } of ledger.said) {
    if (!sure) continue;
    if (!inThread)
      expect(
        staff.some((message) => says(message, token)),
        `${kind} ${token} in the thread`,
      ).toBe(true);
    const told = kind === "asked" || kind === "done" || kind === "declined";
    const heard = resident(request.residentId).some((text) => text.includes(token));
    if (told) expect(heard, `${kind} ${token} in the resident's chat`).toBe(true);
    if (kind === "noted") expect(heard, `note ${token} in the resident's chat`).toBe(false);
  }
};

/** Every request has both cards, and they show its present state's message. */
const verifyCards = async ({ database, telegram, slack, staffChannel }: World): Promise<void> => {
  const requests = await database.read.request.findMany({ select: { id: true, number: true } });
  const cards = await database.read.card.findMany();
  for (const { id, number } of requests) {
    const own = cards.filter(({ subjectId }) => subjectId === id);
    expect(own.map(({ platform }) => platform).sort(), `cards of ${number}`).toEqual(["slack", "telegram"]);
    for (const { platform, chatId, messageId } of own) {
      const text =
        platform === "slack"
          ? JSON.stringify(slack.messages(staffChannel).find(({ ts }) => ts === messageId) ?? {})
          : telegram.message(Number(chatId), Number(messageId))?.text;
      expect(text, `the ${platform} card of ${number}`).toContain(String(number));
    }
  }
};

/** What no row of the outbox accounts for was sent a second time. */
const repeatsIn = async (
  { database }: World,
  { platform, chatId, shown }: { platform: string; chatId: string; shown: Shown[] },
  mayRepeat: MayRepeat,
): Promise<number> => {
  const rows = await database.read.outboxMessage.findMany({
    where: { platform, chatId, sentMessageId: { not: null } },
    orderBy: { id: "asc" },
    select: { id: true, kind: true, sentMessageId: true, threadCardId: true },
  });
  const ids = new Set(rows.map(({ sentMessageId }) => sentMessageId));
  const albums = new Set(shown.filter(({ id }) => ids.has(id)).flatMap(({ album }) => album ?? []));
  const contents = new Set<string>();
  const isAccounted = ({ id, album, content }: Shown): boolean => {
    if (content === undefined) return ids.has(id) || (album !== undefined && albums.has(album));
    const isFirst = !contents.has(content);
    contents.add(content);
    return isFirst;
  };
  const others = shown.filter((message) => !isAccounted(message));
  const most = mayRepeat(rows.map(({ id }) => id));
  for (const isFile of [true, false]) {
    const kind = others.filter(({ content }) => (content !== undefined) === isFile);
    const about = `repeats in ${platform} ${chatId}: ${JSON.stringify(kind)}`;
    expect(kind.length, about).toBeLessThanOrEqual(most);
  }

  const order = rows
    .filter(({ kind }) => kind === "message")
    .map(({ sentMessageId }) => Number(sentMessageId));
  expect(order, `order in ${platform} ${chatId}`).toEqual([...order].sort((a, b) => a - b));
  return others.length;
};
