import type { Provider } from "../../../database/db.ts";
import { tableInsert } from "../../../database/table-insert.ts";
import type { BillingMonthModel } from "../../../database/types.ts";
import { newId } from "../../directory/new-id.ts";
import { arePeopleAround } from "../../work/people-first.ts";
import type { Work } from "../../work/work.ts";
import type { BuildingDraft, ReceiptDraft } from "./draft-building.ts";
import { type Change, changesFromJson, changesToJson, mergeChanges } from "./largest-changes.ts";
import type { LinePacker } from "./pack-lines.ts";
import { packDrafts, positionsOfBuilding, receiptsOfBatch } from "./receipt-batch.ts";

/** So many that round trips don't count. */
const manyReceipts: Readonly<Record<Provider, number>> = { sqlite: 256, postgresql: 400 };

/**
 * Receipts in the next transaction, fewer while people tap: on SQLite nobody else writes meanwhile, on PostgreSQL its
 * statements take a processor from theirs.
 */
export const receiptsAtOnce = (provider: Provider): number =>
  arePeopleAround() ? receiptsOfBatch : manyReceipts[provider];

const batches = tableInsert("ReceiptBatch", {
  monthId: "text",
  position: "integer",
  companyId: "text",
  buildingId: "text",
  receipts: "integer",
  drafts: "text",
  lines: "text",
  earned: "jsonb",
  published: "boolean",
});

const totals = tableInsert("ChargeTotal", {
  monthId: "text",
  buildingId: "text",
  serviceId: "text",
  companyId: "text",
  amount: "bigint",
  accounts: "integer",
});

const missing = tableInsert("MissingVolume", {
  id: "text",
  companyId: "text",
  monthId: "text",
  buildingId: "text",
  unitId: "text",
  serviceId: "text",
  lacks: "text",
});

interface Place {
  month: BillingMonthModel;
  buildingId: string;
  packer: LinePacker;
  /** Of the building, in the order of addresses. */
  at: number;
}

/** Removes what an earlier or interrupted run drafted for a building. */
export const removeDrafts = async ({ tx }: Work, monthId: string, buildingId: string): Promise<void> => {
  await Promise.all([
    tx.$executeRaw`DELETE FROM "ReceiptBatch"
      WHERE "monthId" = ${monthId} AND "buildingId" = ${buildingId} AND "published" = false`,
    tx.$executeRaw`DELETE FROM "ChargeTotal" WHERE "monthId" = ${monthId} AND "buildingId" = ${buildingId}`,
    tx.$executeRaw`DELETE FROM "MissingVolume" WHERE "monthId" = ${monthId} AND "buildingId" = ${buildingId}`,
  ]);
};

/** Some receipts of a building, with their lines as `packTexts` made them. */
export interface PackedDrafts {
  /** Of the first, in the building. */
  from: number;
  receipts: readonly ReceiptDraft[];
  lines: string;
}

/** Writes batches of drafts. */
export const writeBatches = async (
  { tx, now }: Work,
  { month, buildingId, at }: Place,
  packed: readonly PackedDrafts[],
): Promise<void> => {
  await batches.insert(
    tx,
    packed.map(({ from, receipts, lines }) => ({
      monthId: month.id,
      position: at * positionsOfBuilding + from,
      companyId: month.companyId,
      buildingId,
      receipts: receipts.length,
      drafts: packDrafts(receipts, () => newId(now)),
      lines,
      earned: Object.fromEntries([...earnedBy(receipts)].map(([id, { amount }]) => [id, String(amount)])),
      published: 0,
    })),
  );
};

/** Writes what a building comes to, and that it is done. */
export const finishBuilding = async (work: Work, place: Place, draft: BuildingDraft): Promise<void> => {
  const { tx } = work;
  const { month, buildingId, packer } = place;
  const { id: monthId, companyId } = month;
  // All at once: on PostgreSQL a statement leaves without waiting for the answer to the one before.
  await Promise.all([
    tx.$executeRaw`
      INSERT INTO "SharedLines" ("monthId", "buildingId", "companyId", "run", "lines")
      VALUES (${monthId}, ${buildingId}, ${companyId}, ${month.run}, ${packer.shared()})
      ON CONFLICT ("monthId", "buildingId") DO UPDATE SET "run" = excluded."run", "lines" = excluded."lines"`,
    writeTotals(work, place, draft),
    writeMissing(work, place, draft),
    writeCarried(work, place, draft),
    tx.$executeRaw`
      UPDATE "BillingMonth" SET "done" = "done" + ${draft.receipts.length} WHERE "id" = ${monthId}`,
  ]);
  if (draft.recalculationIds.length > 0)
    await tx.recalculation.updateMany({
      where: { id: { in: [...draft.recalculationIds] }, state: "pending" },
      data: { monthId },
    });
  if (draft.changes.length > 0) await keepLargest(work, monthId, draft.changes);
};

const writeTotals = ({ tx }: Work, { month, buildingId }: Place, { receipts }: BuildingDraft) =>
  totals.insert(
    tx,
    [...earnedBy(receipts)].map(([serviceId, { amount, accounts }]) => ({
      monthId: month.id,
      buildingId,
      serviceId,
      companyId: month.companyId,
      amount: String(amount),
      accounts,
    })),
  );

const writeMissing = (
  { tx, now }: Work,
  { month, buildingId }: Place,
  { missing: ofUnits, missingOfHouse }: BuildingDraft,
) =>
  missing.insert(
    tx,
    [...ofUnits, ...missingOfHouse.map((lack) => ({ unitId: null, ...lack }))].map((lack) => ({
      id: newId(now),
      companyId: month.companyId,
      monthId: month.id,
      buildingId,
      ...lack,
    })),
  );

const writeCarried = async (
  { tx }: Work,
  { month, buildingId }: Place,
  { carry }: BuildingDraft,
): Promise<void> => {
  await tx.$executeRaw`
    DELETE FROM "CarriedVolume" WHERE "buildingId" = ${buildingId} AND "month" = ${month.month}`;
  if (carry.length > 0)
    await tx.carriedVolume.createMany({
      data: carry.map(({ serviceId, zone, volume }) => ({
        buildingId,
        serviceId,
        zone: zone ?? "",
        month: month.month,
        companyId: month.companyId,
        volume,
      })),
    });
};

const keepLargest = async ({ tx }: Work, monthId: string, found: readonly Change[]): Promise<void> => {
  const { changes } = await tx.billingMonth.findUniqueOrThrow({
    where: { id: monthId },
    select: { changes: true },
  });
  await tx.billingMonth.update({
    where: { id: monthId },
    data: { changes: changesToJson(mergeChanges(changesFromJson(changes), found)) },
  });
};

/** What each service earns. */
const earnedBy = (drafts: readonly ReceiptDraft[]): Map<string, { amount: bigint; accounts: number }> => {
  const sums = new Map<string, { amount: bigint; accounts: number }>();
  for (const { lines } of drafts)
    for (const { serviceId, amount } of lines) {
      const sum = sums.get(serviceId) ?? { amount: 0n, accounts: 0 };
      sum.amount += amount;
      sum.accounts += 1;
      sums.set(serviceId, sum);
    }
  return sums;
};
