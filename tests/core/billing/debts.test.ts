import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountState } from "../../../src/core/billing/accounts/account-state.ts";
import { ageingOn, collectionOf, collectionRate } from "../../../src/core/billing/debts/ageing.ts";
import { debtorPages, debtsInAll, largestDebtors } from "../../../src/core/billing/debts/debtors.ts";
import { cancelPlan, makePlan } from "../../../src/core/billing/debts/make-plan.ts";
import { notifyDebtors } from "../../../src/core/billing/debts/notify-debtors.ts";
import { recordPayment } from "../../../src/core/billing/payments/record-payment.ts";
import { reverseWriteOff } from "../../../src/core/billing/payments/reverse-write-off.ts";
import { writeOff } from "../../../src/core/billing/payments/write-off.ts";
import { lateReceipts } from "../../../src/core/billing/penalties/late-receipts.ts";
import { accountDebt } from "../../../src/core/receipts/account-debt.ts";
import { databases } from "../../support/databases.ts";
import { codeOf, must } from "../requests/request-desk.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

describe.each(databases)("Debts on $name", (kind) => {
  let town: BillingTown;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 1_000_000_000n);
    await town.month("2026-03");
    town.time.now = new Date("2026-05-02T09:00:00Z");
    await town.month("2026-04");
    for (const [at, unitId] of town.lenina.unitIds.entries()) {
      const person = await town.database.transaction((tx) =>
        tx.person.create({ data: { companyId: town.companyId, nameSealed: town.vault.seal(`${at}`) } }),
      );
      await town.database.transaction((tx) =>
        tx.occupancy.create({
          data: {
            companyId: town.companyId,
            personId: person.id,
            unitId,
            kind: at === 4 ? "tenant" : "owner",
            from: new Date("2020-01-01"),
            verifiedAt: new Date("2020-01-01"),
          },
        }),
      );
    }
  });
  afterAll(async () => {
    expect(await town.faults()).toEqual([]);
    await town.end();
  });

  const unit = (at: number): string => town.lenina.unitIds[at] ?? "";
  const pay = async (at: number, amount: bigint, date: string) =>
    must(
      await town.as(town.accountant, async (work) =>
        recordPayment(work, {
          accountId: (await town.accountOf(unit(at))).id,
          amount,
          date,
          method: "bank",
          key: `${at} ${date} ${amount}`,
        }),
      ),
    );
  const debtors = (today: string, buildingId: string | null = null) =>
    largestDebtors(town.db, { companyId: town.companyId, buildingId, today }, 100);
  const notices = () => town.db.debtNotice.findMany({ orderBy: [{ stage: "asc" }, { id: "asc" }] });

  test("are listed by size, aged, and what is collected is told", async () => {
    await pay(0, 100_000n, "2026-04-10");
    await pay(1, 40_000n, "2026-04-10");
    expect(
      (await debtors("2026-05-02")).map(({ unit: number, debt, days }) => [number, debt, days]).at(-1),
    ).toEqual(["2", 60_000n, 17]);
    // Due on the 15th of April and on the 15th of May.
    const list = await debtors("2026-06-01", town.lenina.buildingId);
    expect(list.map(({ unit: number, debt }) => [number, debt]).sort()).toEqual([
      ["1", 100_000n],
      ["2", 160_000n],
      ["3", 200_000n],
      ["4", 200_000n],
      ["5", 200_000n],
    ]);
    const { companyId } = town;
    expect(await debtsInAll(town.db, { companyId, buildingId: null, today: "2026-06-01" })).toEqual({
      debtors: 7,
      sum: 1_260_000n,
    });
    const paged = [];
    for await (const page of debtorPages(town.db, { companyId, today: "2026-06-01" })) paged.push(...page);
    const byNumber = (a: { number: string }, b: { number: string }) => (a.number < b.number ? -1 : 1);
    expect(paged).toEqual((await debtors("2026-06-01")).toSorted(byNumber));
    expect(
      (await largestDebtors(town.db, { companyId, buildingId: null, today: "2026-06-01" }, 2)).length,
    ).toBe(2);
    const ages = await ageingOn(town.db, {
      companyId: town.companyId,
      buildingId: town.lenina.buildingId,
      today: "2026-06-01",
    });
    expect(ages.map(({ debt }) => debt)).toEqual([500_000n, 360_000n, 0n, 0n, 0n]);
    const collected = await collectionOf(town.db, { companyId: town.companyId, buildingId: null, months: 6 });
    expect(collected.map((one) => [one.month, collectionRate(one)])).toEqual([
      ["2026-03", 2000],
      ["2026-04", 0],
    ]);
  });

  test("that are given up are no longer owed, and are not collected either", async () => {
    const { companyId } = town;
    const rates = async (buildingId: string | null) =>
      (await collectionOf(town.db, { companyId, buildingId, months: 6 })).map(collectionRate);
    const { id: accountId } = await town.accountOf(town.mira.unitIds[0] ?? "");
    const owed = (await debtsInAll(town.db, { companyId, buildingId: null, today: "2026-06-01" })).sum;
    must(
      await town.as(town.accountant, (work) =>
        writeOff(work, { accountId, amount: 150_000n, reason: "срок давности", key: "old" }),
      ),
    );
    expect((await debtsInAll(town.db, { companyId, buildingId: null, today: "2026-06-01" })).sum).toBe(
      owed - 150_000n,
    );
    expect(await rates(null)).toEqual([2000, 0]);
    expect(await rates(town.mira.buildingId)).toEqual([0, 0]);
    expect(await rates(town.lenina.buildingId)).toEqual([2800, 0]);
  });

  test("what was given up by mistake is owed again with the penalty of all its days, and an advance pays it", async () => {
    const { id: accountId } = await town.accountOf(town.mira.unitIds[1] ?? "");
    const { companyId } = town;
    const before = await accountState(town.db, accountId);
    const owed = (await debtsInAll(town.db, { companyId, buildingId: null, today: "2026-06-01" })).sum;
    must(
      await town.as(town.accountant, (work) =>
        writeOff(work, { accountId, amount: before.debt, reason: "не тот", key: "mistake" }),
      ),
    );
    must(
      await town.as(town.accountant, (work) =>
        recordPayment(work, { accountId, amount: 30_000n, date: "2026-04-20", method: "bank", key: "ahead" }),
      ),
    );
    expect(await accountState(town.db, accountId)).toMatchObject({ debt: 0n, advance: 30_000n });
    const { id: writeOffId } = await town.db.writeOff.findFirstOrThrow({ where: { accountId } });
    const restore = (who = town.accountant, reason = "ошибка") =>
      town.as(who, (work) => reverseWriteOff(work, { writeOffId, reason }));
    expect(codeOf(await restore(town.manager))).toBe("forbidden");
    expect(codeOf(await restore(town.accountant, " "))).toBe("no-reason");
    must(await restore());
    expect(codeOf(await restore())).toBe("write-off-reversed");
    expect(await accountState(town.db, accountId)).toMatchObject({
      debt: before.debt - 30_000n,
      advance: 0n,
    });
    expect((await debtsInAll(town.db, { companyId, buildingId: null, today: "2026-06-01" })).sum).toBe(
      owed - 30_000n,
    );
    const [late] = await lateReceipts(town.db, {
      accountIds: [accountId],
      until: "2026-06-01",
      capital: new Set(),
    });
    // Nothing of it counts as paid on the day on which it was given up.
    expect(late?.paid.map(({ amount }) => amount)).toEqual([30_000n]);
  });

  test("reminders go to owners, once for each day of the settings, and start anew with a new debt", async () => {
    town.time.now = new Date("2026-04-27T09:00:00Z");
    await notifyDebtors(town.core);
    await notifyDebtors(town.core);
    const told = (await notices()).map(({ stage, since, debt }) => `${stage} ${since} ${debt}`).sort();
    expect(told).toEqual(["10 2026-04-15 100000", "10 2026-04-15 100000", "10 2026-04-15 60000"]);
    town.time.now = new Date("2026-05-16T09:00:00Z");
    await notifyDebtors(town.core);
    expect((await notices()).map(({ stage }) => stage)).toEqual([10, 10, 10, 30, 30, 30]);
    await pay(2, 100_000n, "2026-05-16");
    town.time.now = new Date("2026-05-26T09:00:00Z");
    await notifyDebtors(town.core);
    const anew = (await notices()).filter(({ since }) => since === "2026-05-15");
    expect(anew.map(({ stage }) => stage)).toEqual([10, 10]);
    expect(town.heard.filter(({ type }) => type === "debt.noticed")).toHaveLength(8);
  });

  test("an instalment plan stops reminders and penalties while it is kept, and is broken by a late part", async () => {
    town.time.now = new Date("2026-06-20T09:00:00Z");
    const { id: accountId } = await town.accountOf(unit(3));
    const make = (months: number) =>
      town.as(town.manager, (work) => makePlan(work, { accountId, months, stopsPenalty: true }));
    expect(codeOf(await make(1))).toBe("bad-count");
    const { planId, parts } = must(await make(3));
    expect(parts.map(({ due, amount }) => [due, amount])).toEqual([
      ["2026-07-20", 66_667n],
      ["2026-08-20", 66_667n],
      ["2026-09-20", 66_666n],
    ]);
    expect(codeOf(await make(3))).toBe("plan-known");
    const before = (await notices()).length;
    await notifyDebtors(town.core);
    expect((await notices()).slice(before).length).toBeLessThan(4);
    expect((await town.db.debtNotice.findMany({ where: { accountId, stage: 60 } })).length).toBe(0);
    town.time.now = new Date("2026-07-02T09:00:00Z");
    await town.month("2026-05");
    await town.month("2026-06");
    const [march] = await town.db.receipt.findMany({ where: { accountId, month: "2026-03" } });
    // Days 31 to 65 only: the plan began on day 66.
    expect(march?.lateFee).toBe(1_108n);
    town.time.now = new Date("2026-07-27T09:00:00Z");
    await notifyDebtors(town.core);
    expect(await town.db.instalmentPlan.findUniqueOrThrow({ where: { id: planId } })).toMatchObject({
      state: "broken",
      ended: "2026-07-27",
    });
    expect(codeOf(await town.as(town.manager, (work) => cancelPlan(work, { planId })))).toBe("wrong-state");
  });

  test("a plan is kept by what is paid of its debt, not by what came before it nor by money for newer bills", async () => {
    const { id: accountId } = await town.accountOf(town.mira.unitIds[0] ?? "");
    const pay = (amount: bigint, forMonth: string | null) =>
      town.as(town.accountant, (work) =>
        recordPayment(work, {
          accountId,
          amount,
          date: work.now.toISOString().slice(0, 10),
          method: "bank",
          key: `plan ${forMonth} ${amount}`,
          forMonth,
        }),
      );
    must(await pay(40_000n, null));
    town.time.now = new Date("2026-07-27T10:00:00Z");
    const { planId, parts } = must(
      await town.as(town.manager, (work) => makePlan(work, { accountId, months: 3, stopsPenalty: true })),
    );
    const owed = parts.reduce((sum, { amount }) => sum + amount, 0n);
    const paidParts = async () => (await accountDebt(town.db, accountId)).plan?.parts.map(({ paid }) => paid);
    expect(await paidParts()).toEqual([false, false, false]);
    town.time.now = new Date("2026-08-02T09:00:00Z");
    await town.month("2026-07");
    must(await pay(100_000n, "2026-07"));
    expect(await paidParts()).toEqual([false, false, false]);
    must(await pay(parts[0]?.amount ?? 0n, null));
    expect(await paidParts()).toEqual([true, false, false]);
    town.time.now = new Date("2026-09-05T09:00:00Z");
    await town.month("2026-08");
    must(await pay(100_000n, "2026-08"));
    town.time.now = new Date("2026-10-05T09:00:00Z");
    await notifyDebtors(town.core);
    expect(await town.db.instalmentPlan.findUniqueOrThrow({ where: { id: planId } })).toMatchObject({
      amount: owed,
      state: "broken",
    });
    expect(await town.faults()).toEqual([]);
  });
});
