import type { RequestModel } from "../../database/types.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { daysAfter, limits } from "./limits.ts";
import { transition } from "./transitions.ts";

export type NoReturn = "wrong-state" | "too-late" | "returned-before";

/** Whether the resident may still say that it is not done: a closed request comes back once, within 14 days. */
export const mayComeBack = async (work: Work, request: RequestModel): Promise<Outcome<null, NoReturn>> => {
  const to = transition(request.state, "return");
  if (!to.ok) return refused(to.code, { ...to.params, number: request.number });
  if (request.state !== "closed") return done(null);
  if (request.closedAt && work.now > daysAfter(request.closedAt, limits.reopenDays))
    return refused("too-late", { days: limits.reopenDays });
  return (await cameBackFromClosed(work, request)) ? refused("returned-before") : done(null);
};

const cameBackFromClosed = async (work: Work, request: RequestModel): Promise<boolean> => {
  const returns = await work.tx.requestEvent.findMany({
    where: { requestId: request.id, kind: "returned" },
    select: { data: true },
  });
  return returns.some(({ data }) => (data as { from?: string } | null)?.from === "closed");
};
