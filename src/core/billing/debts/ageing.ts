import type { Db } from "../../../database/db.ts";
import { addDays, type Day } from "../calendar.ts";

/** The last day overdue of each age; the last age has no end. */
export const ages = [30, 60, 90, 180, null] as const;

export interface Age {
  fromDay: number;
  toDay: number | null;
  debt: bigint;
  receipts: number;
}

/** Overdue principal by how long it is overdue. */
export const ageingOn = async (
  db: Db,
  { companyId, buildingId, today }: { companyId: string; buildingId: string | null; today: Day },
): Promise<Age[]> => {
  const found: Age[] = [];
  let fromDay = 1;
  for (const toDay of ages) {
    const [latest, earliest] = [
      addDays(today, -fromDay),
      toDay === null ? "0000-01-01" : addDays(today, -toDay),
    ];
    const [row] = await db.$queryRaw<Array<{ debt: bigint | null; receipts: bigint | number }>>`
      SELECT CAST(SUM("charged" - "paid") AS BIGINT) AS "debt", COUNT(*) AS "receipts" FROM "Receipt"
      WHERE "companyId" = ${companyId} AND "settled" = false AND "due" >= ${earliest} AND "due" <= ${latest}
        AND "state" = 'published' AND "charged" > "paid"
        AND (${buildingId ?? ""} = '' OR "buildingId" = ${buildingId ?? ""})`;
    found.push({ fromDay, toDay, debt: BigInt(row?.debt ?? 0), receipts: Number(row?.receipts ?? 0) });
    fromDay = (toDay ?? 0) + 1;
  }
  return found;
};

/** What a month's receipts asked for, and what of it is paid by now. */
export interface Collection {
  month: string;
  charged: bigint;
  paid: bigint;
}

/** Hundredths of a percent. */
export const collectionRate = ({ charged, paid }: Collection): number =>
  charged > 0n ? Number((paid * 10_000n) / charged) : 0;

/** The newest months, oldest first. */
export const collectionOf = async (
  db: Db,
  { companyId, buildingId, months }: { companyId: string; buildingId: string | null; months: number },
): Promise<Collection[]> => {
  const rows = await db.$queryRaw<Array<{ month: string; charged: bigint; paid: bigint }>>`
    SELECT m."month", CAST(SUM(r."charged") AS BIGINT) AS "charged", CAST(SUM(r."paid") AS BIGINT) AS "paid"
    FROM (SELECT "id", "month" FROM "BillingMonth" WHERE "companyId" = ${companyId} AND "publishedAt" IS NOT NULL
      ORDER BY "month" DESC LIMIT ${months}) AS m
    JOIN "Receipt" AS r ON r."monthId" = m."id"
    WHERE r."charged" > 0 AND (${buildingId ?? ""} = '' OR r."buildingId" = ${buildingId ?? ""})
    GROUP BY m."month"`;
  return rows
    .map(({ month, charged, paid }) => ({ month, charged: BigInt(charged), paid: BigInt(paid) }))
    .sort((a, b) => (a.month < b.month ? -1 : 1));
};
