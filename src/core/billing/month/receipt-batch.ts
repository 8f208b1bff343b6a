import type { Tx } from "../../../database/db.ts";

/** A receipt that waits in its batch to be issued. */
export interface DraftedReceipt {
  id: string;
  unitId: string;
  accountId: string;
  charged: bigint;
  incomplete: boolean;
}

/** Receipts that are numbered, written and posted together. */
export interface Batch {
  buildingId: string;
  /** Of its first receipt. */
  position: number;
  drafts: readonly DraftedReceipt[];
  /** By service, minor units as texts. */
  earned: Readonly<Record<string, string>>;
}

type Packed = [id: string, unitId: string, accountId: string, charged: string, incomplete: 0 | 1];

/**
 * Drafts are kept as one text of their batch and become rows once, when they are issued: the table of receipts has
 * indexes for every question that is asked of it, and to write and rewrite a draft there would cost most of a month.
 */
export const packDrafts = (drafts: readonly Omit<DraftedReceipt, "id">[], newId: () => string): string =>
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

export const unpackDrafts = (text: string): DraftedReceipt[] =>
  (JSON.parse(text) as Packed[]).map(([id, unitId, accountId, charged, incomplete]) => ({
    id,
    unitId,
    accountId,
    charged: BigInt(charged),
    incomplete: incomplete === 1,
  }));

interface Row {
  buildingId: string;
  position: number | bigint;
  drafts: string;
  earned: string | Record<string, string>;
}

/** Takes the month's next batch, from a position on, out of those that wait; null: there is none. */
export const takeBatch = async (tx: Tx, monthId: string, from: number): Promise<Batch | null> => {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT "buildingId", "position", "drafts", "earned" FROM "ReceiptBatch"
    WHERE "monthId" = ${monthId} AND "position" >= ${from} AND "published" = false
    ORDER BY "position", "buildingId" LIMIT 1`;
  if (!row) return null;
  const { buildingId, drafts, earned } = row;
  const position = Number(row.position);
  await tx.$executeRaw`UPDATE "ReceiptBatch" SET "published" = true, "drafts" = '[]'
    WHERE "monthId" = ${monthId} AND "position" = ${position} AND "buildingId" = ${buildingId}`;
  return {
    buildingId,
    position,
    drafts: unpackDrafts(drafts),
    earned: typeof earned === "string" ? (JSON.parse(earned) as Record<string, string>) : earned,
  };
};
