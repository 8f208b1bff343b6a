import type {
  BillingAccountModel,
  Db,
  MeterKind,
  ReceiptModel,
  ServiceGroup,
  UnitKind,
} from "../../database/types.ts";
import type { ChargeLine } from "../billing/charge-line.ts";
import { isOfAccount } from "../billing/debts/payers-of.ts";
import { ledgerAccount } from "../billing/ledger/accounts.ts";
import { balancesOf } from "../billing/ledger/balance.ts";
import { linesOfReceipts } from "../billing/receipt-lines.ts";
import { settingsOf } from "../billing/settings/settings-of.ts";
import type { Vault } from "../crypto/vault.ts";
import { type PaperPenalty, paperPenalties } from "./paper-penalties.ts";
import type { Requisites } from "./payment-qr.ts";

/** A line as people read it: what it is for, and everything that it was made of. */
export interface PaperLine extends ChargeLine {
  names: Record<string, string>;
  group: ServiceGroup;
  /** m2, m3, kwh, gcal, person, unit */
  measure: string;
  /** The days on which its price is in force. */
  tariff: { from: string; to: string | null } | null;
  /** Why an extra charge or a recalculation was made. */
  reason: string | null;
}

/** What a register showed before and at the end of the month. */
export interface PaperReading {
  id: string;
  kind: MeterKind;
  serial: string;
  zone: string;
  day: string;
  value: bigint;
}

/** All that a receipt says, in plain, to be drawn or explained anywhere. */
export interface ReceiptPaper {
  receipt: Omit<ReceiptModel, "createdAt">;
  company: { name: string; currency: string; language: string };
  requisites: Requisites;
  address: string;
  timeZone: string;
  unit: { number: string; kind: UnitKind /** 0.01 m² */; area: number | null };
  accountNumber: string;
  /** Null on the copy without personal data. */
  holders: string[] | null;
  lines: PaperLine[];
  /** By id, of all readings that the lines come from. */
  readings: PaperReading[];
  /** What this receipt charges for the lateness of others. */
  penalties: PaperPenalty[];
  /** What the account owes now, less what was paid ahead; minor units, never negative. */
  owed: bigint;
}

/**
 * Receipts with all that explains them, in the order asked for; those that are no longer there are left out. Does not
 * authorise: `personal` copies are for verified people of the unit and for the office.
 */
export const receiptPapers = async (
  db: Db,
  vault: Vault,
  receiptIds: readonly string[],
  { personal, now }: { personal: boolean; now: Date },
): Promise<ReceiptPaper[]> => {
  const ids = [...receiptIds];
  const receipts = await db.receipt.findMany({ where: { id: { in: ids } } });
  const [first] = receipts;
  if (!first) return [];
  const linesOf = await linesOfReceipts(db, ids);
  const known = await lookUp(db, vault, receipts, [...linesOf.values()].flat(), { personal, now });
  const papers = new Map<string, ReceiptPaper>();
  for (const { createdAt: _, ...receipt } of receipts) {
    const lines = linesOf.get(receipt.id) ?? [];
    const unit = known.units.get(receipt.unitId);
    const building = known.buildings.get(receipt.buildingId);
    if (!unit || !building) continue;
    papers.set(receipt.id, {
      receipt,
      company: known.company,
      requisites: building.requisites,
      address: building.address,
      timeZone: building.timeZone,
      unit: { number: unit.number, kind: unit.kind, area: unit.area },
      accountNumber: known.accounts.get(receipt.accountId) ?? "",
      holders: personal ? (known.holders.get(receipt.accountId) ?? []) : null,
      lines: lines.map((line) => known.lineOf(line)),
      penalties: known.penalties.get(receipt.id) ?? [],
      readings: readingIds(lines).flatMap((id) => known.readings.get(id) ?? []),
      owed: known.owed.get(receipt.accountId) ?? 0n,
    });
  }
  return ids.flatMap((id) => papers.get(id) ?? []);
};

const readingIds = (lines: readonly ChargeLine[]): string[] => [
  ...new Set(
    lines.flatMap(({ inputs: { volume, houseReason } }) => [
      ...(volume?.readingIds ?? []),
      ...(houseReason?.readingIds ?? []),
    ]),
  ),
];

