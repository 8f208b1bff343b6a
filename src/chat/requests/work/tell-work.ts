import type { Platform } from "../../../core/platform.ts";
import type { RequestChanged } from "../../../core/requests/events.ts";
import type { RequestCard } from "../../../core/requests/request-card.ts";
import type { AnnouncedRow } from "../../../core/requests/request-history.ts";
import type { Work } from "../../../core/work/work.ts";
import { postCard, refreshCards, type StandingCard } from "../../cards.ts";
import { prepareView } from "../../prepare-view.ts";
import type { ChatSettings } from "../../settings.ts";
import { t } from "../../text.ts";
import type { View } from "../../view.ts";
import { chatsOf } from "../send-to-person.ts";
import { sendToResident } from "../send-to-resident.ts";
import { sendToThread } from "../send-to-thread.ts";
import { contractorCardKind } from "./contractor-card.ts";
import { sendQuote } from "./send-quote.ts";
import { visitNotice, visitOf } from "./visit-notice.ts";
import { workerNotice } from "./worker-notice.ts";

export interface Change {
  event: RequestChanged;
  card: RequestCard;
  row: AnnouncedRow;
  cards: readonly StandingCard[];
}

/** What a change says to the contractor, to the resident of a visit, and to those who approve quotes. */
export const tellWork = async (work: Work, settings: ChatSettings, change: Change): Promise<void> => {
  const { event, card, row } = change;
  switch (event.act) {
    case "offered":
      return offerCard(work, change);
    case "visit-proposed":
      return tellOtherSide(work, change, "proposed");
    case "visit-agreed":
      return tellOtherSide(work, change, "agreed");
    case "quoted":
      await refreshWithdrawn(work, card.id);
      return sendQuote(work, settings, card, String(row.data.quoteId));
    case "quote-approved":
    case "quote-declined":
      await refreshCards(work, String(row.data.quoteId), "reply");
  }
  if (row.actor?.id === card.assignee?.id) return;
  const notice = workerNotice(event.act, card, row);
  if (notice) await sendToWorker(work, change, notice);
};

/** The offer in the contractor's Telegram; staff are told when there is none. */
const offerCard = async (work: Work, { card, row, cards }: Change): Promise<void> => {
  const contractorId = String(row.data.contractorId);
  const chats = (await chatsOf(work, contractorId)).filter(({ address }) => address.platform === "telegram");
  if (chats.length === 0)
    return sendToThread(work, card.id, cards, {
      blocks: [{ type: "note", text: t("requests.offer.no-telegram") }],
    });
  for (const { address, language } of chats)
    await postCard(work, {
      kind: contractorCardKind,
      subjectId: card.id,
      companyId: card.companyId,
      address,
      language,
      personId: contractorId,
      lane: card.priority === "emergency" ? "emergency" : "notice",
    });
};

const tellOtherSide = async (work: Work, change: Change, word: "proposed" | "agreed"): Promise<void> => {
  const { card, row, cards } = change;
  const visit = await visitOf(work, row.data.visitId);
  if (!visit) return;
  if (row.data.by === "worker")
    return sendToResident(work, card.id, cards, visitNotice(word, "resident", card, visit));
  await sendToWorker(work, change, visitNotice(word, "worker", card, visit));
};

/** To the contractor who has the request, where their card of it stands. */
export const sendToWorker = async (
  work: Work,
  { card, cards }: Pick<Change, "card" | "cards">,
  view: View,
): Promise<void> => {
  for (const { kind, personId, platform, chatId, language } of cards) {
    if (kind !== contractorCardKind || personId !== card.assignee?.id) continue;
    work.send({
      address: { platform: platform as Platform, chatId },
      lane: "reply",
      language,
      companyId: card.companyId,
      subjectId: card.id,
      what: { kind: "message", content: await prepareView(work, view) },
    });
  }
};

/** A quote that gave way to a new one says so wherever it stands. */
const refreshWithdrawn = async (work: Work, requestId: string): Promise<void> => {
  const withdrawn = await work.tx.quote.findMany({
    where: { requestId, state: "withdrawn" },
    select: { id: true },
  });
  for (const { id } of withdrawn) await refreshCards(work, id, "notice");
};
