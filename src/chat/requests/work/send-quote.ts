import { can } from "../../../core/access/policy.ts";
import { subjectOf } from "../../../core/requests/change-request.ts";
import { findRequest } from "../../../core/requests/find-request.ts";
import type { RequestCard } from "../../../core/requests/request-card.ts";
import type { Work } from "../../../core/work/work.ts";
import type { QuoteModel } from "../../../database/types.ts";
import { postCard } from "../../cards.ts";
import type { ChatSettings } from "../../settings.ts";
import { t } from "../../text.ts";
import { chatsOf, sendToPerson } from "../send-to-person.ts";
import { staffCardKind } from "../staff-card.ts";
import { quoteCardKind } from "./quote-card.ts";

/** Puts a new quote before those who decide it: into the staff's thread, and above the limit to the board too. */
export const sendQuote = async (
  work: Work,
  settings: ChatSettings,
  card: RequestCard,
  quoteId: string,
): Promise<void> => {
  const quote = await work.tx.quote.findUnique({ where: { id: quoteId } });
  if (!quote) return;
  if (settings.staffChannel) await postToThread(work, settings.staffChannel, card, quote);
  if (quote.aboveLimit) await postToBoard(work, card.building.id, quote);
};

const postToThread = async (work: Work, channel: string, card: RequestCard, quote: QuoteModel) => {
  const [staff] = await work.tx.$queryRaw<{ messageId: string | null; language: string }[]>`
    SELECT "messageId", "language" FROM "Card" WHERE "subjectId" = ${card.id} AND "kind" = ${staffCardKind}`;
  await postCard(work, {
    kind: quoteCardKind,
    subjectId: quote.id,
    companyId: quote.companyId,
    address: {
      platform: "slack",
      chatId: channel,
      ...(staff?.messageId ? { threadId: staff.messageId } : {}),
    },
    language: staff?.language ?? "en",
    personId: null,
    lane: "notice",
  });
};

/** A card to each member of the board but the one whose quote it is. Resolves to how many have a chat. */
const postToBoard = async (work: Work, buildingId: string, quote: QuoteModel): Promise<string[]> => {
  const board = await work.tx.role.findMany({
    where: {
      companyId: quote.companyId,
      kind: "board",
      revokedAt: null,
      personId: { not: quote.contractorId },
      OR: [{ buildingId: null }, { buildingId }],
    },
    select: { personId: true },
    distinct: ["personId"],
  });
  const reached: string[] = [];
  for (const { personId } of board) {
    const chats = await chatsOf(work, personId);
    if (chats.length > 0) reached.push(personId);
    for (const { address, language } of chats)
      await postCard(work, {
        kind: quoteCardKind,
        subjectId: quote.id,
        companyId: quote.companyId,
        address,
        language,
        personId,
        lane: "notice",
      });
  }
  return reached;
};

/** Staff remind the board of a quote that waits; false where the building has nobody on its board with a chat. */
export const askBoard = async (work: Work, quoteId: string): Promise<boolean> => {
  const quote = await work.tx.quote.findUnique({ where: { id: quoteId } });
  const request = quote && (await findRequest(work.tx, quote.requestId));
  if (!request || quote.state !== "waiting" || !can(work.actor, "request.note", subjectOf(request)))
    return false;
  const reached = await postToBoard(work, request.buildingId, quote);
  const text = t("requests.quote-card.reminder", { number: quote.number, request: request.number });
  for (const personId of reached)
    await sendToPerson(work, personId, {
      view: { blocks: [{ type: "text", text }] },
      lane: "notice",
      companyId: quote.companyId,
      subjectId: quote.id,
    });
  return reached.length > 0;
};