const lookUp = async (
  db: Db,
  vault: Vault,
  receipts: readonly ReceiptModel[],
  lines: readonly ChargeLine[],
  { personal, now }: { personal: boolean; now: Date },
) => {
  const companyId = receipts[0]?.companyId ?? "";
  const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
  const unitIds = unique(receipts.map(({ unitId }) => unitId));
  const accountIds = unique(receipts.map(({ accountId }) => accountId));
  const company = await db.company.findUniqueOrThrow({
    where: { id: companyId },
    select: { name: true, currency: true, language: true },
  });
  const units = await db.unit.findMany({ where: { id: { in: unitIds } } });
  const buildings = new Map<string, { address: string; timeZone: string; requisites: Requisites }>();
  for (const id of unique(receipts.map(({ buildingId }) => buildingId))) {
    const building = await db.building.findUnique({
      where: { id },
      select: { address: true, timeZone: true },
    });
    if (building) buildings.set(id, { ...building, requisites: await settingsOf(db, companyId, id) });
  }
  const accounts = await db.billingAccount.findMany({ where: { id: { in: accountIds } } });
  const services = await db.service.findMany({
    where: { id: { in: unique(lines.map(({ serviceId }) => serviceId)) } },
  });
  const tariffIds = unique(lines.flatMap(({ tariffId }) => tariffId ?? []));
  const tariffs = await db.tariff.findMany({
    where: { id: { in: tariffIds } },
    select: { id: true, from: true, to: true },
  });
  return {
    company,
    buildings,
    units: new Map(units.map((unit) => [unit.id, unit])),
    accounts: new Map(accounts.map(({ id, number }) => [id, number])),
    holders: personal ? await holdersOf(db, vault, accounts, now) : new Map<string, string[]>(),
    penalties: await paperPenalties(db, receipts),
    readings: await readingsOf(db, readingIds(lines)),
    owed: await owedBy(db, accountIds),
    lineOf: lineWith(
      new Map(services.map((service) => [service.id, service])),
      new Map(tariffs.map(({ id, from, to }) => [id, { from, to }])),
      personal ? await reasonsOf(db, vault, lines) : new Map(),
    ),
  };
};

const lineWith =
  (
    services: ReadonlyMap<string, { names: unknown; group: ServiceGroup; measure: string }>,
    tariffs: ReadonlyMap<string, { from: string; to: string | null }>,
    reasons: ReadonlyMap<string, string>,
  ) =>
  (line: ChargeLine): PaperLine => {
    const service = services.get(line.serviceId);
    return {
      ...line,
      names: namesIn(service?.names),
      group: service?.group ?? "other",
      measure: service?.measure ?? "unit",
      tariff: line.tariffId === null ? null : (tariffs.get(line.tariffId) ?? null),
      reason: reasons.get(line.inputs.extraId ?? line.inputs.recalculationId ?? "") ?? null,
    };
  };

/** The column Service.names, however the database gave it back. */
export const namesIn = (names: unknown): Record<string, string> =>
  (typeof names === "string" ? JSON.parse(names) : (names ?? {})) as Record<string, string>;

/** The owners whose account it is, by account. */
const holdersOf = async (
  db: Db,
  vault: Vault,
  accounts: readonly BillingAccountModel[],
  now: Date,
): Promise<Map<string, string[]>> => {
  const owners = await db.occupancy.findMany({
    where: { unitId: { in: accounts.map(({ unitId }) => unitId) }, kind: "owner" },
    select: { unitId: true, from: true, to: true, person: { select: { nameSealed: true } } },
    orderBy: { id: "asc" },
  });
  return new Map(
    accounts.map((account) => [
      account.id,
      owners
        .filter((owner) => owner.unitId === account.unitId && isOfAccount(owner, account, now))
        .map(({ person }) => vault.open(person.nameSealed)),
    ]),
  );
};

const readingsOf = async (db: Db, ids: readonly string[]): Promise<Map<string, PaperReading>> => {
  if (ids.length === 0) return new Map();
  const rows = await db.reading.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, zone: true, day: true, value: true, meter: { select: { kind: true, serial: true } } },
  });
  return new Map(rows.map(({ meter, ...row }) => [row.id, { ...row, ...meter }]));
};

const reasonsOf = async (
  db: Db,
  vault: Vault,
  lines: readonly ChargeLine[],
): Promise<Map<string, string>> => {
  const extras = lines.flatMap(({ inputs }) => inputs.extraId ?? []);
  const again = lines.flatMap(({ inputs }) => inputs.recalculationId ?? []);
  const select = { id: true, reasonSealed: true } as const;
  const rows = [
    ...(extras.length > 0 ? await db.extraCharge.findMany({ where: { id: { in: extras } }, select }) : []),
    ...(again.length > 0 ? await db.recalculation.findMany({ where: { id: { in: again } }, select }) : []),
  ];
  return new Map(rows.map(({ id, reasonSealed }) => [id, vault.open(reasonSealed)]));
};

/** Debts and penalties of accounts, less what was paid ahead; from the ledger's turnovers, in one query. */
const owedBy = async (db: Db, accountIds: readonly string[]): Promise<Map<string, bigint>> => {
  const kinds = ["receivable", "penalties", "advances"] as const;
  const balances = await balancesOf(
    db,
    accountIds.flatMap((id) => kinds.map((kind) => ledgerAccount(kind, id))),
  );
  return new Map(
    accountIds.map((id) => {
      const owed = kinds.reduce((sum, kind) => sum + (balances.get(ledgerAccount(kind, id)) ?? 0n), 0n);
      return [id, owed > 0n ? owed : 0n];
    }),
  );
};
