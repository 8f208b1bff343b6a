import type { Db } from "../../../database/db.ts";
import type { UnitKind } from "../../../database/types.ts";
import { peopleFirst } from "../../work/people-first.ts";
import { firstDay, lastDay, type Month, shiftMonth } from "../calendar.ts";
import type { MoneyRules } from "../tariffs/exact-amount.ts";
import type { VolumesOf } from "../volumes.ts";
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
    invoices: new Map(invoices.map(({ serviceId, amount }) => [serviceId, BigInt(amount)])),
    carried: carried.map(({ serviceId, zone, volume }) => ({
      serviceId,
      zone: zone || null,
      volume: BigInt(volume),
    })),
  };
};

const byNumber = new Intl.Collator("en", { numeric: true });

/** In the order of their numbers, which is that of the receipts. */
const unitsOf = async (db: Db, buildingId: string, month: Month): Promise<UnitToCharge[]> => {
  const [rows, accounts, residents] = await Promise.all([
    db.$queryRaw<Array<{ id: string; number: string; kind: UnitKind; area: number | null }>>`
      SELECT "id", "number", CAST("kind" AS TEXT) AS "kind", "area" FROM "Unit" WHERE "buildingId" = ${buildingId}`,
    accountsOf(db, buildingId, month),
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
  month: Month,
): Promise<Map<string, AccountToCharge[]>> => {
  const [first, last] = [firstDay(month), lastDay(month)];
  const rows = await db.$queryRaw<AccountRow[]>`
    SELECT "id", "unitId", "opened", "closed", "byReading" FROM "BillingAccount"
    WHERE "buildingId" = ${buildingId} AND "opened" <= ${last} AND ("closed" IS NULL OR "closed" >= ${first})
    ORDER BY "opened", "id"`;
  const privileges = await privilegesOf(db, buildingId, month);
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
  month: Month,
): Promise<Map<string, PrivilegeToApply[]>> => {
  const rows = await db.$queryRaw<Array<PrivilegeToApply & { accountId: string }>>`
    SELECT p."accountId", p."serviceId", p."discount", p."from", p."to"
    FROM "Privilege" AS p JOIN "BillingAccount" AS a ON a."id" = p."accountId"
    WHERE a."buildingId" = ${buildingId} AND p."from" <= ${lastDay(month)}
      AND (p."to" IS NULL OR p."to" >= ${firstDay(month)})
    ORDER BY p."id"`;
  const byAccount = new Map<string, PrivilegeToApply[]>();
  for (const { accountId, ...row } of rows)
    byAccount.set(accountId, [
      ...(byAccount.get(accountId) ?? []),
      { ...row, discount: Number(row.discount) },
    ]);
  return byAccount;
};
