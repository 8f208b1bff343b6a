import { done, type Outcome, refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "../change-request.ts";

/** A second press within this time tells nothing new. */
const sameArrivalMs = 60 * 60 * 1000;

/** Whoever has the request is there: the work begins, and the resident hears of it. */
export const arrive = async (
  work: Work,
  { requestId }: { requestId: string },
): Promise<Outcome<Changed, ChangeRefusal | "arrived-already">> => {
  const outcome = await changeRequest<"arrived-already">(work, {
    requestId,
    act: "visit.arrive",
    move: "arrive",
    decide: async () => {
      const since = new Date(work.now.getTime() - sameArrivalMs);
      const before = await work.tx.requestEvent.count({
        where: { requestId, kind: "arrived", at: { gt: since } },
      });
      return before > 0 ? refused("arrived-already") : done({ act: "arrived" });
    },
  });
  if (!outcome.ok) return outcome;
  const visit = await work.tx.visit.findFirst({
    where: { requestId, state: "agreed", arrivedAt: null },
    select: { id: true },
  });
  if (visit) await work.tx.visit.update({ where: { id: visit.id }, data: { arrivedAt: work.now } });
  return outcome;
};
