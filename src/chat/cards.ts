import { newId } from "../core/directory/new-id.ts";
import type { Lane } from "../core/outbox/draft.ts";
import type { Address, Platform } from "../core/platform.ts";
import type { Work } from "../core/work/work.ts";
import type { CardModel } from "../database/types.ts";

export interface NewCard {
  /** Names the presenter that draws it. */
  kind: string;
  subjectId: string;
  companyId: string;
  address: Address;
  language: string;
  /** Whose private card it is; null in a shared channel. */
  personId: string | null;
  lane: Lane;
  /** Posted not before this; at once if not given. */
  notBefore?: Date;
}

/** Where an object's card stands. */
export interface StandingCard {
  id: string;
  companyId: string;
  kind: string;
  platform: string;
  chatId: string;
  language: string;
  /** Whose private card it is; null in a shared channel. */
  personId: string | null;
}

/** Posts a message that shows a living object; each later refreshCards edits it. Once per chat and object. */
export const postCard = async (work: Work, card: NewCard): Promise<void> => {
  const { platform, chatId, threadId } = card.address;
  const { kind, subjectId, companyId, personId, language } = card;
  // Something is set, so that the card that stands already tells its id.
  const [row] = await work.tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "Card" ("id", "kind", "subjectId", "companyId", "personId", "language", "platform", "chatId",
      "threadId", "createdAt")
    VALUES (${newId(work.now)}, ${kind}, ${subjectId}, ${companyId}, ${personId}, ${language}, ${platform}, ${chatId},
      ${threadId ?? null}, ${work.now})
    ON CONFLICT ("kind", "subjectId", "platform", "chatId") DO UPDATE SET "kind" = excluded."kind"
    RETURNING "id"`;
  if (!row) throw new Error(`The card of ${subjectId} was neither written nor found.`);
  sendCard(work, { ...card, id: row.id, threadId: threadId ?? null });
};

type StandingRow = Pick<
  CardModel,
  "id" | "companyId" | "kind" | "subjectId" | "personId" | "platform" | "chatId" | "threadId" | "language"
>;

/**
 * Draws the object's cards anew wherever they stand, once its transaction commits; several changes make one edit.
 * Resolves to those cards.
 */
export const refreshCards = async (work: Work, subjectId: string, lane: Lane): Promise<StandingCard[]> => {
  const cards = await work.tx.$queryRaw<StandingRow[]>`
    SELECT "id", "companyId", "kind", "subjectId", "personId", "platform", "chatId", "threadId", "language"
    FROM "Card" WHERE "subjectId" = ${subjectId}`;
  for (const card of cards) {
    const address = { platform: card.platform as Platform, chatId: card.chatId };
    sendCard(work, { ...card, address, lane, stands: true });
  }
  return cards;
};

export interface CardsToRefresh {
  kinds?: readonly string[];
  /** Private cards of these people. */
  personIds?: readonly string[];
  /** The next so many after the card with this id. */
  page?: { after: string; size: number };
}

/** The same for some of the object's cards: of an object with thousands of them. Resolves to those, by id. */
export const refreshSomeCards = async (
  work: Work,
  subjectId: string,
  lane: Lane,
  { kinds, personIds, page }: CardsToRefresh,
): Promise<StandingCard[]> => {
  const cards = await work.tx.card.findMany({
    where: {
      subjectId,
      ...(kinds ? { kind: { in: [...kinds] } } : {}),
      ...(personIds ? { personId: { in: [...personIds] } } : {}),
      ...(page ? { id: { gt: page.after } } : {}),
    },
    orderBy: { id: "asc" },
    ...(page ? { take: page.size } : {}),
  });
  for (const card of cards) {
    const address = { platform: card.platform as Platform, chatId: card.chatId };
    sendCard(work, { ...card, address, lane, stands: true });
  }
  return cards;
};

/** So many cards that stand are drawn anew in another language; older ones are when they change. */
const translatedAtOnce = 20;

/** The person's cards, and with them what is said beside each, are in this language from now on. */
export const translateCards = async (work: Work, personId: string, language: string): Promise<void> => {
  await work.tx.card.updateMany({
    where: { personId, language: { not: language } },
    data: { language },
  });
  const newest = await work.tx.card.findMany({
    where: { personId, messageId: { not: null } },
    orderBy: { createdAt: "desc" },
    take: translatedAtOnce,
  });
  for (const card of newest) {
    const address = { platform: card.platform as Platform, chatId: card.chatId };
    sendCard(work, { ...card, address, lane: "bulk", stands: true });
  }
};

interface CardToSend extends NewCard {
  id: string;
  threadId: string | null;
  stands?: true;
}

const sendCard = (work: Work, card: CardToSend): void =>
  work.send({
    address: { ...card.address, ...(card.threadId ? { threadId: card.threadId } : {}) },
    lane: card.lane,
    language: card.language,
    companyId: card.companyId,
    subjectId: card.subjectId,
    ...(card.notBefore ? { notBefore: card.notBefore } : {}),
    what: { kind: "card", cardId: card.id, ...(card.stands ? { stands: true } : {}) },
  });
