import type { Day } from "../calendar.ts";

export type EntryKind =
  | "accrual"
  | "penalty"
  | "payment"
  | "advance"
  | "refund"
  | "reversal"
  | "write-off"
  | "adjustment"
  | "opening";

/** One side of an entry; the amount is more than zero. */
export type LineDraft = { account: string; debit: bigint } | { account: string; credit: bigint };

export interface EntryDraft {
  /** What it does, in words that a repetition of the same act repeats: only the first of a key is posted. */
  key: string;
  kind: EntryKind;
  date: Day;
  lines: readonly LineDraft[];
  /** The entry that this one takes back. */
  reverses?: string;
  /** A code or the accountant's words; no personal data. */
  reason?: string;
}

export const debitOf = (line: LineDraft): bigint => ("debit" in line ? line.debit : 0n);

export const creditOf = (line: LineDraft): bigint => ("credit" in line ? line.credit : 0n);

/** A line of a signed amount: a debit if more than zero, a credit if less; none for zero. */
export const lineOf = (account: string, amount: bigint): LineDraft[] => {
  if (amount === 0n) return [];
  return amount > 0n ? [{ account, debit: amount }] : [{ account, credit: -amount }];
};

/** @throws if an entry isn't one: unequal sides, no line, an amount that isn't more than zero. */
export const checkEntry = ({ key, lines }: EntryDraft): void => {
  if (lines.some((line) => debitOf(line) + creditOf(line) <= 0n))
    throw new Error(`The entry ${key} has a line without an amount.`);
  const debits = lines.reduce((sum, line) => sum + debitOf(line), 0n);
  const credits = lines.reduce((sum, line) => sum + creditOf(line), 0n);
  if (lines.length === 0 || debits !== credits)
    throw new Error(`The entry ${key} doesn't balance: ${debits} to ${credits}.`);
};
