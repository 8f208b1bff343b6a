import type { Db } from "../../../database/db.ts";
import type { BatchPlace } from "./receipt-batch.ts";

/** A batch, and where its receipts stand in the month. */
export interface NumberedBatch extends BatchPlace {
  receipts: number;
  /** That of its first receipt. */
  firstNumber: number;
  /** Nothing of its building comes after it. */
  endsBuilding: boolean;
}

/** Batches of whole buildings, issued one after another: whoever hears that a building is out finds all of it. */
export type Stretch = readonly NumberedBatch[];

export interface IssuingOrder {
  /** Receipts that are out already. */
  issued: number;
  /** Those that wait. */
  stretches: readonly Stretch[];
}

/** So many receipts that the last, shorter step of a stretch does not count. */
const leastOfStretch = 1600;

/** A batch, whether it is out or waits. */
export interface PlacedBatch extends Pick<NumberedBatch, "buildingId" | "position" | "receipts"> {
  published: boolean;
}

/** What of a month is out, and what waits, in the order in which numbers are given. */
export const issuingOrder = async (db: Db, monthId: string): Promise<IssuingOrder> => {
  const batches = await db.receiptBatch.findMany({
    where: { monthId },
    orderBy: [{ position: "asc" }, { buildingId: "asc" }],
    select: { buildingId: true, position: true, receipts: true, published: true },
  });
  const issued = batches.reduce((sum, { published, receipts }) => sum + (published ? receipts : 0), 0);
  return { issued, stretches: stretchesOf(batches) };
};

/**
 * Numbers receipts by their places, whichever is issued first: a month has no gaps, however often it was interrupted. Gives
 * those that wait.
 */
export const stretchesOf = (batches: readonly PlacedBatch[]): Stretch[] => {
  const lastOf = new Map(batches.map(({ buildingId }, at) => [buildingId, at]));
  const stretches: NumberedBatch[][] = [];
  let stretch: NumberedBatch[] = [];
  let before = 0;
  let began = 0;
  let openUntil = 0;
  for (const [at, { published, ...batch }] of batches.entries()) {
    const last = lastOf.get(batch.buildingId) ?? at;
    if (!published) stretch.push({ ...batch, firstNumber: before + 1, endsBuilding: last === at });
    before += batch.receipts;
    openUntil = Math.max(openUntil, last);
    if (at < openUntil || before - began < leastOfStretch) continue;
    stretches.push(stretch);
    stretch = [];
    began = before;
  }
  return [...stretches, stretch].filter(({ length }) => length > 0);
};
