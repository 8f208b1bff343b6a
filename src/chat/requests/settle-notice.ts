import { requestCard } from "../../core/requests/request-card.ts";
import { historyRow } from "../../core/requests/request-history.ts";
import type { Turn } from "../route.ts";
import { residentNotice } from "./resident-notice.ts";

/** Takes the buttons off the notice that was just answered; its words stay. The card, drawn anew, is left alone. */
export const settleNotice = async (
  { work, event, respond }: Turn,
  requestId: string,
  act: "done" | "closed",
): Promise<void> => {
  if (event.type !== "tap" || event.platform !== "telegram" || !event.message) return;
  const { chatId, messageId } = event.message;
  const isCard = await work.tx.card.count({ where: { platform: event.platform, chatId, messageId } });
  const told = isCard
    ? null
    : await work.tx.requestEvent.findFirst({
        where: { requestId, kind: act },
        orderBy: { id: "desc" },
        select: { id: true },
      });
  const card = told && (await requestCard(work.tx, work.vault, requestId));
  const row = card && (await historyRow(work.tx, work.vault, told.id, []));
  const notice = row && (await residentNotice(work, act, card, row));
  if (notice) respond.edit({ ...notice, buttons: [] });
};
