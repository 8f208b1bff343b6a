import { dayAt, earlier } from "../../../core/billing/calendar.ts";
import { recordPayment } from "../../../core/billing/payments/record-payment.ts";
import { done } from "../../../core/outcome.ts";
import { peopleFirst } from "../../../core/work/people-first.ts";
import { type Acting, as } from "../month-world.ts";
import { timeZone } from "../open-company.ts";
import { residents } from "../people.ts";
import { billedMonths, payDayOf } from "./billed-months.ts";
import { unitOf } from "./find-home.ts";
import { neighbourPays } from "./homes.ts";

/** Payments in one transaction: whoever tries things out meanwhile waits for no more of them. */
const atOnce = 8;

/**
 * Enters what the neighbours without a phone have paid, when the town can be used already: a hundred payments would hold up
 * the first start. Begun anew after a crash it enters nothing twice.
 */
export const enterStatement = async (world: Acting, until: Date): Promise<void> => {
  const { read } = world.core.database;
  const [, month] = billedMonths(until);
  const homes = await Promise.all(residents.map(({ key }) => unitOf(read, key)));
  const bills = await read.receipt.findMany({
    where: { month, number: { not: null }, total: { gt: 0n }, unitId: { notIn: homes.map(({ id }) => id) } },
    select: { id: true, accountId: true, total: true, number: true },
    orderBy: { number: "asc" },
  });
  const paid = bills.filter(({ number }) => neighbourPays(Number(number)));
  const date = earlier(payDayOf(month), dayAt(until, timeZone));
  for (let from = 0; from < paid.length; from += atOnce) {
    await as(world, "nina", async (work) => {
      for (const { id, accountId, total: amount } of paid.slice(from, from + atOnce))
        await recordPayment(work, { accountId, amount, date, method: "bank", key: `statement:${id}` });
      return done(null);
    });
    await peopleFirst();
  }
};
