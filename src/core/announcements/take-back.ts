import type { Work } from "../work/work.ts";

/**
 * Takes out of the outbox what of an announcement waits there, and makes its recipients wait again. What is under way is
 * left alone, as are digests, which carry others too.
 */
export const takeBack = async ({ tx, now }: Work, announcementId: string): Promise<void> => {
  const taken = await tx.$queryRaw<{ dedupeKey: string }[]>`
    DELETE FROM "OutboxMessage"
    WHERE "dedupeKey" IN (
      SELECT d."outboxKey" FROM "Delivery" d
      WHERE d."announcementId" = ${announcementId} AND d."state" = 'queued' AND d."personId" IS NOT NULL
        AND d."outboxKey" LIKE 'an:%'
    ) AND "state" = 'pending'
    RETURNING "dedupeKey"`;
  const keys = taken.map(({ dedupeKey }) => dedupeKey);
  // In portions: SQLite binds no more than some thousands of values.
  for (let start = 0; start < keys.length; start += 500) {
    const outboxKey = { in: keys.slice(start, start + 500) };
    const rows = await tx.delivery.findMany({
      where: { announcementId, outboxKey },
      select: { personId: true },
    });
    await tx.delivery.deleteMany({ where: { announcementId, outboxKey } });
    await tx.recipient.updateMany({
      where: {
        announcementId,
        personId: { in: rows.flatMap(({ personId }) => personId ?? []) },
        state: "trying",
      },
      data: { state: "waiting", dueAt: now },
    });
  }
};
