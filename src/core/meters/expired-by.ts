import type { MeterModel } from "../../database/types.ts";
import { lastDay, type Month, monthOf, shiftMonth } from "../billing/calendar.ts";
import type { MeterPolicy } from "./policy.ts";

/** The last month whose readings count, of a meter whose verification ran out before the month's end; else null. */
export const expiredBy = (
  { verifiedUntil }: Pick<MeterModel, "verifiedUntil">,
  month: Month,
  policy: MeterPolicy,
): Month | null =>
  verifiedUntil !== null && verifiedUntil < lastDay(month) && policy.expired !== "readings"
    ? verifiedUntil >= lastDay(monthOf(verifiedUntil))
      ? monthOf(verifiedUntil)
      : shiftMonth(monthOf(verifiedUntil), -1)
    : null;
