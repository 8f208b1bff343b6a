import type { Work } from "../../core/work/work.ts";

/** How long pictures without words belong to the danger that was told of: it is filed without asking for any. */
const minutes = 15;

/** The actor's own emergency of the last minutes that still goes on, the newest of several. */
export const recentDanger = async ({
  tx,
  now,
  actor,
}: Work): Promise<{ id: string; number: number } | null> => {
  if (actor.kind !== "person") return null;
  const since = new Date(now.getTime() - minutes * 60_000);
  const [found] = await tx.$queryRaw<{ id: string; number: number | bigint }[]>`
    SELECT r."id", r."number" FROM "Request" r
    WHERE r."authorId" = ${actor.personId} AND r."priority" = 'emergency'
      AND r."state" NOT IN ('closed', 'declined', 'merged')
      AND EXISTS (SELECT 1 FROM "RequestEvent" e WHERE e."requestId" = r."id" AND e."actorId" = r."authorId"
        AND e."kind" IN ('filed', 'answered', 'returned', 'edited', 'placed') AND e."at" > ${since})
    ORDER BY r."number" DESC LIMIT 1`;
  return found ? { id: found.id, number: Number(found.number) } : null;
};
