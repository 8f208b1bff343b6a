import type { Priority, Tx } from "../../database/types.ts";
import { chooseRule, type DueTimes, dueTimes } from "./deadlines.ts";
import { defaultDeadlines } from "./default-deadlines.ts";

interface Wanted {
  companyId: string;
  buildingId: string;
  categoryKey: string;
  priority: Priority;
  at: Date;
}

/** Due times by the company's rules in the building's time zone; by the default rules where the company has none. */
export const dueTimesFor = async (tx: Tx, wanted: Wanted): Promise<DueTimes> => {
  const [rules, building] = await Promise.all([
    tx.deadlineRule.findMany({ where: { companyId: wanted.companyId, priority: wanted.priority } }),
    tx.building.findUniqueOrThrow({ where: { id: wanted.buildingId }, select: { timeZone: true } }),
  ]);
  const rule = chooseRule(rules, wanted) ?? chooseRule(always, wanted);
  if (!rule) throw new Error(`No deadline rule for ${wanted.priority}; the default rules must have one.`);
  return dueTimes(rule, wanted.at, building.timeZone);
};

const always = defaultDeadlines.map((seed) => ({ ...seed, validFrom: new Date(0), validTo: null }));
