import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountState } from "../../../src/core/billing/accounts/account-state.ts";
import { balanceOf } from "../../../src/core/billing/ledger/balance.ts";
import { recordPayment } from "../../../src/core/billing/payments/record-payment.ts";
import { reversePayment } from "../../../src/core/billing/payments/reverse-payment.ts";
import { reverseWriteOff } from "../../../src/core/billing/payments/reverse-write-off.ts";
import { writeOff } from "../../../src/core/billing/payments/write-off.ts";
import { databases } from "../../support/databases.ts";
import { must } from "../requests/request-desk.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

describe.each(databases)("A penalty that was given up and shrinks on $name", (kind) => {
  let town: BillingTown;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 10_000_000_000n);
    await town.month("2026-03");
    for (const [now, month] of [
      ["2026-05-02", "2026-04"],
      ["2026-06-02", "2026-05"],
      ["2026-07-02", "2026-06"],
    ] as const) {
      town.time.now = new Date(`${now}T09:00:00Z`);
      await town.month(month);
    }
  });
  afterAll(() => town.end());

  const accountOf = async (at: number) => (await town.accountOf(town.lenina.unitIds[at] ?? "")).id;
  const pay = async (accountId: string, amount: bigint, date: string, key: string) =>
    must(
      await town.as(town.accountant, (work) =>
        recordPayment(work, { accountId, amount, date, method: "bank", key, forMonth: "2026-03" }),
      ),
    ).paymentId;
  const march = (accountId: string) =>
    town.db.receipt.findFirstOrThrow({ where: { accountId, month: "2026-03" } });
  const writtenOff = () => balanceOf(town.db, `write-offs:${town.companyId}`, "9999-12-31");
  const state = async (accountId: string) => {
    const { debt, penalty, advance } = await accountState(town.db, accountId);
    return { debt, penalty, advance };
  };

  /** Everything but the penalties is paid, and what they came to is given up; then they turn out smaller. */
  test("makes the write-off smaller, never an advance; taken back, what is left of it is owed", async () => {
    const [gone, part] = [await accountOf(0), await accountOf(1)];
    for (const accountId of [gone, part]) {
      await pay(accountId, 1_000_000n, "2026-06-30", `march ${accountId}`);
      await pay(accountId, 3_000_000n, "2026-06-30", `rest ${accountId}`);
      // Overdue since 2026-04-15: days 31 to 76 of 10,000.00 at 9.5 %.
      expect((await march(accountId)).lateFee).toBe(14_567n);
    }
    const { id: paidOff } = await town.db.payment.findFirstOrThrow({ where: { key: `march ${gone}` } });
    const { id: paidPart } = await town.db.payment.findFirstOrThrow({ where: { key: `march ${part}` } });
    for (const accountId of [gone, part])
      must(
        await town.as(town.accountant, async (work) => {
          const { penalty } = await accountState(work.tx, accountId);
          return writeOff(work, { accountId, amount: penalty, reason: "добрая воля", key: accountId });
        }),
      );
    const before = await writtenOff();
    expect(await state(gone)).toEqual({ debt: 0n, penalty: 0n, advance: 0n });
    // The bank's file had the wrong days: one paid in time, the other on day 40.
    for (const [paymentId, accountId, date] of [
      [paidOff, gone, "2026-04-14"],
      [paidPart, part, "2026-05-25"],
    ] as const) {
      must(await town.as(town.accountant, (work) => reversePayment(work, { paymentId, reason: "дата" })));
      await pay(accountId, 1_000_000n, date, `right ${accountId}`);
    }
    town.time.now = new Date("2026-08-03T09:00:00Z");
    await town.month("2026-07");
    expect((await march(gone)).lateFee).toBe(0n);
    // Days 31 to 40.
    expect((await march(part)).lateFee).toBe(3_167n);
    for (const accountId of [gone, part])
      expect(await state(accountId)).toMatchObject({ penalty: 0n, advance: 0n });
    expect(before - (await writtenOff())).toBe(14_567n + (14_567n - 3_167n));
    expect(await town.faults()).toEqual([]);
    for (const accountId of [gone, part]) {
      const { id: writeOffId } = await town.db.writeOff.findFirstOrThrow({ where: { accountId } });
      must(await town.as(town.accountant, (work) => reverseWriteOff(work, { writeOffId, reason: "ошибка" })));
    }
    expect(await writtenOff()).toBe(0n);
    expect((await march(gone)).lateFeePaid).toBe(0n);
    expect((await march(part)).lateFeePaid).toBe(0n);
    expect((await state(part)).penalty - (await state(gone)).penalty).toBe(3_167n);
    expect(await town.faults()).toEqual([]);
  });
});
