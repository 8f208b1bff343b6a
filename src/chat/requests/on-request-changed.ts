import { type RequestCard, requestCard } from "../../core/requests/request-card.ts";
import { historyRow } from "../../core/requests/request-history.ts";
import type { Subscriber } from "../../core/work/core.ts";
import type { Work } from "../../core/work/work.ts";
import { postCard, refreshCards } from "../cards.ts";
import type { ChatSettings } from "../settings.ts";
import { tellSubscribers } from "./duplicates/tell-subscribers.ts";
import { residentCardKind } from "./resident-card.ts";
import { refusedFilesNotice, residentNotice } from "./resident-notice.ts";
import { sendToManager } from "./send-to-manager.ts";
import { chatsOf, sendToPerson } from "./send-to-person.ts";
import { sendToResident } from "./send-to-resident.ts";
import { sendToThread } from "./send-to-thread.ts";
import { staffCardKind } from "./staff-card.ts";
import { saidKey, takeBack } from "./take-back.ts";
import { threadEntry } from "./thread-entry.ts";
import { type Change, tellWork } from "./work/tell-work.ts";

/** What a change of a request says to whom: cards are drawn anew, the thread gets an entry, the resident is told. */
export const onRequestChanged =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type !== "request.changed") return;
    const [card, cards] = await Promise.all([
      requestCard(work.tx, work.vault, event.requestId),
      event.act === "filed" ? [] : refreshCards(work, event.requestId, "reply"),
    ]);
    if (!card) return;
    // The cards say all that there is to say of a new request.
    if (event.act === "filed") return postCards(work, settings, card);
    const row =
      event.eventId === null ? null : await historyRow(work.tx, work.vault, event.eventId, card.attachments);
    if (!row) return;
    const change = { event, card, row, cards };
    if (settings.staffChannel) await tellStaff(work, change);
    await tellResident(work, change);
    await tellOtherSender(work, change);
    await tellWork(work, settings, change);
    await tellSubscribers(work, change);
    if (event.act === "escalated") await sendToManager(work, card, row);
  };

const postCards = async (work: Work, settings: ChatSettings, card: RequestCard): Promise<void> => {
  const lane = card.priority === "emergency" ? "emergency" : "notice";
  const { id: subjectId, companyId } = card;
  const readers = await readersOf(work, card);
  const [{ companyLanguage }] = readers;
  const language =
    languageOfAuthor(work, card.author.id) ?? (await languageOf(work, card.author.id)) ?? companyLanguage;
  for (const { chatId } of readers) {
    if (chatId === null) continue;
    await postCard(work, {
      kind: residentCardKind,
      subjectId,
      companyId,
      address: { platform: "telegram", chatId },
      language,
      personId: card.author.id,
      lane: "reply",
    });
  }
  if (!settings.staffChannel) return;
  await postCard(work, {
    kind: staffCardKind,
    subjectId,
    companyId,
    address: { platform: "slack", chatId: settings.staffChannel },
    language: companyLanguage,
    personId: null,
    lane,
  });
};

interface Reader {
  companyLanguage: string;
  /** A Telegram chat of the author; null when there is none. */
  chatId: string | null;
}

/** The language of the staff and the author's chats, in one statement. */
const readersOf = async (
  { tx }: Work,
  { companyId, author }: RequestCard,
): Promise<[Reader, ...Reader[]]> => {
  const [first, ...others] = await tx.$queryRaw<Reader[]>`
    SELECT c."language" AS "companyLanguage", i."chatId"
    FROM "Company" c
    LEFT JOIN "Person" p ON p."id" = ${author.id}
    LEFT JOIN "Identity" i ON i."personId" = p."id" AND i."platform" = 'telegram'
    WHERE c."id" = ${companyId}`;
  if (!first) throw new Error(`Company ${companyId} is gone while a request of it is filed.`);
  return [first, ...others];
};

/** Of an author for whom others file. */
const languageOf = async (work: Work, personId: string): Promise<string | undefined> =>
  (await chatsOf(work, personId)).find(({ address }) => address.platform === "telegram")?.language;

const languageOfAuthor = ({ actor }: Work, authorId: string): string | null =>
  actor.kind === "person" && actor.personId === authorId ? actor.language : null;

const tellStaff = async (work: Work, { event, card, row, cards }: Change): Promise<void> => {
  const entry = await threadEntry(work, event, card, row);
  if (entry) await sendToThread(work, card.id, cards, entry);
};

const tellResident = async (work: Work, { event, card, row, cards }: Change): Promise<void> => {
  if (row.visibility === "internal") return;
  if (event.act === "withdrawn") return takeBack(work, card, row, cards);
  // Nobody is told of his own act, but of files that were refused. Files come by a job: they are whose row it is.
  const own = row.actor?.id === card.author.id;
  const notice = own
    ? refusedFilesNotice(event.act, card, row)
    : await residentNotice(work, event.act, card, row);
  if (notice) await sendToResident(work, card.id, cards, notice, saidKey(row));
};

/** Whoever is not the author hears of files that were refused as well: a neighbour who joined, a contractor. */
const tellOtherSender = async (work: Work, { event, card, row }: Change): Promise<void> => {
  const { actor } = row;
  if (actor === null || actor.id === card.author.id) return;
  const view = refusedFilesNotice(event.act, card, row);
  // Staff read it in the thread.
  if (view)
    await sendToPerson(work, actor.id, {
      view,
      lane: "reply",
      companyId: card.companyId,
      subjectId: card.id,
      on: "telegram",
    });
};
