import type { Db } from "../../../database/db.ts";
import { listParameter } from "../../../database/list-parameter.ts";
import { rowsOf, sql } from "../../../database/sql-part.ts";
import type { BillingMonthModel } from "../../../database/types.ts";
import { peopleFirst } from "../../work/people-first.ts";
import type { ChargeLine } from "../charge-line.ts";
import { additionsOf } from "./additions.ts";
import { type ChargedBuilding, chargeBuilding } from "./charge-building.ts";
import { type BuildingQuestion, gatherBuilding } from "./gather-building.ts";
import { type Change, largestChanges } from "./largest-changes.ts";

/** A receipt as it is drafted. */
export interface ReceiptDraft {
  accountId: string;
  unitId: string;
  lines: readonly ChargeLine[];
  charged: bigint;
  incomplete: boolean;
}

/** A building's month, ready to be written. */
export interface BuildingDraft extends Pick<ChargedBuilding, "missing" | "missingOfHouse" | "carry"> {
  buildingId: string;
  receipts: readonly ReceiptDraft[];
  recalculationIds: readonly string[];
  changes: readonly Change[];
}

/** Reads a building and makes up its month; writes nothing. */
export const draftBuilding = async (
  db: Db,
  month: BillingMonthModel,
  question: BuildingQuestion,
): Promise<BuildingDraft> => {
  const { buildingId } = question;
  const building = await gatherBuilding(db, question);
  await peopleFirst();
  // What is read is under way while the building is reckoned.
  const [charged, { additions, recalculationIds }] = await Promise.all([
    chargeBuilding(building),
    additionsOf(db, { buildingId, month: month.month, monthId: month.id }),
  ]);
  const added = new Map<string, ChargeLine[]>();
  const unitOf = new Map<string, string>();
  // Of a unit that changed hands also who left it before the month, where something of their days is settled.
  for (const { unitId, accounts } of building.units)
    for (const { accountId } of building.holders.get(unitId) ?? accounts) unitOf.set(accountId, unitId);
  for (const { accountId, unitId, lines } of additions) {
    added.set(accountId, [...(added.get(accountId) ?? []), ...lines]);
    if (!unitOf.has(accountId)) unitOf.set(accountId, unitId);
  }
  await peopleFirst();
  const incomplete = new Set(charged.missing.map(({ unitId }) => unitId));
  const receipts = [...unitOf].flatMap(([accountId, unitId]) => {
    const own = charged.lines.get(accountId) ?? [];
    const extra = added.get(accountId);
    const lines = extra ? [...own, ...extra] : own;
    if (lines.length === 0) return [];
    const sum = lines.reduce((total, { amount }) => total + amount, 0n);
    return [{ accountId, unitId, lines, charged: sum, incomplete: incomplete.has(unitId) }];
  });
  await peopleFirst();
  const changes = largestChanges(receipts, await chargedBefore(db, month, receipts));
  const { missing, missingOfHouse, carry } = charged;
  return { buildingId, receipts, recalculationIds, changes, missing, missingOfHouse, carry };
};

/** What the accounts were charged in the month before. */
const chargedBefore = async (
  db: Db,
  { companyId, month }: BillingMonthModel,
  receipts: readonly ReceiptDraft[],
): Promise<Map<string, bigint>> => {
  const accountIds = receipts.map(({ accountId }) => accountId);
  const rows = await rowsOf<{ accountId: string; charged: bigint }>(
    db,
    sql`SELECT "accountId", "charged" FROM "Receipt"
      WHERE "monthId" = (SELECT "id" FROM "BillingMonth" WHERE "companyId" = ${companyId} AND "month" < ${month}
        ORDER BY "month" DESC LIMIT 1) AND "accountId" IN ${listParameter(db, accountIds)}`,
  );
  return new Map(rows.map(({ accountId, charged }) => [accountId, BigInt(charged)]));
};
