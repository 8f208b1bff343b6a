import { rowsOf, sql } from "../../../database/sql-part.ts";
import type { Db, NoticeState } from "../../../database/types.ts";

/** Reminders to the debtors of a company, or of one of its houses, by what became of them. */
export const countNotices = async (
  db: Db,
  { companyId, buildingId }: { companyId: string; buildingId: string | null },
): Promise<Record<NoticeState, number>> => {
  const rows = await rowsOf<{ state: NoticeState; count: number | bigint }>(
    db,
    sql`SELECT CAST(n."state" AS TEXT) AS "state", COUNT(*) AS "count" FROM "DebtNotice" AS n
      JOIN "BillingAccount" AS a ON a."id" = n."accountId" WHERE n."companyId" = ${companyId}
      ${buildingId === null ? sql`` : sql`AND a."buildingId" = ${buildingId}`} GROUP BY n."state"`,
  );
  const counts: Record<NoticeState, number> = { queued: 0, sent: 0, failed: 0 };
  for (const { state, count } of rows) counts[state] = Number(count);
  return counts;
};
