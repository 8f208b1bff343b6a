import type { Db, OccupancyKind } from "../../database/types.ts";
import { isOfAccount } from "../billing/debts/payers-of.ts";
import { audienceOf } from "../directory/who-gets.ts";
import type { Work } from "../work/work.ts";

/** The queue of the job that tells owners of their new bills. */
export const deliverReceiptsQueue = "deliver-receipts";

/** Receipts whose owners are told in one transaction. */
export const deliveredAtOnce = 50;

export interface BillReader {
  receiptId: string;
  personId: string;
}

interface Row extends BillReader {
  kind: OccupancyKind;
  from: Date | string;
  to: Date | string | null;
  opened: string;
  closed: string | null;
}

/**
 * Who is told of the receipts at these places of a month: verified people whose account it is and who get bills by the
 * company's rule, each once. Of an account that a change of owner has closed that is who owned the unit then.
 */
export const billReaders = async (
  db: Db,
  {
    companyId,
    monthId,
    first,
    last,
    now,
  }: { companyId: string; monthId: string; first: number; last: number; now: Date },
): Promise<BillReader[]> => {
  const audience = await audienceOf(db, companyId, "bill");
  const rows = await db.$queryRaw<Row[]>`
    SELECT DISTINCT r."position", r."id" AS "receiptId", o."personId", CAST(o."kind" AS TEXT) AS "kind",
      o."from", o."to", a."opened", a."closed"
    FROM "Receipt" r
    JOIN "BillingAccount" a ON a."id" = r."accountId"
    JOIN "Occupancy" o ON o."unitId" = r."unitId"
    WHERE r."monthId" = ${monthId} AND r."position" >= ${first} AND r."position" <= ${last}
      AND o."verifiedAt" IS NOT NULL AND o."from" <= ${now}
      AND (a."closed" IS NOT NULL OR o."to" IS NULL OR o."to" > ${now})
    ORDER BY r."position", o."personId"`;
  const told = new Set<string>();
  return rows.flatMap(({ receiptId, personId, kind, from, to, opened, closed }) => {
    const held = { from: new Date(from), to: to === null ? null : new Date(to) };
    const key = `${receiptId} ${personId}`;
    if (!audience.includes(kind) || !isOfAccount(held, { opened, closed }, now) || told.has(key)) return [];
    told.add(key);
    return [{ receiptId, personId }];
  });
};

/** Bills at these places of a month are out: a job tells their readers, piece by piece. */
export const deliverReceipts = (
  work: Work,
  { monthId, first, last }: { monthId: string; first: number; last: number },
): void => work.enqueue({ queue: deliverReceiptsQueue, payload: { monthId, first, last } });
