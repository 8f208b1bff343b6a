import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nextMonth } from "../../../src/core/billing/calendar.ts";
import { approveMonth, publishMonth, rechargeMonth } from "../../../src/core/billing/month/decide-month.ts";
import { monthPreview } from "../../../src/core/billing/month/preview.ts";
import { recordPayment } from "../../../src/core/billing/payments/record-payment.ts";
import { databases } from "../../support/databases.ts";
import { must } from "../requests/request-desk.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

describe.each(databases)("A month's preview on $name", (kind) => {
  let town: BillingTown;
  let june: string;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 1_000_000_000n);
    for (const month of ["2026-03", "2026-04", "2026-05"]) {
      town.time.now = new Date(`${nextMonth(month)}-15T09:00:00Z`);
      await town.month(month);
      // They pay ahead, so that nothing of theirs is ever late.
      if (month === "2026-03")
        for (const unitId of town.mira.unitIds) await pay(unitId, 400_000n, "2026-04-14");
    }
    town.time.now = new Date("2026-07-02T09:00:00Z");
  });
  afterAll(async () => {
    expect(await town.faults()).toEqual([]);
    await town.end();
  });

  const pay = async (unitId: string, amount: bigint, date: string) => {
    const { id: accountId } = await town.accountOf(unitId);
    const key = `${unitId} ${date}`;
    must(
      await town.as(town.accountant, (work) =>
        recordPayment(work, { accountId, amount, date, method: "bank", key }),
      ),
    );
  };
  const shown = async () => {
    const preview = await monthPreview(town.db, june);
    if (!preview) throw new Error("no preview");
    const { total, penalty, services, buildings } = preview;
    return { total, penalty, services: services.map(({ amount }) => amount), buildings };
  };
  const posted = async (monthId: string) => {
    const receipts = await town.receipts(monthId);
    return receipts.reduce((sum, { penalty }) => sum + penalty, 0n);
  };

  test("has the penalties that will be posted, by building and in all", async () => {
    june = await town.start("2026-06");
    const { total, penalty, services, buildings } = await shown();
    expect(penalty.accounts).toBe(5);
    expect(penalty.amount).toBeGreaterThan(0n);
    expect(services).toEqual([700_000n]);
    expect(total).toBe(700_000n + penalty.amount);
    expect(buildings).toMatchObject([
      { amount: 500_000n + penalty.amount, penalty: penalty.amount },
      { amount: 200_000n, penalty: 0n },
    ]);
  });

  test("is reckoned anew with what was paid meanwhile, and then is what was posted to the kopeck", async () => {
    const before = (await shown()).penalty.amount;
    await pay(town.lenina.unitIds[0] ?? "", 300_000n, "2026-05-05");
    must(await town.as(town.manager, (work) => rechargeMonth(work, { monthId: june })));
    await town.work();
    const reckoned = (await shown()).penalty;
    expect(reckoned.amount).toBeLessThan(before);
    must(await town.as(town.accountant, (work) => approveMonth(work, { monthId: june })));
    // Paid late, between the approval and the issue: only what was posted counts in the end.
    await pay(town.lenina.unitIds[1] ?? "", 250_000n, "2026-05-06");
    must(await town.as(town.accountant, (work) => publishMonth(work, { monthId: june })));
    await town.work();
    const { penalty, total } = await shown();
    expect(penalty.amount).toBe(await posted(june));
    expect(penalty.amount).toBeLessThan(reckoned.amount);
    expect(total).toBe(700_000n + penalty.amount);
  });
});
