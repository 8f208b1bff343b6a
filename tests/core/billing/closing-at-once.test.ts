import { expect, test } from "vitest";
import { closeMonth } from "../../../src/core/billing/month/decide-month.ts";
import { recordPayment } from "../../../src/core/billing/payments/record-payment.ts";
import { databases } from "../../support/databases.ts";
import { must } from "../requests/request-desk.ts";
import { openBillingTown } from "./billing-town.ts";

/** Resolves when it is called. */
const bell = () => {
  let ring = (): void => {};
  const rung = new Promise<void>((resolve) => {
    ring = resolve;
  });
  return { ring, rung };
};

test.each(databases.filter(({ name }) => name === "postgresql"))(
  "A month is closed after what is being posted in it, on $name",
  async (kind) => {
    const town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 1_000_000_000n);
    const march = await town.month("2026-03");
    const [first, second] = await Promise.all(
      town.lenina.unitIds.slice(0, 2).map((unitId) => town.accountOf(unitId)),
    );
    const pay = (accountId: string, key: string) =>
      ({ accountId, amount: 10_000n, date: "2026-03-20", method: "bank", key }) as const;
    const [posted, commit] = [bell(), bell()];
    const order: string[] = [];
    const payment = town.as(town.accountant, async (work) => {
      must(await recordPayment(work, pay(first?.id ?? "", "before")));
      posted.ring();
      await commit.rung;
      order.push("paid");
    });
    await posted.rung;
    const closed = town
      .as(town.accountant, (work) => closeMonth(work, { monthId: march }))
      .then((outcome) => {
        order.push("closed");
        return outcome;
      });
    // Long enough for a closing that doesn't wait to overtake.
    await new Promise((resolve) => setTimeout(resolve, 300));
    commit.ring();
    await payment;
    must(await closed);
    expect(order).toEqual(["paid", "closed"]);
    must(await town.as(town.accountant, (work) => recordPayment(work, pay(second?.id ?? "", "after"))));
    const entries = await town.db.ledgerEntry.findMany({
      where: { kind: "payment" },
      orderBy: { id: "asc" },
    });
    expect(entries.map(({ month }) => month)).toEqual(["2026-03", "2026-04"]);
    expect(await town.faults()).toEqual([]);
    await town.end();
  },
  120_000,
);

test.each(databases.filter(({ name }) => name === "postgresql"))(
  "What comes while a month is being closed waits, and is posted in the next one, on $name",
  async (kind) => {
    const town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 1_000_000_000n);
    const march = await town.month("2026-03");
    const { id: accountId } = await town.accountOf(town.lenina.unitIds[0] ?? "");
    const [isClosed, commit] = [bell(), bell()];
    const closing = town.as(town.accountant, async (work) => {
      must(await closeMonth(work, { monthId: march }));
      isClosed.ring();
      await commit.rung;
    });
    await isClosed.rung;
    const payment = town.as(town.accountant, (work) =>
      recordPayment(work, {
        accountId,
        amount: 10_000n,
        date: "2026-03-20",
        method: "bank",
        key: "meanwhile",
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    commit.ring();
    await closing;
    must(await payment);
    expect(await town.db.ledgerEntry.findFirst({ where: { kind: "payment" } })).toMatchObject({
      month: "2026-04",
    });
    await town.end();
  },
  120_000,
);
