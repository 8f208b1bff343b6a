import type { Database } from "../../database/db.ts";

/**
 * Counts the costs of closed requests, each line once: it belongs to the month in which it was posted, whatever becomes
 * of the request later. Lines that a reopened request gets are posted when it closes again.
 */
export const postCosts = (database: Database, now: Date): Promise<number> =>
  database.transaction(
    (tx) => tx.$executeRaw`
      UPDATE "WorkLine" SET "postedAt" = ${now}
      WHERE "stage" = 'actual' AND "postedAt" IS NULL
        AND "requestId" IN (SELECT "id" FROM "Request" WHERE "state" = 'closed')`,
  );
