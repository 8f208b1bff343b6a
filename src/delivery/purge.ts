import { peopleFirst } from "../core/work/people-first.ts";
import type { Database } from "../database/db.ts";

const rowsAtATime = 1000;

/**
 * Deletes messages that ended before `before`: what was sent, cancelled or given up. Their keys go with them, so
 * `before` must be older than any repeat of a sending. Resolves to how many.
 */
export const purgeOutbox = async (database: Database, before: Date): Promise<number> => {
  for (let purged = 0; ; ) {
    // In portions: one writer must not be held for long on SQLite.
    const old = await database.read.outboxMessage.findMany({
      where: {
        state: { in: ["sent", "dead", "cancelled"] },
        createdAt: { lt: before },
        notBefore: { lt: before },
      },
      select: { id: true },
      take: rowsAtATime,
    });
    if (old.length === 0) return purged;
    const { count } = await database.transaction((tx) =>
      tx.outboxMessage.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } }),
    );
    purged += count;
    await peopleFirst();
  }
};
