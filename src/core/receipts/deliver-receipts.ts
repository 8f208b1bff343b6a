import type { Db } from "../../database/types.ts";
import type { Work } from "../work/work.ts";
import { audienceKinds } from "./audience.ts";

/** The queue of the job that tells owners of their new bills. */
export const deliverReceiptsQueue = "deliver-receipts";

/** Receipts whose owners are told in one transaction. */
export const deliveredAtOnce = 50;

export interface BillReader {
  receiptId: string;
  personId: string;
  platform: string;
  chatId: string;
  language: string;
}

/**
 * Who is told of receipts numbered so: people of the unit who get bills by the company's rule, verified, on accounts
 * that can be reached; each once.
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
  const audience = await audienceKinds(db, companyId);
  const rows = await db.$queryRaw<(BillReader & { kind: string })[]>`
    SELECT DISTINCT r."number", r."id" AS "receiptId", o."personId", i."platform", i."chatId",
      CAST(o."kind" AS TEXT) AS "kind", COALESCE(p."language", b."language") AS "language"
    FROM "Receipt" r
    JOIN "Occupancy" o ON o."unitId" = r."unitId"
    JOIN "Person" p ON p."id" = o."personId"
    JOIN "Building" b ON b."id" = r."buildingId"
    JOIN "Identity" i ON i."personId" = p."id" AND i."unreachableSince" IS NULL
    WHERE r."monthId" = ${monthId} AND r."number" >= ${first} AND r."number" <= ${last}
      AND o."verifiedAt" IS NOT NULL AND o."from" <= ${now} AND (o."to" IS NULL OR o."to" > ${now})
    ORDER BY r."number", o."personId"`;
  return rows.filter(({ kind }) => audience.includes(kind));
};

/** Bills of one month, numbered so, are out: a job tells their readers, piece by piece. */
export const deliverReceipts = async (
  work: Work,
  monthId: string,
  receiptIds: readonly string[],
): Promise<void> => {
  const numbered = await work.tx.receipt.aggregate({
    where: { id: { in: [...receiptIds] }, monthId },
    _min: { number: true },
    _max: { number: true },
  });
  const { number: first } = numbered._min;
  const { number: last } = numbered._max;
  if (first === null || last === null) return;
  work.enqueue({ queue: deliverReceiptsQueue, payload: { monthId, first, last } });
};
