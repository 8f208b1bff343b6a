import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountState } from "../../../src/core/billing/accounts/account-state.ts";
import { recalculateMonths } from "../../../src/core/billing/month/recalculate.ts";
import { recordPayment } from "../../../src/core/billing/payments/record-payment.ts";
import { setTariff } from "../../../src/core/billing/tariffs/set-tariff.ts";
import { databases } from "../../support/databases.ts";
import { must } from "../requests/request-desk.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

// Worked out by hand: 9.5 % / 300 a day from day 31 of lateness; March is due on 2026-04-15, April on 2026-05-15.

describe.each(databases)("Who was late with a bill that asked too much, on $name", (kind) => {
  let town: BillingTown;
  let debtor: string;
  let payer: string;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    const upkeep = await town.service("a");
    const { companyId } = town;
    const price = async (sum: bigint, from: string) =>
      must(
        await town.as(town.accountant, (work) =>
          setTariff(work, { serviceId: upkeep, buildingId: null, method: "unit", price: sum, from }),
        ),
      );
    await price(10_000_000_000n, "2026-01-01");
    await charge("2026-04-02", "2026-03");
    await charge("2026-05-02", "2026-04");
    await charge("2026-06-02", "2026-05");
    debtor = (await town.accountOf(town.lenina.unitIds[0] ?? "")).id;
    payer = (await town.accountOf(town.lenina.unitIds[1] ?? "")).id;
    const pay = async (amount: bigint, date: string) => {
      town.time.now = new Date(`${date}T09:00:00Z`);
      must(
        await town.as(town.accountant, (work) =>
          recordPayment(work, { accountId: payer, amount, date, method: "bank", key: date }),
        ),
      );
    };
    await pay(3_000_000n, "2026-06-05");
    await charge("2026-07-02", "2026-06");
    // Days 31 to 51 of March's 10,000.00.
    expect(await bill(payer, "2026-03")).toMatchObject({ lateFee: 6_650n });
    await pay(1_000_000n + 6_650n, "2026-07-03");
    expect(await bill(payer, "2026-03")).toMatchObject({ lateFeePaid: 6_650n, settled: true });
    await price(5_000_000_000n, "2026-03-01");
    const order = { companyId, buildingId: null, accountId: null, from: "2026-03", to: "2026-06" };
    must(await town.as(town.accountant, (work) => recalculateMonths(work, { ...order, reason: "тариф" })));
    await town.work();
    await charge("2026-08-03", "2026-07");
  }, 120_000);
  afterAll(async () => {
    expect(await town.faults()).toEqual([]);
    await town.end();
  });

  const charge = async (now: string, month: string) => {
    town.time.now = new Date(`${now}T09:00:00Z`);
    await town.month(month);
  };
  const bill = (accountId: string, month: string) =>
    town.db.receipt.findFirstOrThrow({ where: { accountId, month } });

  test("owes the penalty of what it should have asked, as if it had", async () => {
    // To July 31: days 31 to 90 by 300 and 91 to 107 by 130 of 5,000.00; days 31 to 77; 31 to 46.
    expect(await bill(debtor, "2026-03")).toMatchObject({ lateFee: 15_712n });
    expect(await bill(debtor, "2026-04")).toMatchObject({ lateFee: 7_442n });
    expect(await bill(debtor, "2026-05")).toMatchObject({ lateFee: 2_533n });
  });

  test("gets back what was paid of it over that", async () => {
    expect(await bill(payer, "2026-03")).toMatchObject({
      lateFee: 3_325n,
      lateFeePaid: 3_325n,
      settled: true,
    });
    // Four months of 5,000.00 too much, less July's bill, and the half of the penalty.
    expect(await accountState(town.db, payer)).toMatchObject({ debt: 0n, advance: 1_500_000n + 3_325n });
  });
});

test.each(databases)(
  "A bill that was right after all costs what it would have cost, on $name",
  async (kind) => {
    const town = await openBillingTown(kind);
    const upkeep = await town.service("a");
    const { companyId } = town;
    const tariff = { serviceId: upkeep, buildingId: null, method: "unit", from: "2026-01-01" } as const;
    const price = async (sum: bigint) => {
      must(await town.as(town.accountant, (work) => setTariff(work, { ...tariff, price: sum })));
      const order = { companyId, buildingId: null, accountId: null, from: "2026-03", to: "2026-03" };
      await town.as(town.accountant, (work) => recalculateMonths(work, { ...order, reason: "тариф" }));
      await town.work();
    };
    const at = (day: string) => {
      town.time.now = new Date(`${day}T09:00:00Z`);
    };
    await price(10_000_000_000n);
    await town.month("2026-03");
    const { id: accountId } = await town.accountOf(town.lenina.unitIds[0] ?? "");
    const pay = async (date: string) => {
      at(date);
      const payment = { accountId, amount: 500_000n, date, method: "bank", key: date } as const;
      must(await town.as(town.accountant, (work) => recordPayment(work, payment)));
    };
    const march = () => town.db.receipt.findFirstOrThrow({ where: { accountId, month: "2026-03" } });
    await pay("2026-04-10");
    await price(5_000_000_000n);
    at("2026-05-02");
    await town.month("2026-04");
    await pay("2026-06-01");
    at("2026-06-02");
    await town.month("2026-05");
    at("2026-07-02");
    await town.month("2026-06");
    expect(await march()).toMatchObject({ lateFee: 0n, settled: true });
    await price(10_000_000_000n);
    at("2026-08-03");
    await town.month("2026-07");
    // Days 31 to 47 of the half that was paid late.
    expect(await march()).toMatchObject({ lateFee: 2_692n });
    expect(await town.faults()).toEqual([]);
    await town.end();
  },
  120_000,
);
