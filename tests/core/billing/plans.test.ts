import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePlan, reviewPlans } from "../../../src/core/billing/debts/make-plan.ts";
import { recordPayment } from "../../../src/core/billing/payments/record-payment.ts";
import { writeOff } from "../../../src/core/billing/payments/write-off.ts";
import { accountDebt } from "../../../src/core/receipts/account-debt.ts";
import { databases } from "../../support/databases.ts";
import { must } from "../requests/request-desk.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

describe.each(databases)("Instalment plans on $name", (kind) => {
  let town: BillingTown;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 1_000_000_000n);
    await town.month("2026-03");
    town.time.now = new Date("2026-04-20T09:00:00Z");
  }, 120_000);
  afterAll(() => town.end());

  const accountOf = async (at: number) => (await town.accountOf(town.lenina.unitIds[at] ?? "")).id;
  const make = (accountId: string) =>
    town.as(town.manager, (work) => makePlan(work, { accountId, months: 2, stopsPenalty: true }));

  const pay = async (at: number, amount: bigint, date: string, forMonth: string | null) => {
    const accountId = await accountOf(at);
    must(
      await town.as(town.accountant, (work) =>
        recordPayment(work, { accountId, amount, date, method: "bank", key: `${at} ${date}`, forMonth }),
      ),
    );
  };
  const states = async () => {
    await town.as(town.manager, (work) =>
      reviewPlans(work, town.companyId, town.time.now.toISOString().slice(0, 10)),
    );
    return Promise.all(
      [0, 1, 2, 3, 4].map(
        async (at) =>
          (await town.db.instalmentPlan.findFirst({ where: { accountId: await accountOf(at) } }))?.state,
      ),
    );
  };

  test("an account has one, whoever else makes one at the moment", async () => {
    for (const at of [0, 1, 2]) {
      const accountId = await accountOf(at);
      const outcomes = await Promise.all([make(accountId), make(accountId), make(accountId)]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await town.db.instalmentPlan.count({ where: { accountId } })).toBe(1);
    }
  });

  test("are kept by what is no longer owed of their debt, and broken by what is", async () => {
    for (const at of [3, 4]) must(await make(await accountOf(at)));
    town.time.now = new Date("2026-05-02T09:00:00Z");
    await town.month("2026-04");
    town.time.now = new Date("2026-05-20T09:00:00Z");
    // For the new bill only: nothing of the plan's debt is paid by it.
    await pay(0, 100_000n, "2026-05-03", "2026-04");
    // Paid before the plan began, and entered after.
    await pay(1, 50_000n, "2026-04-19", "2026-03");
    must(
      await town.as(town.accountant, async (work) =>
        writeOff(work, {
          accountId: await accountOf(2),
          amount: 100_000n,
          reason: "срок давности",
          key: "given up",
        }),
      ),
    );
    await pay(3, 50_000n, "2026-05-20", "2026-03");
    expect((await accountDebt(town.db, await accountOf(0))).plan?.parts.map(({ paid }) => paid)).toEqual([
      false,
      false,
    ]);
    expect((await accountDebt(town.db, await accountOf(3))).plan?.parts.map(({ paid }) => paid)).toEqual([
      true,
      false,
    ]);
    // The first parts were due on the 20th, with five days of grace.
    town.time.now = new Date("2026-05-24T09:00:00Z");
    expect(await states()).toEqual(["active", "active", "kept", "active", "active"]);
    town.time.now = new Date("2026-06-02T09:00:00Z");
    await town.month("2026-05");
    expect(await states()).toEqual(["broken", "active", "kept", "active", "broken"]);
    town.time.now = new Date("2026-06-05T09:00:00Z");
    await pay(3, 50_000n, "2026-06-05", "2026-03");
    expect(await states()).toEqual(["broken", "active", "kept", "kept", "broken"]);
    expect(await town.faults()).toEqual([]);
  });
});
