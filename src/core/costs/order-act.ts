import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { orderDocument } from "../documents/order-document.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Address } from "../platform.ts";
import { subjectOf } from "../requests/change-request.ts";
import { findRequest } from "../requests/find-request.ts";
import type { Work } from "../work/work.ts";

export const actDocument = "costs:act";

/** The act of completed work of a request that is done, in the reader's language. */
export const orderAct = async (
  work: Work,
  requestId: string,
  to: { address: Address; language: string },
): Promise<Outcome<{ orderId: string }, "not-found" | "forbidden" | "not-done">> => {
  const attempt = { act: "act.print", subjectType: "request", subjectId: requestId };
  const request = await findRequest(work.tx, requestId);
  if (!request) return refuse(work, attempt, "not-found");
  if (!can(work.actor, "act.print", subjectOf(request))) return refuse(work, attempt, "forbidden");
  if (request.doneAt === null) return refuse(work, attempt, "not-done");
  const { companyId, number } = request;
  const params = { requestId, number };
  return done({ orderId: await orderDocument(work, { companyId, kind: actDocument, params, ...to }) });
};
