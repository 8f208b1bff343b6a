import type { Db, WorkKind } from "../../database/types.ts";
import { periodOf } from "./report-period.ts";
import type { ReportQuestion } from "./report-question.ts";

/** One line of what was done or bought. */
export interface ReportedWork {
  /** Of the request. */
  number: number;
  address: string;
  title: string;
  kind: WorkKind;
  /** Thousandths: hours of labour, pieces of material. */
  quantity: number;
  /** Minor currency units for one, and in all. */
  price: bigint;
  amount: bigint;
}

interface Row extends Pick<ReportedWork, "address" | "title" | "kind"> {
  buildingId: string;
  number: number | bigint;
  quantity: number | bigint;
  price: string;
  amount: string;
}

/** What the costs of a report consist of, request by request. Does not authorise. */
export const readWorks = async (
  read: Db,
  question: ReportQuestion,
  timeZone: string,
): Promise<ReportedWork[]> => {
  const { companyId, buildingIds } = question;
  const { from, to } = periodOf(question, timeZone);
  // Amounts leave the database as texts: drivers would give the larger ones as floating-point numbers.
  const rows = await read.$queryRaw<Row[]>`
    SELECT r."number", r."buildingId", b."address", w."title", CAST(w."kind" AS TEXT) AS "kind", w."quantity",
      CAST(w."price" AS TEXT) AS "price", CAST(w."amount" AS TEXT) AS "amount"
    FROM "WorkLine" w
    JOIN "Request" r ON r."id" = w."requestId"
    JOIN "Building" b ON b."id" = r."buildingId"
    WHERE w."companyId" = ${companyId} AND w."stage" = 'actual' AND w."postedAt" >= ${from} AND w."postedAt" < ${to}
    ORDER BY r."number", w."createdAt", w."id"`;
  return rows
    .filter(({ buildingId }) => buildingIds === null || buildingIds.includes(buildingId))
    .map(({ address, title, kind, number, quantity, price, amount }) => ({
      number: Number(number),
      address,
      title,
      kind,
      quantity: Number(quantity),
      price: BigInt(price),
      amount: BigInt(amount),
    }));
};
