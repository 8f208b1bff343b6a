import { z } from "zod";
import { type Count, noSums, nothing } from "./count.ts";
import type { Totals } from "./decide.ts";

const whole = z
  .string()
  .regex(/^\d+$/)
  .transform((text) => BigInt(text));
const weighed = z.object({ weight: whole, shares: whole });
const sums = z.object({ for: weighed, against: weighed, abstain: weighed, spoiled: weighed });
const storedCount = z.object({
  participating: weighed,
  onPaper: weighed,
  questions: z.record(z.string(), sums),
});
const storedTotals = z.object({ all: weighed, eligible: weighed });

type Json = { [key: string]: Json } | string;

/** Weights are longer than JSON's numbers: they are kept as texts. */
const asJson = (value: object): Json =>
  JSON.parse(
    JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner)),
  );

export const countJson = (count: Count): Json => asJson(count);

/** Throws when it was tampered with. */
export const readCount = (stored: unknown): Count => storedCount.parse(stored);

export const totalsJson = (totals: Totals): Json => asJson(totals);

export const readTotals = (stored: unknown): Totals => storedTotals.parse(stored);

export const emptyCount = (questionIds: readonly string[]): Count => ({
  participating: nothing(),
  onPaper: nothing(),
  questions: Object.fromEntries(questionIds.map((id) => [id, noSums()])),
});
