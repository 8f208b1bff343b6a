import type { Db } from "../../../database/db.ts";
import type { Day } from "../calendar.ts";
import type { PolicyPack } from "../policy/pack.ts";

export interface ReferenceRates {
  rateOn(reference: string, day: Day): number;
  rateChanges(reference: string): readonly Day[];
}

/** The pack's rates and what the company entered; of the same day the company's counts. Before the first: nothing. */
export const referenceRates = async (
  db: Db,
  companyId: string,
  { rates }: PolicyPack,
): Promise<ReferenceRates> => {
  const entered = await db.referenceRate.findMany({ where: { companyId } });
  const byName = new Map<string, Map<Day, number>>();
  for (const { name, from, rate } of [...rates, ...entered]) {
    const dated = byName.get(name) ?? new Map<Day, number>();
    byName.set(name, dated.set(from, rate));
  }
  const sorted = new Map(
    [...byName].map(([name, dated]) => [name, [...dated].sort(([a], [b]) => (a < b ? -1 : 1))]),
  );
  return {
    rateOn: (reference, day) => sorted.get(reference)?.findLast(([from]) => from <= day)?.[1] ?? 0,
    rateChanges: (reference) => (sorted.get(reference) ?? []).map(([from]) => from),
  };
};
