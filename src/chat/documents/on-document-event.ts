import type { Platform } from "../../core/platform.ts";
import type { Subscriber } from "../../core/work/core.ts";
import { postCard, refreshCards } from "../cards.ts";
import type { View, ViewFile } from "../view.ts";
import { documentCardKind } from "./document-card.ts";

/** Shows in the chat how far a document is, and puts its files there: in the staff channel into the card's thread. */
export const onDocumentEvent: Subscriber = async (work, event) => {
  if (event.type !== "document.changed" && event.type !== "document.made") return;
  const { companyId, orderId: subjectId } = event;
  const order = await work.tx.documentOrder.findUniqueOrThrow({ where: { id: subjectId } });
  const { language, chatId, threadId } = order;
  const address = {
    platform: order.platform as Platform,
    chatId,
    ...(threadId === null ? {} : { threadId }),
  };
  if (event.type === "document.changed") {
    const card = { kind: documentCardKind, subjectId, companyId, address, language };
    return postCard(work, { ...card, personId: null, lane: "reply" });
  }
  const attachments = await work.tx.attachment.findMany({
    where: { id: { in: event.attachmentIds } },
    select: { id: true, kind: true },
  });
  const kindOf = new Map(attachments.map(({ id, kind }) => [id, kind]));
  const files: ViewFile[] = event.attachmentIds.map((attachmentId) => ({
    attachmentId,
    kind: kindOf.get(attachmentId) ?? "document",
  }));
  const content: View = { blocks: [], files };
  for (const card of await refreshCards(work, subjectId, "reply")) {
    const inThread = card.platform === "slack" && threadId === null;
    work.send({
      address,
      ...(inThread ? { threadOfCard: card.id } : {}),
      lane: "reply",
      language,
      companyId,
      what: { kind: "message", content },
    });
  }
};
