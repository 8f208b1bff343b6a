import type { Day } from "../billing/calendar.ts";

/** How missing readings are made up for, and what is asked about. Rules of law, dated. */
export interface MeterPolicy {
  /** The first day it is in force. */
  from: Day;
  /** An average is taken over so many months before the last reading, of which at least `leastMonths` are known. */
  averageMonths: number;
  leastMonths: number;
  /** So many months in a row may be charged by the average; then the norm serves. */
  averagePeriods: number;
  /** After its verification ran out a meter counts on, is made up for like a missing reading, or the norm serves at once. */
  expired: "readings" | "estimate" | "norm";
  /** After so many refusals to let staff in, the norm serves, times so many thousandths. */
  deniedTimes: number;
  deniedFactor: number;
}

/** Russia: Rules 354 of 06.05.2011, items 59, 60 and 60(3). */
const russian: MeterPolicy = {
  from: "2011-09-01",
  averageMonths: 6,
  leastMonths: 3,
  averagePeriods: 3,
  expired: "estimate",
  deniedTimes: 2,
  deniedFactor: 1500,
};

/** Where no law says otherwise: a missing month is made up for by the average, for as long as one is known. */
const plain: MeterPolicy = {
  from: "1900-01-01",
  averageMonths: 6,
  leastMonths: 1,
  averagePeriods: 12,
  expired: "readings",
  deniedTimes: Number.POSITIVE_INFINITY,
  deniedFactor: 1000,
};

const packs: Readonly<Record<string, readonly MeterPolicy[]>> = {
  ru: [plain, russian],
  de: [plain],
  us: [plain],
  generic: [plain],
};

/** The rules of a company's policy pack on a day. */
export const meterPolicy = (pack: string, day: Day): MeterPolicy =>
  (packs[pack] ?? [plain]).findLast(({ from }) => from <= day) ?? plain;

/** Days before the end of a verification on which its owner is told. */
export const verificationWarnings = [60, 30, 7] as const;
