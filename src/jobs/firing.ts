import type { Database } from "../database/db.ts";

/**
 * Which firing of a schedule is next, shared by all processes: the lease row `schedule:<name>` holds the cron
 * expression and the time of the next firing. Who moves it on has the firing.
 */
export interface Firing {
  database: Database;
  name: string;
  cron: string;
  /** The first time of the expression after now. */
  next(): Date;
}

const rowOf = (firing: Firing): string => `schedule:${firing.name}`;

/** Makes the row, or starts it anew for a changed expression; a firing missed while nobody ran stays due. */
export const registerFiring = async (firing: Firing): Promise<void> => {
  const until = firing.next();
  await firing.database.transaction(
    (tx) => tx.$executeRaw`
      INSERT INTO "Lease" ("name", "holder", "until") VALUES (${rowOf(firing)}, ${firing.cron}, ${until})
      ON CONFLICT ("name") DO UPDATE SET "holder" = excluded."holder", "until" = excluded."until"
      WHERE "Lease"."holder" <> excluded."holder"`,
  );
};

/** Whether the firing that was due at `at` (or before) is ours; true for one process only. */
export const claimFiring = async (firing: Firing, at: Date): Promise<boolean> => {
  const { count } = await firing.database.transaction((tx) =>
    tx.lease.updateMany({
      where: { name: rowOf(firing), until: { lte: at } },
      data: { until: firing.next() },
    }),
  );
  return count > 0;
};
