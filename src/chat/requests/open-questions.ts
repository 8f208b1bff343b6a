import type { Work } from "../../core/work/work.ts";

/** The actor's own open requests in which the office spoke last: a message may be the answer. */
export const openQuestions = async (work: Work): Promise<{ id: string; number: number }[]> => {
  if (work.actor.kind !== "person") return [];
  // One statement, since every message of a resident asks it.
  const requests = await work.tx.$queryRaw<{ id: string; number: number; last: string | null }[]>`
    SELECT r."id", r."number", (
      SELECT e."kind" FROM "RequestEvent" e
      WHERE e."requestId" = r."id" AND e."kind" IN ('asked', 'answered', 'withdrawn')
      ORDER BY e."id" DESC LIMIT 1
    ) AS "last"
    FROM "Request" r
    WHERE r."authorId" = ${work.actor.personId} AND r."state" NOT IN ('closed', 'declined', 'merged')
    ORDER BY r."number" DESC LIMIT 10`;
  return requests.filter(({ last }) => last === "asked").map(({ id, number }) => ({ id, number }));
};
