import type { Db, ReadingKind, ReadingModel } from "../../database/types.ts";
import { type Day, type Month, shiftMonth } from "../billing/calendar.ts";
import { divideRounded } from "../billing/money/rounding.ts";
import type { Register } from "./meter.ts";

/** What a register showed, in the order in which it was read. */
export interface RegisterReading {
  id: string;
  kind: ReadingKind;
  day: Day;
  month: Month;
  value: bigint;
  turned: boolean;
}

/**
 * The readings of a month and of the one before, where a register has these and no others: nearly all are read like this, and
 * nothing else has to be asked of them.
 */
export const readInTurn = <Reading extends Pick<RegisterReading, "kind" | "month">>(
  [previous, current, more]: readonly Reading[],
  month: Month,
): { previous: Reading; current: Reading } | null =>
  more === undefined &&
  previous?.kind === "monthly" &&
  current?.kind === "monthly" &&
  previous.month === shiftMonth(month, -1) &&
  current.month === month
    ? { previous, current }
    : null;

const kindOrder: Readonly<Record<ReadingKind, number>> = { initial: 0, handover: 1, monthly: 2, final: 3 };

const inOrder = (a: ReadingModel, b: ReadingModel): number =>
  a.month.localeCompare(b.month) ||
  (a.kind === "initial" || b.kind === "initial" ? kindOrder[a.kind] - kindOrder[b.kind] : 0) ||
  a.day.localeCompare(b.day) ||
  kindOrder[a.kind] - kindOrder[b.kind];

/** The readings of meters by register, oldest first; replaced ones are left out. */
export const registerReadings = async (
  db: Db,
  meterIds: readonly string[],
): Promise<(register: Register) => RegisterReading[]> => {
  const rows = await db.reading.findMany({ where: { meterId: { in: [...meterIds] }, replacedAt: null } });
  const byRegister = new Map<string, ReadingModel[]>();
  for (const row of rows.sort(inOrder)) {
    const key = `${row.meterId} ${row.zone}`;
    byRegister.set(key, [...(byRegister.get(key) ?? []), row]);
  }
  return ({ meterId, zone }) => byRegister.get(`${meterId} ${zone}`) ?? [];
};

export const monthsBetween = (from: Month, to: Month): number => {
  const count = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  return count(to) - count(from);
};

/** What was used from the first of the readings to the last, in thousandths; each turn of the counter adds its capacity. */
export const usedOver = (readings: readonly RegisterReading[], capacity: bigint): bigint => {
  const [first] = readings;
  const last = readings.at(-1);
  if (!first || !last) return 0n;
  const turns = readings.slice(1).filter(({ turned }) => turned).length;
  return last.value - first.value + BigInt(turns) * capacity;
};

export interface Average {
  /** Thousandths a month. */
  volume: bigint;
  months: number;
  from: Month;
  to: Month;
}

/**
 * The use of a usual month, over at most so many months before the last reading; null when fewer are known. It begins with
 * the last reading of its first month: what a new meter counted before that was used in a part of a month.
 */
export const averageUse = (
  readings: readonly RegisterReading[],
  capacity: bigint,
  { most, least }: { most: number; least: number },
): Average | null => {
  const to = readings.at(-1);
  if (!to) return null;
  const recent = readings.filter(({ month }) => monthsBetween(month, to.month) <= most);
  const within = recent.slice(recent.findLastIndex(({ month }) => month === recent[0]?.month));
  const [from] = within;
  const months = from ? monthsBetween(from.month, to.month) : 0;
  if (!from || months < Math.max(least, 1)) return null;
  const volume = divideRounded(usedOver(within, capacity), BigInt(months));
  return { volume, months, from: from.month, to: to.month };
};
