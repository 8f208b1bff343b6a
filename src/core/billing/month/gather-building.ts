import type { Db } from "../../../database/db.ts";
import type { UnitKind } from "../../../database/types.ts";
import { peopleFirst } from "../../work/people-first.ts";
import { type Day, firstDay, lastDay, type Month, shiftMonth } from "../calendar.ts";
import type { MoneyRules } from "../tariffs/exact-amount.ts";
import type { Volumes, VolumesOf } from "../volumes.ts";
import { type CompanyPrices, measuredServices, servicesOfBuilding } from "./prices-of-company.ts";
import { residentsOf } from "./residents-of.ts";
import { residentDays } from "./tenure.ts";
import type { AccountToCharge, BuildingToCharge, PrivilegeToApply, UnitToCharge } from "./to-charge.ts";

export interface BuildingQuestion {
  companyId: string;
  buildingId: string;
  month: Month;
  money: MoneyRules;
  prices: CompanyPrices;
  volumes: VolumesOf;
}

/** Reads everything that a building's month is made up from. */
export const gatherBuilding = async (db: Db, question: BuildingQuestion): Promise<BuildingToCharge> => {
  const { companyId, buildingId, month, money, prices } = question;
  const units = await unitsOf(db, buildingId, month);
  await peopleFirst();
  const services = servicesOfBuilding(prices, buildingId);
  const span = { from: firstDay(month), to: lastDay(month) };
  const measured = measuredServices(prices, services, month);
  const volumes =
    measured.length === 0
      ? { units: [], house: [] }
      : await question.volumes(db, {
          companyId,
          buildingId,
          month,
          services: measured,
          units: units.map((unit) => ({
            unitId: unit.unitId,
            residentDays: unit.residents.length === 0 ? null : residentDays(unit, span),
          })),
          splits: units.flatMap(({ unitId, accounts }) =>
            accounts.flatMap(({ closed }, at) =>
              closed !== null && accounts[at + 1]?.byReading ? [{ unitId, day: closed }] : [],
            ),
          ),
        });
  const [invoices, carried] = await Promise.all([
    db.$queryRaw<Array<{ serviceId: string; amount: bigint | number }>>`
      SELECT "serviceId", "amount" FROM "SupplierInvoice" WHERE "buildingId" = ${buildingId} AND "month" = ${month}`,
    db.$queryRaw<Array<{ serviceId: string; zone: string; volume: bigint | number }>>`
      SELECT "serviceId", "zone", "volume" FROM "CarriedVolume"
      WHERE "buildingId" = ${buildingId} AND "month" = ${shiftMonth(month, -1)}`,
  ]);
  return {
    month,
    money,
    units,
    services,
    volumes,
    holders: await holdersOf(db, question, volumes),
    invoices: new Map(invoices.map(({ serviceId, amount }) => [serviceId, BigInt(amount)])),
    carried: carried.map(({ serviceId, zone, volume }) => ({
      serviceId,
      zone: zone || null,
      volume: BigInt(volume),
    })),
  };
};

/** By unit: whose months are settled, where that is not one account alone. */
const holdersOf = async (
  db: Db,
  { buildingId, month }: BuildingQuestion,
  { units }: Volumes,
): Promise<ReadonlyMap<string, AccountToCharge[]>> => {
  const since = new Map<string, Month>();
  for (const { unitId, past = [] } of units)
    for (const settled of past) {
      const first = since.get(unitId);
      if (!first || settled.month < first) since.set(unitId, settled.month);
    }
  if (since.size === 0) return new Map();
  const from = [...since.values()].reduce((a, b) => (a < b ? a : b));
  const accounts = await accountsOf(db, buildingId, { from: firstDay(from), to: lastDay(month) });
  return new Map(
    [...since].flatMap(([unitId, first]) => {
      const held = accounts.get(unitId) ?? [];
      const since = held.filter(({ closed }) => closed === null || closed >= firstDay(first));
      return since.length > 1 ? [[unitId, since] as const] : [];
    }),
  );
};

const byNumber = new Intl.Collator("en", { numeric: true });

/** In the order of their numbers, which is that of the receipts. */
const unitsOf = async (db: Db, buildingId: string, month: Month): Promise<UnitToCharge[]> => {
  const [rows, accounts, residents] = await Promise.all([
    db.$queryRaw<Array<{ id: string; number: string; kind: UnitKind; area: number | null }>>`
      SELECT "id", "number", CAST("kind" AS TEXT) AS "kind", "area" FROM "Unit" WHERE "buildingId" = ${buildingId}`,
    accountsOf(db, buildingId, { from: firstDay(month), to: lastDay(month) }),
    residentsOf(db, buildingId, month),
  ]);
  return rows
    .sort((a, b) => byNumber.compare(a.number, b.number) || (a.kind < b.kind ? -1 : 1))
    .map(({ id, kind, area }) => ({
      unitId: id,
      kind,
      area: area === null ? null : Number(area),
      residents: residents.get(id) ?? [],
      accounts: accounts.get(id) ?? [],
    }));
};

interface AccountRow {
  id: string;
  unitId: string;
  opened: string;
  closed: string | null;
  byReading: boolean | number;
}

const accountsOf = async (
  db: Db,
  buildingId: string,
  span: { from: Day; to: Day },
): Promise<Map<string, AccountToCharge[]>> => {
  const [rows, privileges] = await Promise.all([
    db.$queryRaw<AccountRow[]>`
      SELECT "id", "unitId", "opened", "closed", "byReading" FROM "BillingAccount"
      WHERE "buildingId" = ${buildingId} AND "opened" <= ${span.to} AND ("closed" IS NULL OR "closed" >= ${span.from})
      ORDER BY "opened", "id"`,
    privilegesOf(db, buildingId, span),
  ]);
  const byUnit = new Map<string, AccountToCharge[]>();
  for (const { id, unitId, opened, closed, byReading } of rows) {
    const account = {
      accountId: id,
      opened,
      closed,
      byReading: Boolean(byReading),
      privileges: privileges.get(id) ?? [],
    };
    byUnit.set(unitId, [...(byUnit.get(unitId) ?? []), account]);
  }
  return byUnit;
};

const privilegesOf = async (
  db: Db,
  buildingId: string,
  { from, to }: { from: Day; to: Day },
): Promise<Map<string, PrivilegeToApply[]>> => {
  const rows = await db.$queryRaw<Array<PrivilegeToApply & { accountId: string }>>`
    SELECT p."accountId", p."serviceId", p."discount", p."from", p."to"
    FROM "Privilege" AS p JOIN "BillingAccount" AS a ON a."id" = p."accountId"
    WHERE a."buildingId" = ${buildingId} AND p."from" <= ${to} AND (p."to" IS NULL OR p."to" >= ${from})
    ORDER BY p."id"`;
  const byAccount = new Map<string, PrivilegeToApply[]>();
  for (const { accountId, ...row } of rows)
    byAccount.set(accountId, [
      ...(byAccount.get(accountId) ?? []),
      { ...row, discount: Number(row.discount) },
    ]);
  return byAccount;
};
