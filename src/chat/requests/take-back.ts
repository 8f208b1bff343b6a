import type { Platform } from "../../core/platform.ts";
import type { RequestCard } from "../../core/requests/request-card.ts";
import type { AnnouncedRow } from "../../core/requests/request-history.ts";
import type { Work } from "../../core/work/work.ts";
import type { StandingCard } from "../cards.ts";
import { prepareView } from "../prepare-view.ts";
import { t } from "../text.ts";
import type { View } from "../view.ts";
import { residentCardKind } from "./resident-card.ts";
import { sendToResident } from "./send-to-resident.ts";

/** Names a message that said something of the office's, so that it is found when it is taken back. */
export const saidKey = ({ id, act, data }: AnnouncedRow): string | undefined => {
  if (act === "asked") return `said:${id}`;
  return act === "edited" && typeof data.eventId === "number" ? `said:${data.eventId}:${id}` : undefined;
};

/**
 * The office took a reply back: where it and its corrections stand in the resident's chats, only that is read. Where
 * nothing of it stands yet, the resident is told, so that what is under way is not taken for its word.
 */
export const takeBack = async (
  work: Work,
  card: RequestCard,
  row: AnnouncedRow,
  standing: readonly StandingCard[],
): Promise<void> => {
  const view: View = {
    blocks: [{ type: "text", text: t("requests.resident.withdrawn", { number: card.number }) }],
  };
  const keys = await keysOf(work, card.id, row);
  for (const reader of standing.filter(({ kind }) => kind === residentCardKind)) {
    const sent = await work.tx.outboxMessage.findMany({
      where: { dedupeKey: { in: keys.map((key) => `${key}:${reader.chatId}`) } },
      select: { sentMessageId: true },
    });
    const ids = sent.flatMap(({ sentMessageId }) => sentMessageId ?? []);
    for (const messageId of ids)
      work.send({
        address: { platform: reader.platform as Platform, chatId: reader.chatId },
        lane: "reply",
        language: reader.language,
        companyId: reader.companyId,
        subjectId: card.id,
        what: { kind: "edit", messageId, content: await prepareView(work, view) },
      });
    if (ids.length === 0 || ids.length < sent.length) await sendToResident(work, card.id, [reader], view);
  }
};

const keysOf = async (work: Work, requestId: string, { data }: AnnouncedRow): Promise<string[]> => {
  const edits = await work.tx.requestEvent.findMany({
    where: { requestId, kind: "edited" },
    select: { id: true, data: true },
  });
  const own = edits.filter((edit) => (edit.data as { eventId?: number } | null)?.eventId === data.eventId);
  return [`said:${data.eventId}`, ...own.map(({ id }) => `said:${data.eventId}:${id}`)];
};
