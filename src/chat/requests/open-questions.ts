import { openStates } from "../../core/requests/transitions.ts";
import type { Work } from "../../core/work/work.ts";

/** The actor's own open requests in which the office spoke last: a message may be the answer. */
export const openQuestions = async (work: Work): Promise<{ id: string; number: number }[]> => {
  if (work.actor.kind !== "person") return [];
  const requests = await work.tx.request.findMany({
    where: { authorId: work.actor.personId, state: { in: [...openStates, "done"] } },
    select: {
      id: true,
      number: true,
      events: {
        where: { kind: { in: ["asked", "answered"] } },
        orderBy: { id: "desc" },
        take: 1,
        select: { kind: true },
      },
    },
    orderBy: { number: "desc" },
    take: 10,
  });
  return requests.filter(({ events }) => events[0]?.kind === "asked");
};
