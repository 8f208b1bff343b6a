import { type Refused, refused } from "../../core/outcome.ts";
import { findRequest } from "../../core/requests/find-request.ts";
import type { Work } from "../../core/work/work.ts";
import { residentCardKind } from "./resident-card.ts";

/**
 * Refused where words to the resident would reach nobody: staff filed the request for somebody without a chat, or its
 * author has moved out. Nothing may be said to be sent then, and no clock waits for an answer.
 */
export const refusedWithoutReader = async (
  work: Work,
  requestId: string,
): Promise<Refused<"nobody-to-tell"> | null> => {
  const readers = await work.tx.card.count({ where: { subjectId: requestId, kind: residentCardKind } });
  if (readers > 0) return null;
  const request = await findRequest(work.tx, requestId);
  return request ? refused("nobody-to-tell", { number: request.number }) : null;
};
