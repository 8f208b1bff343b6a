import type { RequestEventModel, RequestModel } from "../../database/types.ts";
import type { Work } from "../work/work.ts";

export interface SaidIn {
  event: RequestEventModel & { request: RequestModel };
  /** The message's words are what the row says; else only a file of the row came in it. */
  isItsText: boolean;
}

/** What a message in the chat (platform:chat:message) did to a request; null when it did nothing. */
export const saidIn = async ({ tx }: Work, source: string): Promise<SaidIn | null> => {
  const include = { request: true } as const;
  const event = await tx.requestEvent.findUnique({ where: { source }, include });
  if (event) return { event, isItsText: true };
  // The first: those that later edits put in its place belong to the rows of the edits.
  const file = await tx.attachment.findFirst({
    where: { source, eventId: { not: null } },
    orderBy: { id: "asc" },
    select: { event: { include } },
  });
  return file?.event ? { event: file.event, isItsText: false } : null;
};
