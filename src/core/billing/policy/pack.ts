import type { Day } from "../calendar.ts";
import type { Rounding } from "../money/rounding.ts";

/** Which debts a payment goes to, one after another; within each the oldest first. */
export type AllocationStep =
  /** What the payer named: a month, or penalties. */
  | "named"
  | "principal"
  | "penalty"
  /** Principal and penalty of the oldest receipt, then of the next. */
  | "penalty-then-principal-by-month";

/** What lateness costs, from a day on. */
export interface PenaltyRule {
  from: Day;
  /** By days overdue; a day of no step costs nothing. `divisor`: the year's rate / divisor is a day's. */
  steps: readonly { fromDay: number; toDay: number | null; divisor: number }[];
  /** The yearly rate in hundredths of a percent: fixed, or a central bank's with what is added. */
  rate: {
    reference: string | null;
    plus: number;
    /** The rate of which day: that of the payment (or of the reckoning while unpaid), or each day its own. */
    of: "payment" | "day";
    /** At most so much on the days up to and including `through`. */
    cap: { rate: number; through: Day } | null;
  };
  /** Once, when so many days late: a part of the debt in hundredths of a percent, but at least so much. */
  lateCharge: { afterDay: number; rate: number; least: bigint } | null;
}

export interface DueDay {
  from: Day;
  day: number;
  /** No contract, meeting or setting may say another day, nor have receipts go out later than the pack says. */
  binding?: true;
}

export interface PolicyPack {
  /** Receipts go out by this day of the next month. */
  receiptsBy: number;
  /** The day of the next month by which they are due, newest last: that of the rule in force when that month begins. */
  dueDays: readonly DueDay[];
  /** A due date on such a day goes to the next that isn't: Saturdays, Sundays, "MM-DD", and days off of one year. */
  holidays: readonly string[];
  /** Days off by how many days they are after Easter Sunday. */
  easterHolidays: readonly number[];
  shiftsDueDate: boolean;
  /** Newest last, by groups of services; "capital" has rules of its own in some countries. */
  penalties: { default: readonly PenaltyRule[]; capital?: readonly PenaltyRule[] };
  /** Rates that are known with the program; a company's own entries come on top. */
  rates: readonly { name: string; from: Day; rate: number }[];
  allocation: readonly AllocationStep[];
  noticeDays: readonly number[];
  /** Of each line of a receipt; no law that we know prescribes it, so it is said here. */
  rounding: Rounding;
}
