import type { Db } from "../../../database/db.ts";
import type { MonthState } from "../../../database/types.ts";
import {
  addDays,
  type Day,
  dayOfMonth,
  firstDay,
  type Month,
  monthOf,
  nextMonth,
  shiftMonth,
} from "../calendar.ts";
import { dueDayOn } from "../policy/due-date.ts";
import { policyPack } from "../policy/policy-pack.ts";

/**
 * By when a month's bills are to be out: as the company says, else its policy pack (Russia: by the 5th of the next month,
 * Housing Code, art. 155). A building that needs them earlier makes it earlier, since a month goes out as a whole.
 */
export const billsDueOn = async (db: Db, companyId: string, month: Month): Promise<Day> => {
  const { policyPack: pack } = await db.company.findUniqueOrThrow({
    where: { id: companyId },
    select: { policyPack: true },
  });
  const settings = await db.billingSettings.findMany({
    where: { companyId, receiptsBy: { not: null } },
    select: { id: true, receiptsBy: true },
  });
  const law = policyPack(pack);
  const payable = nextMonth(month);
  const usual = settings.find(({ id }) => id === companyId)?.receiptsBy ?? law.receiptsBy;
  const latest = dueDayOn(firstDay(payable), law).binding ? law.receiptsBy : usual;
  const days = settings.flatMap(({ receiptsBy }) => receiptsBy ?? []);
  return dayOfMonth(payable, Math.min(usual, latest, ...days));
};

/** Bills that are not out yet. */
export interface BillsDue {
  month: Month;
  by: Day;
  /** Null: nobody has begun to charge it. */
  state: MonthState | null;
}

/** Days before and after that day on which staff are told. */
const toldDays = [-2, 0, 1] as const;

/** What staff are to be told of on a day: last month's bills, if their day is near or has passed. */
export const billsToTell = async (db: Db, companyId: string, today: Day): Promise<BillsDue | null> => {
  const month = shiftMonth(monthOf(today), -1);
  // Who has never charged a month here has no bills to send.
  if ((await db.billingMonth.count({ where: { companyId } })) === 0) return null;
  const known = await db.billingMonth.findUnique({ where: { companyId_month: { companyId, month } } });
  if (known?.publishedAt) return null;
  const by = await billsDueOn(db, companyId, month);
  return toldDays.some((days) => addDays(by, days) === today)
    ? { month, by, state: known?.state ?? null }
    : null;
};
