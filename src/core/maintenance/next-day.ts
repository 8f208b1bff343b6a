import { DateTime } from "luxon";
import type { MaintenanceUnit } from "../../database/types.ts";

export interface Rhythm {
  /** The first day: "2026-12-01". */
  startsOn: string;
  every: number;
  unit: MaintenanceUnit;
}

const spans = { day: "days", week: "weeks", month: "months" } as const satisfies Record<
  MaintenanceUnit,
  string
>;

/**
 * The first day of the rhythm after `day`. Counted from the first day, so that the 31st comes back after a short month
 * and no round drifts.
 */
export const nextDay = ({ startsOn, every, unit }: Rhythm, day: string): string => {
  const start = DateTime.fromISO(startsOn, { zone: "UTC" });
  const after = DateTime.fromISO(day, { zone: "UTC" });
  const at = (times: number): DateTime => start.plus({ [spans[unit]]: times * every });
  const passed = after.diff(start, spans[unit]).get(spans[unit]);
  let times = Math.max(0, Math.floor(passed / every));
  while (at(times) <= after) times += 1;
  return at(times).toFormat("yyyy-MM-dd");
};

/** Whether a text is a day such as "2026-12-01". */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: "UTC" }).isValid;
