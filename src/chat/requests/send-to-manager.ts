import type { Platform } from "../../core/platform.ts";
import type { RequestCard } from "../../core/requests/request-card.ts";
import type { AnnouncedRow } from "../../core/requests/request-history.ts";
import type { Work } from "../../core/work/work.ts";
import { action, encodeAction } from "../action.ts";
import { plain, t } from "../text.ts";
import { placeText } from "./card-fields.ts";

const showToken = (requestId: string): string => encodeAction(action("rq.show", requestId)) ?? "";

/** Tells the on-call manager privately that a request is late; in the thread everybody sees it too. */
export const sendToManager = async (work: Work, card: RequestCard, row: AnnouncedRow): Promise<void> => {
  const { managerId } = row.data;
  if (typeof managerId !== "string") return;
  const manager = await work.tx.person.findUnique({
    where: { id: managerId },
    select: { language: true, identities: true, company: { select: { language: true } } },
  });
  for (const { platform, chatId } of manager?.identities ?? []) {
    work.send({
      address: { platform: platform as Platform, chatId },
      lane: "emergency",
      language: manager?.language ?? manager?.company.language ?? "en",
      companyId: card.companyId,
      subjectId: card.id,
      what: {
        kind: "message",
        content: {
          blocks: [
            { type: "heading", text: t(`requests.escalated.${row.data.due}`, { number: card.number }) },
            { type: "text", text: placeText(card) },
            { type: "quote", text: plain(card.text) },
          ],
          buttons: [[{ label: t("requests.button.show"), do: { token: showToken(card.id) } }]],
        },
      },
    });
  }
};
