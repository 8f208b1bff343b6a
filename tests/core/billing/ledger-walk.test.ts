import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountState } from "../../../src/core/billing/accounts/account-state.ts";
import { addDays, firstDay, lastDay, type Month, nextMonth } from "../../../src/core/billing/calendar.ts";
import { balanceOf } from "../../../src/core/billing/ledger/balance.ts";
import { postEntries } from "../../../src/core/billing/ledger/post-entries.ts";
import { recalculateMonths } from "../../../src/core/billing/month/recalculate.ts";
import { enterOpening } from "../../../src/core/billing/opening/enter-opening.ts";
import { reverseOpening } from "../../../src/core/billing/opening/reverse-opening.ts";
import { recordPayment } from "../../../src/core/billing/payments/record-payment.ts";
import { refundPayment } from "../../../src/core/billing/payments/refund-payment.ts";
import { reversePayment } from "../../../src/core/billing/payments/reverse-payment.ts";
import { reverseWriteOff } from "../../../src/core/billing/payments/reverse-write-off.ts";
import { assignUnknown, returnUnknown } from "../../../src/core/billing/payments/suspense/settle-unknown.ts";
import { takeUnknown } from "../../../src/core/billing/payments/suspense/take-unknown.ts";
import { writeOff } from "../../../src/core/billing/payments/write-off.ts";
import { amountOf } from "../../../src/core/billing/tariffs/exact-amount.ts";
import { setTariff } from "../../../src/core/billing/tariffs/set-tariff.ts";
import { databases } from "../../support/databases.ts";
import { codeOf, must } from "../requests/request-desk.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

/** Each run is some acts, each of which commits: fewer of them by default than of rules without a database. */
const numRuns = Number(process.env.DOMOVOY_RUNS ?? 40);

const areas = [5470, 3650, 6120, 4400, 9860, 5050, 4550];

type Act =
  | { act: "charge" | "close" | "late" }
  | { act: "pay"; whose: number; amount: bigint; twice: boolean }
  | { act: "write-off"; whose: number; amount: bigint }
  | { act: "unknown"; whose: number; amount: bigint; end: "wait" | "assign" | "return" }
  | { act: "opening"; whose: number; debt: bigint; penalty: bigint; advance: bigint }
  | { act: "reverse" | "restore"; which: number }
  | { act: "refund"; which: number; amount: bigint }
  | { act: "correct"; monthsAgo: number; price: bigint };

const acts = fc.array(
  fc.oneof(
    { weight: 1, arbitrary: fc.record({ act: fc.constantFrom("charge" as const, "close" as const) }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant("late" as const) }) },
    {
      weight: 5,
      arbitrary: fc.record({
        act: fc.constant("pay" as const),
        whose: fc.nat(areas.length - 1),
        amount: fc.bigInt({ min: 1n, max: 600_000n }),
        twice: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        act: fc.constant("write-off" as const),
        whose: fc.nat(areas.length - 1),
        amount: fc.bigInt({ min: 1n, max: 200_000n }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        act: fc.constant("unknown" as const),
        whose: fc.nat(areas.length - 1),
        amount: fc.bigInt({ min: 1n, max: 300_000n }),
        end: fc.constantFrom("wait" as const, "assign" as const, "return" as const),
      }),
    },
    {
      weight: 1,
      arbitrary: fc
        .record({
          act: fc.constant("opening" as const),
          whose: fc.nat(areas.length - 1),
          debt: fc.bigInt({ min: 0n, max: 200_000n }),
          penalty: fc.bigInt({ min: 0n, max: 5_000n }),
          ahead: fc.bigInt({ min: 0n, max: 200_000n }),
          owes: fc.boolean(),
        })
        .map(({ debt, ahead, owes, ...rest }) => ({
          ...rest,
          debt: owes ? debt : 0n,
          advance: owes ? 0n : ahead,
        })),
    },
    { weight: 2, arbitrary: fc.record({ act: fc.constant("reverse" as const), which: fc.nat(1000) }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant("restore" as const), which: fc.nat(1000) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        act: fc.constant("refund" as const),
        which: fc.nat(1000),
        amount: fc.bigInt({ min: 1n, max: 300_000n }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        act: fc.constant("correct" as const),
        monthsAgo: fc.nat(3),
        price: fc.bigInt({ min: 1_000_000n, max: 90_000_000n }),
      }),
    },
  ),
  { minLength: 1, maxLength: 6 },
);

