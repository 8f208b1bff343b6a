import type { Database } from "../../database/db.ts";
import { peopleFirst } from "../work/people-first.ts";

const rowsAtATime = 1000;

/** Deletes notices from before `before`, which is as old as the messages that the outbox keeps. */
export const purgeNotices = async (database: Database, before: Date): Promise<void> => {
  for (;;) {
    // In portions: one writer must not be held for long on SQLite.
    const old = await database.read.personalNotice.findMany({
      where: { createdAt: { lt: before } },
      select: { id: true },
      take: rowsAtATime,
    });
    if (old.length === 0) return;
    await database.transaction((tx) =>
      tx.personalNotice.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } }),
    );
    await peopleFirst();
  }
};
