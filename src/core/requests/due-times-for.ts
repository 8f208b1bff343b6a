import type { Priority, Tx } from "../../database/types.ts";
import { chooseRule, type DueTimes, dueTimes, type Rule } from "./deadlines.ts";
import { defaultRules } from "./default-deadlines.ts";

interface Wanted {
  companyId: string;
  buildingId: string;
  categoryKey: string;
  priority: Priority;
  at: Date;
}

/** Due times by the company's rules in the building's time zone; by the default rules where the company has none. */
export const dueTimesFor = async (tx: Tx, wanted: Wanted): Promise<DueTimes> => {
  const [rules, [building]] = await Promise.all([
    tx.$queryRaw<Rule[]>`
      SELECT "categoryKey", CAST("priority" AS TEXT) AS "priority", "reactMinutes", "fixMinutes", "windowFrom",
        "windowTo", "workingDays", "basis", "validFrom", "validTo"
      FROM "DeadlineRule"
      WHERE "companyId" = ${wanted.companyId} AND CAST("priority" AS TEXT) = ${wanted.priority}`,
    tx.$queryRaw<{ timeZone: string }[]>`SELECT "timeZone" FROM "Building" WHERE "id" = ${wanted.buildingId}`,
  ]);
  if (!building) throw new Error(`Building ${wanted.buildingId} is gone while due times are counted.`);
  const rule = chooseRule(rules, wanted) ?? chooseRule(defaultRules, wanted);
  if (!rule) throw new Error(`No deadline rule for ${wanted.priority}; the default rules must have one.`);
  return dueTimes(rule, wanted.at, building.timeZone);
};
