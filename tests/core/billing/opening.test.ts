import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountState } from "../../../src/core/billing/accounts/account-state.ts";
import { collectionOf } from "../../../src/core/billing/debts/ageing.ts";
import { largestDebtors } from "../../../src/core/billing/debts/debtors.ts";
import { balanceOf } from "../../../src/core/billing/ledger/balance.ts";
import { enterOpening, type NewOpening } from "../../../src/core/billing/opening/enter-opening.ts";
import { reverseOpening } from "../../../src/core/billing/opening/reverse-opening.ts";
import { recordPayment } from "../../../src/core/billing/payments/record-payment.ts";
import { reverseWriteOff } from "../../../src/core/billing/payments/reverse-write-off.ts";
import { writeOff } from "../../../src/core/billing/payments/write-off.ts";
import { databases } from "../../support/databases.ts";
import { codeOf, must } from "../requests/request-desk.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

describe.each(databases)("An opening balance on $name", (kind) => {
  let town: BillingTown;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 1_000_000_000n);
    town.time.now = new Date("2026-03-02T09:00:00Z");
  });
  afterAll(async () => {
    expect(await town.faults()).toEqual([]);
    await town.end();
  });

  const unit = (at: number): string => town.lenina.unitIds[at] ?? "";
  const enter = (at: number, more: Partial<NewOpening>, actor = town.accountant) =>
    town.as(actor, (work) =>
      enterOpening(work, {
        unitId: unit(at),
        date: "2026-02-28",
        debt: 0n,
        penalty: 0n,
        advance: 0n,
        ...more,
      }),
    );
  const stateOf = async (at: number) => {
    const { debt, penalty, advance } = await accountState(town.db, (await town.accountOf(unit(at))).id);
    return [debt, penalty, advance];
  };
  const pay = async (at: number, amount: bigint, date: string) => {
    const { id: accountId } = await town.accountOf(unit(at));
    return must(
      await town.as(town.accountant, (work) =>
        recordPayment(work, { accountId, amount, date, method: "bank", key: `${at} ${date}` }),
      ),
    );
  };
  const reverse = async (at: number, reason = "ошибка в ведомости") => {
    const { id: accountId } = await town.accountOf(unit(at));
    const { id: openingId } = await town.db.openingBalance.findFirstOrThrow({
      where: { accountId },
      orderBy: { attempt: "desc" },
    });
    return town.as(town.accountant, (work) => reverseOpening(work, { openingId, reason }));
  };

  test("is refused where it can't be right", async () => {
    const codes = [];
    for (const more of [
      { debt: 1n, date: "2026-02-30" },
      { debt: 1n, date: "2026-03-03" },
      { debt: 1n, due: "2026-03-01" },
      { debt: -1n },
      {},
      { debt: 1n, advance: 1n },
    ])
      codes.push(codeOf(await enter(0, more)));
    expect(codes).toEqual([
      "bad-date",
      "date-ahead",
      "bad-due",
      "bad-amount",
      "nothing-entered",
      "both-sides",
    ]);
    expect(codeOf(await enter(0, { debt: 1n }, town.manager))).toBe("forbidden");
    expect(await town.db.ledgerEntry.count()).toBe(0);
  });

  test("is one balanced entry for a unit, once, and stands on its day", async () => {
    must(await enter(0, { debt: 500_000n, penalty: 4_000n, due: "2025-12-15" }));
    must(await enter(1, { advance: 150_000n }));
    must(await enter(2, { debt: 20_000n }));
    must(await enter(3, { debt: 70_000n }));
    expect(codeOf(await enter(0, { debt: 1n }))).toBe("opening-known");
    expect([await stateOf(0), await stateOf(1)]).toEqual([
      [500_000n, 4_000n, 0n],
      [0n, 0n, 150_000n],
    ]);
    const equity = `opening:${town.companyId}`;
    expect(await balanceOf(town.db, equity, "2026-02-27")).toBe(0n);
    expect(await balanceOf(town.db, equity, "2026-02-28")).toBe(-444_000n);
    const list = await largestDebtors(
      town.db,
      { companyId: town.companyId, buildingId: null, today: "2026-03-02" },
      9,
    );
    expect(list.map(({ unit: number, debt, penalty, days }) => [number, debt, penalty, days])).toEqual([
      ["1", 500_000n, 4_000n, 77],
      ["4", 70_000n, 0n, 2],
      ["3", 20_000n, 0n, 2],
    ]);
  });

  test("is on the first bill as debt or advance, grows by the law from its own day on, and is paid first", async () => {
    await pay(0, 100_000n, "2026-03-02");
    town.time.now = new Date("2026-04-02T09:00:00Z");
    const march = await town.month("2026-03");
    const [first, second] = await town.receipts(march);
    // 31 days of March: 14 of 1/300 (days 76–90 less the first, which is February's), then 1/130.
    const rate = 950n;
    const of = (balance: bigint, days: bigint, divisor: bigint) => ({ top: balance * rate * days, divisor });
    const parts = [of(500_000n, 2n, 300n), of(400_000n, 13n, 300n), of(400_000n, 16n, 130n)];
    const exact = parts.reduce((sum, { top, divisor }) => sum + Number(top) / Number(divisor) / 10_000, 0);
    expect(first).toMatchObject({
      debtBefore: 400_000n,
      penaltyBefore: 4_000n,
      penalty: BigInt(Math.round(exact)),
    });
    expect(second).toMatchObject({ advanceBefore: 150_000n, total: 0n });
    const [rateOfMarch] = await collectionOf(town.db, {
      companyId: town.companyId,
      buildingId: null,
      months: 3,
    });
    expect(rateOfMarch).toMatchObject({ month: "2026-03", charged: 700_000n, paid: 100_000n });
    expect(codeOf(await enter(4, { debt: 1n, date: "2026-03-31" }))).toBe("already-charged");
    must(await enter(4, { debt: 9_000n }));
  });

  test("that was wrong is taken back with all that came of it, and entered anew", async () => {
    await pay(3, 30_000n, "2026-04-02");
    // The 31st of March was its 31st day overdue.
    expect(await stateOf(3)).toEqual([140_000n, 22n, 0n]);
    expect(codeOf(await reverse(3, " "))).toBe("no-reason");
    must(await reverse(3));
    expect(codeOf(await reverse(3))).toBe("already-reversed");
    // What had paid the wrong debt pays the bill of March.
    expect(await stateOf(3)).toEqual([70_000n, 0n, 0n]);
    must(await enter(3, { advance: 5_000n }));
    expect(await stateOf(3)).toEqual([65_000n, 0n, 0n]);
    must(await reverse(3));
    expect(await stateOf(3)).toEqual([70_000n, 0n, 0n]);

    must(await reverse(0));
    // The penalty that grew on it goes too, and what had paid it pays the bill.
    expect(await stateOf(0)).toEqual([0n, 0n, 0n]);
    must(await reverse(1));
    expect(await stateOf(1)).toEqual([100_000n, 0n, 0n]);
    // Of the third unit, whose balance stays.
    expect(await balanceOf(town.db, `penalty-income:${town.companyId}`, "2026-12-31")).toBe(-6n);
  });

  test("stays while a part of it is given up", async () => {
    const { id: accountId } = await town.accountOf(unit(2));
    must(
      await town.as(town.accountant, (work) =>
        writeOff(work, { accountId, amount: 1_000n, reason: "срок давности", key: "w" }),
      ),
    );
    expect(codeOf(await reverse(2))).toBe("was-written-off");
    const { id: writeOffId } = await town.db.writeOff.findFirstOrThrow({ where: { accountId } });
    must(await town.as(town.accountant, (work) => reverseWriteOff(work, { writeOffId, reason: "не тот" })));
    must(await reverse(2));
    expect(await stateOf(2)).toEqual([100_000n, 0n, 0n]);
  });
});
