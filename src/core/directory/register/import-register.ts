import { can } from "../../access/policy.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { holdingsChanged } from "../holdings-changed.ts";
import { refuse } from "../refuse.ts";
import { recheckShares } from "../units/recheck-shares.ts";
import type { ImportPlan } from "./plan-import.ts";
import type { RegisterRow } from "./register-row.ts";
import { remember } from "./trace.ts";
import { writePeople } from "./write-people.ts";
import { writeUnits } from "./write-units.ts";

/** What an import changed. A repeated one changes nothing: all is unchanged. */
export interface ImportCounts {
  buildingsAdded: number;
  unitsAdded: number;
  unitsChanged: number;
  peopleAdded: number;
  occupanciesAdded: number;
  occupanciesChanged: number;
  contactsAdded: number;
  /** Units whose owners' shares, with those who were known before, are more than the whole now. */
  sharesOver: number;
  rows: number;
}

/** Rows in one transaction: short enough that interactive work is not held up. */
export const chunkRows = 250;

export const noCounts: ImportCounts = {
  buildingsAdded: 0,
  unitsAdded: 0,
  unitsChanged: 0,
  peopleAdded: 0,
  occupanciesAdded: 0,
  occupanciesChanged: 0,
  contactsAdded: 0,
  sharesOver: 0,
  rows: 0,
};

export const sumCounts = (a: ImportCounts, b: ImportCounts): ImportCounts => ({
  buildingsAdded: a.buildingsAdded + b.buildingsAdded,
  unitsAdded: a.unitsAdded + b.unitsAdded,
  unitsChanged: a.unitsChanged + b.unitsChanged,
  peopleAdded: a.peopleAdded + b.peopleAdded,
  occupanciesAdded: a.occupanciesAdded + b.occupanciesAdded,
  occupanciesChanged: a.occupanciesChanged + b.occupanciesChanged,
  contactsAdded: a.contactsAdded + b.contactsAdded,
  sharesOver: a.sharesOver + b.sharesOver,
  rows: a.rows + b.rows,
});

export interface ImportOrder {
  companyId: string;
  plan: ImportPlan;
  /** Confirmed: rows with problems are left out. */
  validOnly: boolean;
  progressed?(rows: number, of: number): void;
}

/**
 * Writes a planned register, chunk by chunk, each in a transaction that `run` opens. Nothing is written while the plan
 * has problems, unless the valid part was confirmed. Interrupted, it is simply run again.
 */
export const importRegister = async (
  run: <T>(fn: (work: Work) => Promise<T>) => Promise<T>,
  { companyId, plan, validOnly, progressed }: ImportOrder,
): Promise<Outcome<ImportCounts, "forbidden" | "has-problems">> => {
  if (plan.problems.length > 0 && !validOnly) return refused("has-problems", { count: plan.problems.length });
  let counts = noCounts;
  for (let start = 0; start < plan.valid.length; start += chunkRows) {
    const rows = plan.valid.slice(start, start + chunkRows);
    const outcome = await run((work) => importChunk(work, companyId, rows));
    if (!outcome.ok) return outcome;
    counts = sumCounts(counts, outcome.value);
    progressed?.(counts.rows, plan.valid.length);
  }
  return done(counts);
};

/** Writes some rows in the transaction of `work`; with an import's id it remembers what that made and changed. */
export const importChunk = async (
  work: Work,
  companyId: string,
  rows: readonly RegisterRow[],
  importId?: string,
): Promise<Outcome<ImportCounts, "forbidden">> => {
  const attempt = { act: "register.import", subjectType: "company", subjectId: companyId };
  if (!can(work.actor, "register.import", { companyId })) return refuse(work, attempt, "forbidden");
  const { unitIds, zones, traces: unitTraces, otherwise, ...units } = await writeUnits(work, companyId, rows);
  const { traces, holdings, ...people } = await writePeople(work, companyId, rows, { unitIds, zones });
  if (importId) await remember(work, importId, [...unitTraces, ...traces]);
  const over = await recheckShares(work, companyId, [...unitIds.values()]);
  const counts = { ...units, ...people, sharesOver: over.length, rows: rows.length };
  work.audit({ ...attempt, after: { ...counts, from: rows[0]?.row ?? 0, to: rows.at(-1)?.row ?? 0 } });
  holdingsChanged(work, companyId, holdings);
  if (otherwise) work.announce({ type: "units.changed", companyId });
  return done(counts);
};
