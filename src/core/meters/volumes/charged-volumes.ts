import { listParameter } from "../../../database/list-parameter.ts";
import { rowsOf, sql } from "../../../database/sql-part.ts";
import type { Db } from "../../../database/types.ts";
import { type Month, shiftMonth } from "../../billing/calendar.ts";
import { type ChargeLine, linesFromJson } from "../../billing/charge-line.ts";
import { linesOfReceipts } from "../../billing/receipt-lines.ts";
import { type AccountVolume, usedOf } from "../../billing/volumes.ts";
import type { Together } from "./registers-apart.ts";

/** What a unit was charged of a service in a month, by register; "" stands for what was charged as a whole. */
type OfMonth = ReadonlyMap<string, OfRegister>;

interface OfRegister {
  volume: bigint;
  accounts: Map<string, bigint>;
  read: boolean;
}

/** Past months of a unit and service. */
export interface ChargedMonths {
  /** In thousandths, of all the months: what was charged for a register, or for all of them. */
  volume(registers: Pick<Together, "zone" | "all">, months: readonly Month[]): bigint;
  /** The same of one month, by account. */
  byAccount(registers: Pick<Together, "zone" | "all">, month: Month): AccountVolume[];
  /** Whether a month was charged by readings: then nothing of it has to be made up for. */
  wasRead(registers: Pick<Together, "zone" | "all">, month: Month): boolean;
  /** Whether anything was charged in a month that covers the registers. */
  wasCharged(registers: Pick<Together, "zone" | "all">, month: Month): boolean;
  /** Whether a month was charged as a whole, as by the norm, which knows no zones. */
  wasWhole(month: Month): boolean;
}

/** What units were charged in past months. */
export type ChargedVolumes = (unitId: string, serviceId: string) => ChargedMonths;

const whole = "";

const chargedMonths = (charged: ReadonlyMap<Month, OfMonth>): ChargedMonths => ({
  volume: ({ zone, all }, months) =>
    months
      .flatMap((month) => [...(charged.get(month) ?? [])])
      .filter(([register]) => all || register === (zone ?? whole))
      .reduce((sum, [, { volume }]) => sum + volume, 0n),
  byAccount: ({ zone, all }, month) => {
    const sums = new Map<string, bigint>();
    for (const [register, { accounts }] of charged.get(month) ?? [])
      if (all || register === (zone ?? whole))
        for (const [id, volume] of accounts) sums.set(id, (sums.get(id) ?? 0n) + volume);
    return [...sums].map(([accountId, volume]) => ({ accountId, volume }));
  },
  wasRead: ({ zone, all }, month) => {
    const known = charged.get(month);
    if (!known) return false;
    if (all) return [...known.values()].every(({ read }) => read);
    // What is a register of its own today may have been a part of the whole then.
    return (known.get(zone ?? whole) ?? known.get(whole))?.read ?? false;
  },
  wasCharged: ({ zone, all }, month) => {
    const known = charged.get(month);
    return known !== undefined && (all || known.has(zone ?? whole) || known.has(whole));
  },
  wasWhole: (month) => {
    const known = charged.get(month);
    return known?.size === 1 && known.has(whole);
  },
});

/** Of which unit what is to be known, and since when at least. */
export interface Gap {
  unitId: string;
  serviceIds: ReadonlySet<string>;
  from: Month;
}

/** Months that are read at once, when it turns out that earlier ones are not settled either. */
const earlierAtOnce = 6;

/**
 * Volumes of published receipts of a building's units up to a month: what was charged by an average or the norm is taken
 * off when a reading comes. What the law added on top, as after denied access, is not given back. Read are the months
 * that are asked for, and those before them as far as they were charged without readings.
 */
export const chargedVolumes = async (
  db: Db,
  gaps: readonly Gap[],
  before: Month,
): Promise<ChargedVolumes> => {
  const charged: UnitLine[] = [];
  let wanted = gaps.map((gap) => ({ ...gap, to: shiftMonth(before, -1) }));
  while (wanted.length > 0) {
    const lines = await linesOf(db, wanted);
    charged.push(...lines);
    wanted = wanted
      .filter(({ unitId, from, serviceIds }) =>
        lines.some(
          (each) =>
            each.unitId === unitId &&
            each.month === from &&
            serviceIds.has(each.line.serviceId) &&
            isVolume(each.line) &&
            each.line.inputs.volume?.origin !== "readings",
        ),
      )
      .map((gap) => ({ ...gap, from: shiftMonth(gap.from, -earlierAtOnce), to: shiftMonth(gap.from, -1) }));
  }
  return chargedBy(charged);
};

interface UnitLine {
  unitId: string;
  accountId: string;
  month: Month;
  line: ChargeLine;
}

