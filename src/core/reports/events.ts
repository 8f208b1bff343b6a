import type { WeeklyReader } from "./weekly-readers.ts";

/** It is time for the week's report of a company. */
export interface WeeklyReportDue {
  type: "report.due";
  companyId: string;
  /** The week it is sent in, such as "2026-W48": each reader gets one a week. */
  week: string;
  /** Such as "2026-11". */
  month: string;
  /** Besides the staff channel. */
  readers: readonly WeeklyReader[];
}
