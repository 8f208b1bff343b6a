import type { Db } from "../../../database/db.ts";
import type { BillingMonthModel } from "../../../database/types.ts";
import { namesAccount } from "../../receipts/payment-qr.ts";
import type { Day } from "../calendar.ts";
import { billsDueOn } from "./bills-due.ts";
import { type Change, changesFromJson } from "./largest-changes.ts";
import type { Lack } from "./to-charge.ts";

/** What a month comes to, for those who look it through. */
export interface MonthPreview {
  month: BillingMonthModel;
  /** By when its bills are to be out. */
  by: Day;
  currency: string;
  receipts: number;
  /** By services and for lateness together, minor units. */
  total: bigint;
  services: readonly { names: unknown; amount: bigint; accounts: number }[];
  /** Penalties on earlier debts: reckoned when the month was charged, and as they were posted once it is published. */
  penalty: { amount: bigint; accounts: number };
  /** The sum is with the penalty. */
  buildings: readonly { address: string; amount: bigint; penalty: bigint }[];
  changes: readonly (Change & { place: string })[];
  /** Units without data, and houses without theirs. */
  missing: { units: number; houses: number };
  /** Houses whose bills would not say where to pay. */
  unpayable: number;
}

export const monthPreview = async (db: Db, monthId: string): Promise<MonthPreview | null> => {
  const month = await db.billingMonth.findUnique({ where: { id: monthId } });
  if (!month) return null;
  const { companyId } = month;
  const { currency } = await db.company.findUniqueOrThrow({ where: { id: companyId } });
  const totals = await db.chargeTotal.findMany({ where: { monthId } });
  const penalties = await db.monthPenalty.findMany({ where: { monthId } });
  const penaltyOf = new Map(penalties.map(({ buildingId, amount }) => [buildingId, amount]));
  const penalty = penalties.reduce((sum, { amount }) => sum + amount, 0n);
  const services = await db.service.findMany({ where: { companyId } });
  const buildings = await db.building.findMany({
    where: { companyId },
    orderBy: [{ address: "asc" }, { id: "asc" }],
    select: { id: true, address: true },
  });
  const missing = await db.$queryRaw<Array<{ units: number | bigint; houses: number | bigint }>>`
    SELECT COUNT(DISTINCT "unitId") AS "units", COUNT(DISTINCT CASE WHEN "unitId" IS NULL THEN "buildingId" END)
      AS "houses" FROM "MissingVolume" WHERE "monthId" = ${monthId}`;
  const sumBy = (key: "serviceId" | "buildingId", id: string): bigint =>
    totals.filter((total) => total[key] === id).reduce((sum, { amount }) => sum + amount, 0n);
  const byPosition = (a: { position: number }, b: { position: number }) => a.position - b.position;
  return {
    month,
    by: await billsDueOn(db, companyId, month.month),
    currency,
    receipts: await receiptsOf(db, monthId),
    total: totals.reduce((sum, { amount }) => sum + amount, penalty),
    penalty: { amount: penalty, accounts: penalties.reduce((sum, { accounts }) => sum + accounts, 0) },
    services: services
      .filter(({ id }) => totals.some(({ serviceId }) => serviceId === id))
      .sort(byPosition)
      .map(({ id, names }) => ({
        names,
        amount: sumBy("serviceId", id),
        accounts: totals
          .filter(({ serviceId }) => serviceId === id)
          .reduce((sum, { accounts }) => sum + accounts, 0),
      })),
    buildings: buildings
      .map(({ id, address }) => {
        const late = penaltyOf.get(id) ?? 0n;
        return { address, amount: sumBy("buildingId", id) + late, penalty: late };
      })
      .filter(({ amount }) => amount !== 0n),
    changes: await placed(db, changesFromJson(month.changes)),
    missing: { units: Number(missing[0]?.units ?? 0), houses: Number(missing[0]?.houses ?? 0) },
    unpayable: await unpayableOf(db, companyId, [...new Set(totals.map(({ buildingId }) => buildingId))]),
  };
};

const unpayableOf = async (db: Db, companyId: string, buildingIds: readonly string[]): Promise<number> => {
  const rows = await db.billingSettings.findMany({
    where: { companyId },
    select: { id: true, country: true, account: true, iban: true },
  });
  const company = rows.find(({ id }) => id === companyId);
  return buildingIds.filter((buildingId) => {
    const own = rows.find(({ id }) => id === buildingId) ?? company;
    return !own || !namesAccount(own);
  }).length;
};

/** Receipts of a month: those that are drafted, and those that are out. */
const receiptsOf = async (db: Db, monthId: string): Promise<number> => {
  const { _sum: sum } = await db.receiptBatch.aggregate({ where: { monthId }, _sum: { receipts: true } });
  return sum.receipts ?? 0;
};

/** How far a month is that is being charged or published; cheap, since it is asked again and again meanwhile. */
export interface MonthProgress {
  month: BillingMonthModel;
  receipts: number;
}

export const monthProgress = async (db: Db, monthId: string): Promise<MonthProgress | null> => {
  const month = await db.billingMonth.findUnique({ where: { id: monthId } });
  if (!month) return null;
  return { month, receipts: month.state === "publishing" ? await receiptsOf(db, monthId) : 0 };
};

const placed = async (db: Db, changes: readonly Change[]): Promise<(Change & { place: string })[]> => {
  const units = await db.unit.findMany({
    where: { id: { in: changes.map(({ unitId }) => unitId) } },
    select: { id: true, number: true, building: { select: { address: true } } },
  });
  const places = new Map(units.map(({ id, number, building }) => [id, `${building.address}, ${number}`]));
  return changes.map((change) => ({ ...change, place: places.get(change.unitId) ?? "" }));
};

/** A unit or house that can't be charged in full: something of it isn't known. */
export interface MissingData {
  address: string;
  /** Null: the house's own reading or invoice. */
  unit: string | null;
  names: unknown;
  lacks: Lack;
}

/** All of them, in the order in which somebody would walk by. */
export const missingData = async (db: Db, monthId: string): Promise<MissingData[]> => {
  const rows = await db.$queryRaw<MissingData[]>`
    SELECT b."address", u."number" AS "unit", s."names", m."lacks" FROM "MissingVolume" AS m
    JOIN "Building" AS b ON b."id" = m."buildingId" JOIN "Service" AS s ON s."id" = m."serviceId"
    LEFT JOIN "Unit" AS u ON u."id" = m."unitId" WHERE m."monthId" = ${monthId}`;
  const collator = new Intl.Collator("en", { numeric: true });
  return rows
    .map(({ names, ...row }) => ({ ...row, names: typeof names === "string" ? JSON.parse(names) : names }))
    .sort((a, b) => collator.compare(a.address, b.address) || collator.compare(a.unit ?? "", b.unit ?? ""));
};
