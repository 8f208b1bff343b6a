import { type Subscriber, subscribersOf } from "../../../core/requests/duplicates/subscribers.ts";
import type { RequestAct } from "../../../core/requests/events.ts";
import type { Work } from "../../../core/work/work.ts";
import { postCard } from "../../cards.ts";
import { prepareView } from "../../prepare-view.ts";
import type { View } from "../../view.ts";
import { residentNotice } from "../resident-notice.ts";
import type { Change } from "../work/tell-work.ts";
import { subscriptionCardKind } from "./subscription-card.ts";

/** What the author hears and subscribers do too; questions and answers are between the author and the office. */
const told: ReadonlySet<RequestAct> = new Set([
  "taken",
  "assigned",
  "accepted",
  "arrived",
  "resumed",
  "deferred",
  "declined",
  "done",
  "closed",
]);

/** The notices of a request to those who joined it, and its card to those who just have. */
export const tellSubscribers = async (work: Work, change: Change): Promise<void> => {
  const { event, card, row } = change;
  if (event.act === "joined" || event.act === "absorbed") return postCards(work, change);
  const mayHave = event.act === "attached" ? isOfTheWork(change) : told.has(event.act);
  if (card.subscribers === 0 || !mayHave) return;
  const readers = await subscribersOf(work.tx, card.id, work.now);
  const notice = readers.length > 0 ? await residentNotice(work, event.act, card, row) : null;
  if (!notice) return;
  for (const reader of readers) {
    if (reader.personId === event.actorId) continue;
    const view = viewFor(reader, notice);
    if (view) await send(work, card.companyId, reader, view);
  }
};

/** Pictures of the work, not of what the author or the office sent in their conversation. */
const isOfTheWork = ({ row }: Change): boolean =>
  row.visibility === "shared" && (row.act === "done" || row.data.stage === "before");

/** Whose unit it is not reads that something happened, but not the words and pictures of it. */
const viewFor = ({ own }: Subscriber, { blocks, files }: View): View | null => {
  if (own) return files ? { blocks, files } : { blocks };
  return files ? null : { blocks: blocks.filter(({ type }) => type !== "quote") };
};

const send = async (work: Work, companyId: string, { chatId, language }: Subscriber, view: View) =>
  work.send({
    address: { platform: "telegram", chatId },
    lane: "notice",
    language,
    companyId,
    what: { kind: "message", content: await prepareView(work, view) },
  });

const postCards = async (work: Work, { event, card, row }: Change): Promise<void> => {
  const readers = await subscribersOf(work.tx, card.id, work.now);
  const brought = new Set(
    event.act === "joined"
      ? [row.data.personId]
      : (
          await work.tx.requestSubscriber.findMany({
            where: { requestId: card.id, mergedFromId: { not: null } },
            select: { personId: true },
          })
        ).map(({ personId }) => personId),
  );
  for (const { personId, chatId, language } of readers) {
    if (!brought.has(personId)) continue;
    await postCard(work, {
      kind: subscriptionCardKind,
      subjectId: card.id,
      companyId: card.companyId,
      address: { platform: "telegram", chatId },
      language: languageOf(work, personId) ?? language,
      personId,
      lane: "reply",
    });
  }
};

/** In which the person writes now, while it is they who act. */
const languageOf = ({ actor }: Work, personId: string): string | null =>
  actor.kind === "person" && actor.personId === personId ? actor.language : null;
