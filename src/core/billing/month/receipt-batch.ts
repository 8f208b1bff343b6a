import { providerOf } from "../../../database/as-db.ts";
import type { Tx } from "../../../database/db.ts";
import { forProvider } from "../../../database/for-provider.ts";
import { heldRows } from "../../../database/held-rows.ts";
import { rowsOf, sql } from "../../../database/sql-part.ts";
import type { NumberedBatch } from "./issuing-order.ts";

/** Receipts whose lines and drafts are kept as one text: few enough to be issued in a step of two milliseconds. */
export const receiptsOfBatch = 32;

/** A receipt that waits in its batch to be issued. */
export interface DraftedReceipt {
  id: string;
  buildingId: string;
  unitId: string;
  accountId: string;
  /** In the month. */
  position: number;
  charged: bigint;
  incomplete: boolean;
}

/** Where a batch stands: in a building, from its first receipt's position on. */
export interface BatchPlace {
  buildingId: string;
  position: number;
}

/** Receipts that are written and posted together. */
export interface TakenBatches {
  drafts: readonly (DraftedReceipt & { number: number })[];
  /** Minor units, by service. */
  earned: ReadonlyMap<string, bigint>;
}

/** More than a building has accounts. */
export const positionsOfBuilding = 100_000;

type Packed = [id: string, unitId: string, accountId: string, charged: string, incomplete: 0 | 1];

/**
 * Drafts are kept as one text of their batch and become rows once, when they are issued: the table of receipts has
 * indexes for every question that is asked of it, and to write and rewrite a draft there would cost most of a month.
 */
export const packDrafts = (
  drafts: readonly Pick<DraftedReceipt, "unitId" | "accountId" | "charged" | "incomplete">[],
  newId: () => string,
): string =>
  JSON.stringify(
    drafts.map(
      ({ unitId, accountId, charged, incomplete }): Packed => [
        newId(),
        unitId,
        accountId,
        String(charged),
        incomplete ? 1 : 0,
      ],
    ),
  );

export const unpackDrafts = (text: string, { buildingId, position }: BatchPlace): DraftedReceipt[] =>
  (JSON.parse(text) as Packed[]).map(([id, unitId, accountId, charged, incomplete], at) => ({
    id,
    buildingId,
    unitId,
    accountId,
    position: position + at,
    charged: BigInt(charged),
    incomplete: incomplete === 1,
  }));

interface Row {
  buildingId: string;
  position: number | bigint;
  drafts: string;
  earned: string | Record<string, string>;
}

/** Takes batches that follow one another out of those that wait; of those that somebody else has taken nothing. */
export const takeBatches = async (
  tx: Tx,
  monthId: string,
  batches: readonly NumberedBatch[],
): Promise<TakenBatches> => {
  const numbers = new Map(batches.map((batch) => [placeKey(batch), batch.firstNumber]));
  const [first, last] = [batches[0], batches.at(-1)];
  const earned = new Map<string, bigint>();
  if (!first || !last) return { drafts: [], earned };
  const theirs = sql`"monthId" = ${monthId} AND "published" = false
    AND ("position", "buildingId") >= (${first.position}, ${first.buildingId})
    AND ("position", "buildingId") <= (${last.position}, ${last.buildingId})`;
  const rows = await rowsOf<Row>(
    tx,
    sql`SELECT "buildingId", "position", "drafts", "earned" FROM "ReceiptBatch" WHERE ${theirs}
      ORDER BY "position", "buildingId" ${heldRows(tx)}`,
  );
  const taken = sql`UPDATE "ReceiptBatch" SET "published" = true, "drafts" = '[]' WHERE ${theirs}`;
  await tx.$executeRawUnsafe(...forProvider(providerOf(tx), taken));
  const drafts = rows.flatMap((row) => {
    const place = { buildingId: row.buildingId, position: Number(row.position) };
    const firstNumber = numbers.get(placeKey(place)) ?? 0;
    return unpackDrafts(row.drafts, place).map((draft, at) => ({ ...draft, number: firstNumber + at }));
  });
  for (const row of rows) {
    const ofBatch =
      typeof row.earned === "string" ? (JSON.parse(row.earned) as Record<string, string>) : row.earned;
    for (const [serviceId, amount] of Object.entries(ofBatch))
      earned.set(serviceId, (earned.get(serviceId) ?? 0n) + BigInt(amount));
  }
  return { drafts, earned };
};

const placeKey = ({ buildingId, position }: BatchPlace): string => `${position} ${buildingId}`;
