import { setResidents } from "../../../core/billing/accounts/account-facts.ts";
import {
  dayAt,
  dayOfMonth,
  firstDay,
  type Month,
  nextMonth,
  shiftMonth,
} from "../../../core/billing/calendar.ts";
import { approveMonth, closeMonth, publishMonth } from "../../../core/billing/month/decide-month.ts";
import { recalculateMonths } from "../../../core/billing/month/recalculate.ts";
import { startMonth } from "../../../core/billing/month/start-month.ts";
import { recordPayment } from "../../../core/billing/payments/record-payment.ts";
import { done, type Outcome } from "../../../core/outcome.ts";
import type { Work } from "../../../core/work/work.ts";
import { as, type Deed, type MonthWorld } from "../month-world.ts";
import { must } from "../must.ts";
import { timeZone } from "../open-company.ts";
import { residents } from "../people.ts";
import { billedMonths, booksOpenedAt, issuedAt, openMonths, payDayOf, timeOn } from "./billed-months.ts";
import { billingAccountOf, unitOf } from "./find-home.ts";
import { correction, homes } from "./homes.ts";
import { openBooks } from "./open-books.ts";
import { readingDeeds } from "./play-readings.ts";

/** Days of the month that a bill comes in. */
const days = { notice: 4, correction: 9 } as const;

/** The company's books: two months with their bills and what people do about them, then the month that is open. */
export const billDeeds = (until: Date): Deed[] => {
  const billed = billedMonths(until);
  const [first] = billed;
  const inMonthAfter = (month: Month, day: number, at: string): number =>
    timeOn(dayOfMonth(nextMonth(month), day), at);
  const entered = (at: number, enter: (work: Work) => Promise<Outcome<unknown, string>>): Deed => ({
    at,
    play: async (world) => void (await as(world, "nina", enter)),
  });
  return [
    entered(booksOpenedAt(until), (work) => openBooks(work, first)),
    ...readingDeeds(billed, openMonths(until)),
    ...billed.flatMap((month, at) => [
      { at: issuedAt(month), play: (world: MonthWorld) => issueMonth(world, month) },
      entered(timeOn(payDayOf(month), "15:20"), (work) => enterPayments(work, month, at)),
    ]),
    {
      at: inMonthAfter(first, days.notice, "11:42"),
      play: async ({ runSchedules, idle }) => {
        await runSchedules("notify-debtors");
        await idle();
        await runSchedules("prove-notices");
      },
    },
    entered(inMonthAfter(first, days.correction, "14:05"), (work) => correct(work, first)),
  ];
};

/** Draft, approval and issue, each with the job behind it; nothing is posted in the month before any more. */
const issueMonth = async (world: MonthWorld, month: Month): Promise<void> => {
  const { monthId } = await as(world, "nina", async (work) => {
    const { companyId } = await work.tx.building.findFirstOrThrow({ select: { companyId: true } });
    return startMonth(work, { companyId, month });
  });
  await world.idle();
  await as(world, "nina", (work) => approveMonth(work, { monthId }));
  await as(world, "nina", (work) => publishMonth(work, { monthId }));
  await world.idle();
  const before = await world.core.database.read.billingMonth.findFirst({
    where: { month: shiftMonth(month, -1) },
    select: { id: true },
  });
  if (before) await as(world, "nina", (work) => closeMonth(work, { monthId: before.id }));
};

/** Of the homes that have a phone: bills that were paid in full. */
const enterPayments = async (work: Work, month: Month, at: number): Promise<Outcome<null, never>> => {
  const payers = residents.filter(({ key }) => homes[key].pays.includes(at));
  const units = await Promise.all(payers.map(({ key }) => unitOf(work.tx, key)));
  const bills = await work.tx.receipt.findMany({
    where: { month, number: { not: null }, total: { gt: 0n }, unitId: { in: units.map(({ id }) => id) } },
    select: { id: true, accountId: true, total: true },
    orderBy: { number: "asc" },
  });
  const date = dayAt(work.now, timeZone);
  for (const { id, accountId, total: amount } of bills) {
    const payment = { accountId, amount, date, method: "bank", key: `statement:${id}` } as const;
    must(await recordPayment(work, payment), "payment");
  }
  return done(null);
};

/** A fact that came too late for the first bill: the difference comes with the second. */
const correct = async (work: Work, first: Month): Promise<Outcome<{ months: number }, string>> => {
  const { of, residents: count, reason } = correction;
  const { id: unitId, buildingId, companyId } = await unitOf(work.tx, of);
  must(await setResidents(work, { unitId, from: firstDay(first), count }), reason);
  const accountId = await billingAccountOf(work.tx, of);
  return recalculateMonths(work, { companyId, buildingId, accountId, from: first, to: first, reason });
};
