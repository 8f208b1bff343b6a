import { z } from "zod";
import { type SqlPart, sql } from "../../database/sql-part.ts";
import type { Db } from "../../database/types.ts";
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

/** What has been counted so far. */
export interface Tally {
  ballots: number;
  voted: number;
  /** The hash of the last ballot. */
  head: string;
  urn: string;
  count: Count;
}

/** Null until the register is written. In raw SQL, since every vote reads and writes it. */
export const tallyOf = async (db: Db, meetingId: string): Promise<Tally | null> => {
  const [row] = await db.$queryRaw<(Omit<Tally, "count"> & { count: string })[]>`
    SELECT "ballots", "voted", "head", "urn", CAST("count" AS TEXT) AS "count"
    FROM "MeetingTally" WHERE "meetingId" = ${meetingId}`;
  return row ? tallyFrom({ ...row, count: JSON.parse(row.count) }) : null;
};

/** Throws when it was tampered with. */
export const tallyFrom = (row: Omit<Tally, "count"> & { count: unknown }): Tally => ({
  ...row,
  count: readCount(row.count),
});

/** Writes it, as a part of a statement. */
export const tallyUpdate = (meetingId: string, { ballots, voted, head, urn, count }: Tally): SqlPart => sql`
  UPDATE "MeetingTally"
  SET "ballots" = ${ballots}, "voted" = ${voted}, "head" = ${head}, "urn" = ${urn},
    "count" = ${JSON.stringify(countJson(count))}
  WHERE "meetingId" = ${meetingId}`;
