import type { Tx } from "../../../database/db.ts";

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

/** Receipts that are numbered, written and posted together. */
export interface TakenBatches {
  drafts: readonly DraftedReceipt[];
  /** Minor units, by service. */
  earned: ReadonlyMap<string, bigint>;
  /** The last positions of buildings of which nothing waits any more. */
  ends: readonly number[];
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

/** Takes the month's next batches, from a position on, out of those that wait; null: there are none. */
export const takeBatches = async (
  tx: Tx,
  monthId: string,
  { from, most }: { from: number; most: number },
): Promise<TakenBatches | null> => {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT "buildingId", "position", "drafts", "earned" FROM "ReceiptBatch"
    WHERE "monthId" = ${monthId} AND "position" >= ${from} AND "published" = false
    ORDER BY "position", "buildingId" LIMIT ${most + 1}`;
  const following = rows.splice(most)[0];
  const last = rows.at(-1);
  if (!last) return null;
  const until = Number(last.position);
  await tx.$executeRaw`UPDATE "ReceiptBatch" SET "published" = true, "drafts" = '[]'
    WHERE "monthId" = ${monthId} AND "published" = false AND "position" >= ${from}
      AND ("position" < ${until} OR ("position" = ${until} AND "buildingId" <= ${last.buildingId}))`;
  const earned = new Map<string, bigint>();
  const drafts: DraftedReceipt[] = [];
  const ends: number[] = [];
  for (const [at, row] of rows.entries()) {
    const { buildingId } = row;
    const position = Number(row.position);
    const ofRow = unpackDrafts(row.drafts, { buildingId, position });
    drafts.push(...ofRow);
    if ((rows[at + 1] ?? following)?.buildingId !== buildingId) ends.push(position + ofRow.length - 1);
    const ofBatch =
      typeof row.earned === "string" ? (JSON.parse(row.earned) as Record<string, string>) : row.earned;
    for (const [serviceId, amount] of Object.entries(ofBatch))
      earned.set(serviceId, (earned.get(serviceId) ?? 0n) + BigInt(amount));
  }
  return { drafts, earned, ends };
};
