import { listParameter } from "../../../database/list-parameter.ts";
import { rowsOf, sql } from "../../../database/sql-part.ts";
import type { Db } from "../../../database/types.ts";
import { type Month, shiftMonth } from "../../billing/calendar.ts";
import { type ChargeLine, linesFromJson } from "../../billing/charge-line.ts";
import { linesOfReceipts } from "../../billing/receipt-lines.ts";
import { usedOf } from "../../billing/volumes.ts";
import type { Together } from "./registers-apart.ts";

/** What a unit was charged of a service in a month, by register; "" stands for what was charged as a whole. */
type OfMonth = ReadonlyMap<string, OfRegister>;

interface OfRegister {
  volume: bigint;
  read: boolean;
}

/** Past months of a unit and service. */
export interface ChargedMonths {
  /** In thousandths, of all the months: what was charged for a register, or for all of them. */
  volume(registers: Pick<Together, "zone" | "all">, months: readonly Month[]): bigint;
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
  const anew = await chargedAnew(
    db,
    receipts.map(({ accountId }) => accountId),
    [...months],
  );
  return receipts.flatMap(({ id, accountId, unitId, month }) =>
    rightLines(lines.get(id) ?? [], anew(accountId, month)).map((line) => ({ unitId, month, line })),
  );
};

/** By account and month: what the newest recalculation says of each service that it changed. */
const chargedAnew = async (
  db: Db,
  accountIds: readonly string[],
  months: readonly Month[],
): Promise<(accountId: string, month: Month) => ReadonlyMap<string, ChargeLine>> => {
  const rows = await rowsOf<{ accountId: string; month: string; lines: unknown }>(
    db,
    sql`SELECT "accountId", "month", "lines" FROM "Recalculation"
      WHERE "accountId" IN ${listParameter(db, accountIds)} AND "month" IN ${listParameter(db, months)} ORDER BY "id"`,
  );
  const known = new Map<string, Map<string, ChargeLine>>();
  for (const { accountId, month, lines } of rows) {
    const key = `${accountId} ${month}`;
    const services = known.get(key) ?? new Map<string, ChargeLine>();
    for (const { recalculates: _month, ...line } of linesFromJson(lines)) services.set(line.serviceId, line);
    known.set(key, services);
  }
  return (accountId, month) => known.get(`${accountId} ${month}`) ?? new Map();
};

/**
 * What was charged in the end: a line of a difference says by how much the sum was wrong, and the volume that is right. Of
 * several registers it says the last one's, so that those stay as they were.
 */
const rightLines = (
  lines: readonly ChargeLine[],
  anew: ReadonlyMap<string, ChargeLine>,
): readonly ChargeLine[] => {
  if (anew.size === 0) return lines;
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
  for (const { unitId, month, line } of charged) {
    if (!isVolume(line)) continue;
    const place = `${unitId} ${line.serviceId}`;
    const months = places.get(place) ?? new Map<Month, Map<string, OfRegister>>();
    const registers = months.get(month) ?? new Map<string, OfRegister>();
    const register = line.inputs.zone ?? whole;
    const before = registers.get(register);
    const volume = usedOf({ volume: line.quantity ?? 0n, factor: line.inputs.volume?.factor });
    registers.set(register, {
      volume: (before?.volume ?? 0n) + volume,
      read: (before?.read ?? false) || line.inputs.volume?.origin === "readings",
    });
    places.set(place, months.set(month, registers));
  }
  return (unitId, serviceId) => chargedMonths(places.get(`${unitId} ${serviceId}`) ?? new Map());
};
