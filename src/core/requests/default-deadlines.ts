import type { Priority } from "../../database/types.ts";
import type { Rule } from "./deadlines.ts";

export type DeadlineSeed = Omit<Rule, "validFrom" | "validTo">;

const minute = 1;
const hour = 60 * minute;
const day = 24 * hour;

const rule = (
  categoryKey: string | null,
  priority: Priority,
  reactMinutes: number,
  fixMinutes: number,
  basis: string,
  hours: Partial<Pick<DeadlineSeed, "windowFrom" | "windowTo" | "workingDays">> = {},
): DeadlineSeed => ({
  categoryKey,
  priority,
  reactMinutes,
  fixMinutes,
  basis,
  windowFrom: null,
  windowTo: null,
  workingDays: false,
  ...hours,
});

const emergencyService = "ПП РФ от 15.05.2013 № 416, п. 13";
const qualityCheck = "ПП РФ от 06.05.2011 № 354, п. 108";
const outages = "ПП РФ от 06.05.2011 № 354, прил. 1";
const upkeep = "Госстрой РФ от 27.09.2003 № 170, прил. 2";
/** No law sets it: the company may change it as it likes. */
const own = "";

/** The deadlines that a company starts with; each can be replaced by a later rule of the company. */
export const defaultDeadlines: readonly DeadlineSeed[] = [
  rule(null, "emergency", 30 * minute, 3 * day, emergencyService),
  rule("plumbing.sewer", "emergency", 30 * minute, 2 * hour, emergencyService),
  rule("heating.none", "emergency", 30 * minute, 16 * hour, outages),
  rule(null, "urgent", 2 * hour, 1 * day, qualityCheck),
  rule(null, "normal", 1 * day, 7 * day, own),
  rule("plumbing.no-water", "normal", 30 * minute, 4 * hour, outages),
  rule("plumbing.leak", "normal", 2 * hour, 1 * day, upkeep),
  rule("plumbing.tap", "normal", 2 * hour, 1 * day, upkeep),
  rule("heating.weak", "normal", 2 * hour, 1 * day, qualityCheck),
  rule("lift", "normal", 2 * hour, 1 * day, upkeep),
  rule("cleaning.chute", "normal", 30 * minute, 2 * hour, emergencyService, { windowFrom: 8, windowTo: 23 }),
  rule("entrance.door", "normal", 2 * hour, 1 * day, upkeep),
  rule("entrance.window", "normal", 2 * hour, 1 * day, upkeep),
  rule("entrance.roof", "normal", 2 * hour, 1 * day, upkeep),
];

/** The same as rules that have always been in force, for a company that has none. */
export const defaultRules: readonly Rule[] = defaultDeadlines.map((seed) => ({
  ...seed,
  validFrom: new Date(0),
  validTo: null,
}));