describe.each(databases)("Whatever is done in whatever order on $name", (kind) => {
  let town: BillingTown;
  let service: string;
  const units: string[] = [];
  const accounts: string[] = [];
  /** The naive model: each unit's prices by month, each account's money. */
  const prices = new Map<Month, bigint>();
  const money = new Map<string, bigint>();
  /** How large each write-off was when it was last looked at: a penalty that shrinks makes it smaller. */
  const givenUp = new Map<string, bigint>();
  const payments: { id: string; accountId: string; state: "posted" | "reversed"; refunded: boolean }[] = [];
  const months: { id: string; month: Month; closed: boolean }[] = [];
  let next: Month = "2024-01";
  let price = 28_170_000n;
  let keys = 0;

  beforeAll(async () => {
    town = await openBillingTown(kind);
    service = await town.service("upkeep");
    await town.tariff(service, "area", price, { from: "2020-01-01" });
    units.push(...town.lenina.unitIds, ...town.mira.unitIds);
    await charge();
    for (const unitId of units) accounts.push((await town.accountOf(unitId)).id);
  }, 120_000);
  afterAll(() => town.end());

  const add = (accountId: string, sum: bigint): void =>
    void money.set(accountId, (money.get(accountId) ?? 0n) + sum);

  const charge = async (): Promise<void> => {
    town.time.now = new Date(`${nextMonth(next)}-02T09:00:00Z`);
    prices.set(next, price);
    months.push({ id: await town.month(next), month: next, closed: false });
    next = nextMonth(next);
  };

  const pay = async ({ whose, amount, twice }: Act & { act: "pay" }): Promise<void> => {
    const accountId = accounts[whose] ?? "";
    keys += 1;
    const date = addDays(town.time.now.toISOString().slice(0, 10), -(keys % 40));
    const give = () =>
      town.as(town.accountant, (work) =>
        recordPayment(work, { accountId, amount, date, method: "bank", key: `k${keys}` }),
      );
    const { paymentId } = must(await give());
    if (twice) expect(must(await give())).toMatchObject({ paymentId, isNew: false });
    payments.push({ id: paymentId, accountId, state: "posted", refunded: false });
    add(accountId, -amount);
  };

  const hasRefunds = (accountId: string): boolean =>
    payments.some((payment) => payment.accountId === accountId && payment.refunded);

  const reverse = async ({ which }: { which: number }): Promise<void> => {
    const payment = payments[which % Math.max(1, payments.length)];
    if (!payment) return;
    const { amount } = await town.db.payment.findUniqueOrThrow({ where: { id: payment.id } });
    const outcome = await town.as(town.accountant, (work) =>
      reversePayment(work, { paymentId: payment.id, reason: "ошибка" }),
    );
    if (payment.refunded || payment.state === "reversed") {
      expect(codeOf(outcome)).toBe(payment.refunded ? "was-refunded" : "already-reversed");
      return;
    }
    // Its advance may have been given back as another payment's.
    if (hasRefunds(payment.accountId) && !outcome.ok) {
      expect(outcome.code).toBe("was-refunded");
      return;
    }
    must(outcome);
    payment.state = "reversed";
    add(payment.accountId, amount);
  };

  const giveUp = async ({ whose, amount }: Act & { act: "write-off" }): Promise<void> => {
    const accountId = accounts[whose] ?? "";
    keys += 1;
    const { debt, penalty } = await accountState(town.db, accountId);
    const give = () =>
      town.as(town.accountant, (work) =>
        writeOff(work, { accountId, amount, reason: "срок давности", key: `w${keys}` }),
      );
    const outcome = await give();
    if (amount > debt + penalty) {
      expect(codeOf(outcome)).toBe("more-than-owed");
      return;
    }
    expect(must(outcome).left).toBe(debt + penalty - amount);
    expect(must(await give()).left).toBe(debt + penalty - amount);
    add(accountId, -amount);
    const { id } = await town.db.writeOff.findFirstOrThrow({ where: { accountId }, orderBy: { id: "desc" } });
    givenUp.set(id, amount);
  };

  /** What turned out not to have been owed was not given up either, and nobody has it ahead. */
  const lessen = async (): Promise<void> => {
    for (const { id, accountId, amount, reversedAt } of await town.db.writeOff.findMany()) {
      const before = givenUp.get(id) ?? 0n;
      expect(amount >= 0n && amount <= before).toBe(true);
      givenUp.set(id, amount);
      if (!reversedAt) add(accountId, before - amount);
    }
  };

  /** A debt that was given up is owed again, once. */
  const restore = async ({ which }: { which: number }): Promise<void> => {
    const given = await town.db.writeOff.findMany({ orderBy: { id: "asc" } });
    const one = given[which % Math.max(1, given.length)];
    if (!one) return;
    await lessen();
    const outcome = await town.as(town.accountant, (work) =>
      reverseWriteOff(work, { writeOffId: one.id, reason: "ошибка" }),
    );
    if (one.reversedAt) {
      expect(codeOf(outcome)).toBe("write-off-reversed");
      return;
    }
    must(outcome);
    add(one.accountId, one.amount);
  };

  /** Money of an unknown payer: whose it was, if that is found, is paid as if it had been known. */
  const takeMoney = async ({ whose, amount, end }: Act & { act: "unknown" }): Promise<void> => {
    keys += 1;
    const date = addDays(town.time.now.toISOString().slice(0, 10), -(keys % 40));
    const { companyId } = town;
    const { suspenseId } = must(
      await town.as(town.accountant, (work) =>
        takeUnknown(work, { companyId, amount, date, method: "bank", key: `u${keys}` }),
      ),
    );
    if (end === "return")
      must(await town.as(town.accountant, (work) => returnUnknown(work, { suspenseId, reason: "чужое" })));
    if (end !== "assign") return;
    const accountId = accounts[whose] ?? "";
    const { paymentId } = must(
      await town.as(town.accountant, (work) => assignUnknown(work, { suspenseId, accountId })),
    );
    payments.push({ id: paymentId, accountId, state: "posted", refunded: false });
    add(accountId, -amount);
  };

  /** Enters an account's opening balance, or takes the one that stands back. */
  const open = async ({ whose, debt, penalty, advance }: Act & { act: "opening" }): Promise<void> => {
    const [unitId = "", accountId = ""] = [units[whose], accounts[whose]];
    const standing = await town.db.openingBalance.findFirst({ where: { accountId, reversedAt: null } });
    if (!standing) {
      const outcome = await town.as(town.accountant, (work) =>
        enterOpening(work, { unitId, date: "2023-12-31", due: "2023-11-15", debt, penalty, advance }),
      );
      if (debt + penalty + advance === 0n) expect(codeOf(outcome)).toBe("nothing-entered");
      return;
    }
    const outcome = await town.as(town.accountant, (work) =>
      reverseOpening(work, { openingId: standing.id, reason: "ошибка" }),
    );
    if (outcome.ok) return;
    expect(hasRefunds(accountId) ? ["was-written-off", "was-refunded"] : ["was-written-off"]).toContain(
      outcome.code,
    );
  };

  const refund = async ({ which, amount }: Act & { act: "refund" }): Promise<void> => {
    const payment = payments[which % Math.max(1, payments.length)];
    if (!payment) return;
    keys += 1;
    const outcome = await town.as(town.accountant, (work) =>
      refundPayment(work, { paymentId: payment.id, amount, reason: "ошибка", key: `r${keys}` }),
    );
    if (!outcome.ok) return;
    payment.refunded = true;
    add(payment.accountId, amount);
  };

  /** A price was wrong from some month on: it is put right, and the months are recalculated. */
  const correct = async (fix: Act & { act: "correct" }): Promise<void> => {
    const from = months.at(-1 - fix.monthsAgo);
    const last = months.at(-1);
    if (!from || !last) return;
    for (const { month } of months) if (month >= from.month) prices.set(month, fix.price);
    price = fix.price;
    await town.database.transaction((tx) =>
      tx.tariff.deleteMany({ where: { serviceId: service, from: { gt: firstDay(from.month) } } }),
    );
    const { companyId } = town;
    must(
      await town.as(town.accountant, (work) =>
        setTariff(work, {
          serviceId: service,
          buildingId: null,
          method: "area",
          price: fix.price,
          from: firstDay(from.month),
        }),
      ),
    );
    must(
      await town.as(town.accountant, (work) =>
        recalculateMonths(work, {
          companyId,
          buildingId: null,
          accountId: null,
          from: from.month,
          to: last.month,
          reason: "тариф",
        }),
      ),
    );
    await town.work();
  };

  const close = async (): Promise<void> => {
    const open = months.find(({ closed }) => !closed);
    if (!open) return;
    await town.close(open.id);
    open.closed = true;
  };

  /** A closed month takes no entry. */
  const late = async (): Promise<void> => {
    const closed = months.findLast((month) => month.closed);
    if (!closed) return;
    keys += 1;
    const outcome = await town.as(town.accountant, (work) =>
      postEntries(work, town.companyId, [
        {
          key: `late:${keys}`,
          kind: "adjustment",
          date: lastDay(closed.month),
          lines: [
            { account: `bank:${town.companyId}`, debit: 1n },
            { account: `receivable:${accounts[0]}`, credit: 1n },
          ],
        },
      ]),
    );
    expect(codeOf(outcome)).toBe("month-closed");
    expect(outcome).toMatchObject({ params: { open: nextMonth(closed.month) } });
  };

  const perform = async (act: Act): Promise<void> => {
    if (act.act === "pay") return pay(act);
    if (act.act === "reverse") return reverse(act);
    if (act.act === "restore") return restore(act);
    if (act.act === "refund") return refund(act);
    if (act.act === "write-off") return giveUp(act);
    if (act.act === "correct") return correct(act);
    if (act.act === "unknown") return takeMoney(act);
    if (act.act === "opening") return open(act);
    if (act.act === "close") return close();
    return act.act === "late" ? late() : charge();
  };

  /** What an account owes less what it has ahead is what the model says; so is the balance of any day. */
  const compare = async (at: number): Promise<void> => {
    const accountId = accounts[at] ?? "";
    await lessen();
    const lines = await town.db.ledgerLine.findMany({
      where: { account: { in: ["receivable", "penalties", "advances"].map((of) => `${of}:${accountId}`) } },
    });
    const penalties = await town.db.penalty.findMany({ where: { accountId } });
    const charged = await town.db.receipt.findMany({ where: { accountId } });
    const sum = (of: readonly bigint[]): bigint => of.reduce((total, part) => total + part, 0n);
    const standing = await town.db.openingBalance.findFirst({ where: { accountId, reversedAt: null } });
    const opening = standing ? standing.penalty - standing.advance : 0n;
    const net = sum(lines.map(({ debit, credit }) => debit - credit));
    expect(net).toBe(
      sum(charged.map((receipt) => receipt.charged)) +
        sum(penalties.map(({ amount }) => amount)) +
        opening +
        (money.get(accountId) ?? 0n),
    );
    const day = lines[keys % Math.max(1, lines.length)]?.date ?? "2024-01-31";
    for (const kindOf of ["receivable", "penalties", "advances"]) {
      const account = `${kindOf}:${accountId}`;
      const naive = lines.filter((line) => line.account === account && line.date <= day);
      expect(await balanceOf(town.db, account, day)).toBe(
        sum(naive.map(({ debit, credit }) => debit - credit)),
      );
    }
    // Recalculated or not: what waits for the next bill and what was billed make what a fresh charge would.
    const waiting = await town.db.recalculation.findMany({ where: { accountId, state: "pending" } });
    const fresh = [...prices.values()].map((of) =>
      amountOf(of, BigInt(areas[at] ?? 0) * 10n, { digits: 2, rounding: "half-up" }),
    );
    const bills = charged.filter(({ number }) => number !== null);
    expect(sum(bills.map((receipt) => receipt.charged)) + sum(waiting.map(({ amount }) => amount))).toBe(
      sum(fresh),
    );
    const unknown = await town.db.suspensePayment.findMany({ where: { state: "open" } });
    const company = `suspense:${town.companyId}`;
    expect(await balanceOf(town.db, company, "9999-12-31")).toBe(-sum(unknown.map(({ amount }) => amount)));
  };

  test(
    "debits are credits, a closed month rejects, and balances are those of a simple model",
    async () => {
      await fc.assert(
        fc.asyncProperty(acts, fc.nat(areas.length - 1), async (some, at) => {
          for (const act of some) await perform(act);
          await compare(at);
          expect(await town.faults()).toEqual([]);
        }),
        // The town goes on from run to run, so a shorter sequence would not be the same one.
        { numRuns, endOnFailure: true },
      );
      for (const at of areas.keys()) await compare(at);
      expect(await town.faults()).toEqual([]);
    },
    60_000 + numRuns * 2_000,
  );
});
