import { audienceIn } from "../../core/announcements/announcement.ts";
import { mayFor } from "../../core/announcements/change-announcement.ts";
import { deliveryReportDocument, paperNoticeDocument } from "../../core/announcements/documents.ts";
import { refuse } from "../../core/directory/refuse.ts";
import { orderDocument } from "../../core/documents/order-document.ts";
import { done, type Outcome } from "../../core/outcome.ts";
import type { Platform } from "../../core/platform.ts";
import type { Work } from "../../core/work/work.ts";
import { announcementCardKind } from "./staff-card.ts";

type Ordered = Promise<Outcome<{ orderId: string }, "not-found" | "forbidden">>;

/** Puts a document about an announcement into the chat where its card stands. */
const orderFor =
  (kind: string) =>
  async (work: Work, { announcementId }: { announcementId: string }): Ordered => {
    const { tx, actor } = work;
    const attempt = { act: "announcement.report", subjectType: "announcement", subjectId: announcementId };
    const announcement = await tx.announcement.findUnique({ where: { id: announcementId } });
    const card = await tx.card.findFirst({
      where: { kind: announcementCardKind, subjectId: announcementId },
    });
    if (!announcement || !card) return refuse(work, attempt, "not-found");
    const { companyId, number } = announcement;
    if (!mayFor(actor, "announcement.view", companyId, audienceIn(announcement)))
      return refuse(work, attempt, "forbidden");
    const address = {
      platform: card.platform as Platform,
      chatId: card.chatId,
      ...(card.messageId === null ? {} : { threadId: card.messageId }),
    };
    const { language } = card;
    const orderId = await orderDocument(work, {
      companyId,
      kind,
      params: { announcementId, number },
      language,
      address,
    });
    return done({ orderId });
  };

/** Who was told when and by what, unit by unit. */
export const orderReport = orderFor(deliveryReportDocument);

/** A notice on paper, with the units it has to be carried to. */
export const orderPaper = orderFor(paperNoticeDocument);
