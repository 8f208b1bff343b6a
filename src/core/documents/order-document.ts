import type { Address } from "../platform.ts";
import type { Work } from "../work/work.ts";

/** The queue of the job that makes ordered documents. */
export const documentQueue = "make-document";

/** Ids, dates and amounts that the maker needs; no personal data. */
export type DocumentParams = Readonly<Record<string, string | number | boolean | null>>;

export interface DocumentOrder {
  companyId: string;
  /** Names its maker and, in locales/, its title: area:name. */
  kind: string;
  params: DocumentParams;
  language: string;
  /** The chat that gets it; whoever orders has checked that all who read there may. */
  address: Address;
}

/** Asks for a document; a job makes it and puts it into the chat. Part of the use case that authorised it. */
export const orderDocument = async (work: Work, order: DocumentOrder): Promise<string> => {
  const { companyId, kind, params, language, address } = order;
  const { id: orderId } = await work.tx.documentOrder.create({
    data: {
      companyId,
      kind,
      params,
      language,
      platform: address.platform,
      chatId: address.chatId,
      threadId: address.threadId ?? null,
      orderedBy: work.actor.kind === "person" ? work.actor.personId : null,
      createdAt: work.now,
    },
    select: { id: true },
  });
  work.enqueue({ queue: documentQueue, payload: { orderId } });
  work.audit({
    act: "document.order",
    subjectType: "document",
    subjectId: orderId,
    after: { kind, ...params },
  });
  work.announce({ type: "document.changed", companyId, orderId });
  return orderId;
};