const linesOf = async (db: Db, gaps: readonly (Gap & { to: Month })[]): Promise<UnitLine[]> => {
  const units = new Map(gaps.map((gap) => [gap.unitId, gap]));
  const months = new Set<Month>();
  for (const { from, to } of units.values())
    for (let month = from; month <= to; month = shiftMonth(month, 1)) months.add(month);
  // By account, since receipts are kept in that order: a company has a million of them.
  const rows = await rowsOf<{ id: string; accountId: string; unitId: string; month: string }>(
    db,
    sql`SELECT r."id", r."accountId", r."unitId", r."month" FROM "BillingAccount" AS a JOIN "Receipt" AS r ON r."accountId" = a."id"
     WHERE a."unitId" IN ${listParameter(db, [...units.keys()])} AND r."month" IN ${listParameter(db, [...months])}`,
  );
  const receipts = rows.filter(({ unitId, month }) => {
    const gap = units.get(unitId);
    return gap !== undefined && month >= gap.from && month <= gap.to;
  });
  const lines = await linesOfReceipts(
    db,
    receipts.map(({ id }) => id),
  );
  const anew = await chargedAnew(db, [...units.keys()], [...months]);
  const issued = receipts.flatMap(({ id, accountId, unitId, month }) =>
    rightLines(lines.get(id) ?? [], anew.get(placeOf(accountId, month))?.services).map((line) => ({
      unitId,
      accountId,
      month,
      line,
    })),
  );
  // Who turned out to have had the unit then has no receipt of that month.
  const billed = new Set(receipts.map(({ accountId, month }) => placeOf(accountId, month)));
  const later = [...anew].flatMap(([place, { services, ...of }]) =>
    billed.has(place) ? [] : [...services.values()].filter(isVolume).map((line) => ({ ...of, line })),
  );
  return [...issued, ...later];
};

const placeOf = (accountId: string, month: Month): string => `${accountId} ${month}`;

interface Anew {
  unitId: string;
  accountId: string;
  month: Month;
  services: Map<string, ChargeLine>;
}

/** By account and month: what the newest recalculation says of each service that it changed. */
const chargedAnew = async (
  db: Db,
  unitIds: readonly string[],
  months: readonly Month[],
): Promise<ReadonlyMap<string, Anew>> => {
  const rows = await rowsOf<{ accountId: string; unitId: string; month: string; lines: unknown }>(
    db,
    sql`SELECT r."accountId", a."unitId", r."month", r."lines"
      FROM "BillingAccount" AS a JOIN "Recalculation" AS r ON r."accountId" = a."id"
      WHERE a."unitId" IN ${listParameter(db, unitIds)} AND r."month" IN ${listParameter(db, months)} ORDER BY r."id"`,
  );
  const known = new Map<string, Anew>();
  for (const { lines, ...of } of rows) {
    const place = placeOf(of.accountId, of.month);
    const { services } = known.get(place) ?? { services: new Map<string, ChargeLine>() };
    for (const { recalculates: _month, ...line } of linesFromJson(lines)) services.set(line.serviceId, line);
    known.set(place, { ...of, services });
  }
  return known;
};

/**
 * What was charged in the end: a line of a difference says by how much the sum was wrong, and the volume that is right. Of
 * several registers it says the last one's, so that those stay as they were.
 */
const rightLines = (
  lines: readonly ChargeLine[],
  anew: ReadonlyMap<string, ChargeLine> | undefined,
): readonly ChargeLine[] => {
  if (!anew) return lines;
  const volumes = lines.filter(isVolume);
  const replaced = new Map(
    [...anew].filter(
      ([serviceId, line]) =>
        isVolume(line) &&
        line.inputs.zone === undefined &&
        volumes.filter((each) => each.serviceId === serviceId).length <= 1,
    ),
  );
  return [...lines.filter((line) => !(isVolume(line) && replaced.has(line.serviceId))), ...replaced.values()];
};

const isVolume = ({ formula, quantity, recalculates }: ChargeLine): boolean =>
  formula === "volume" && quantity !== null && recalculates === undefined;

/** By the lines of receipts, each of a month. */
export const chargedBy = (charged: readonly UnitLine[]): ChargedVolumes => {
  const places = new Map<string, Map<Month, Map<string, OfRegister>>>();
  for (const { unitId, accountId, month, line } of charged) {
    if (!isVolume(line)) continue;
    const place = `${unitId} ${line.serviceId}`;
    const months = places.get(place) ?? new Map<Month, Map<string, OfRegister>>();
    const registers = months.get(month) ?? new Map<string, OfRegister>();
    const register = line.inputs.zone ?? whole;
    const before = registers.get(register);
    const volume = usedOf({ volume: line.quantity ?? 0n, factor: line.inputs.volume?.factor });
    const accounts = before?.accounts ?? new Map<string, bigint>();
    registers.set(register, {
      volume: (before?.volume ?? 0n) + volume,
      accounts: accounts.set(accountId, (accounts.get(accountId) ?? 0n) + volume),
      read: (before?.read ?? false) || line.inputs.volume?.origin === "readings",
    });
    places.set(place, months.set(month, registers));
  }
  return (unitId, serviceId) => chargedMonths(places.get(`${unitId} ${serviceId}`) ?? new Map());
};
