import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enterOpening } from "../../../src/core/billing/opening/enter-opening.ts";
import { reverseOpening } from "../../../src/core/billing/opening/reverse-opening.ts";
import { recordPayment } from "../../../src/core/billing/payments/record-payment.ts";
import { refundPayment } from "../../../src/core/billing/payments/refund-payment.ts";
import { reversePayment } from "../../../src/core/billing/payments/reverse-payment.ts";
import { databases } from "../../support/databases.ts";
import { codeOf, must } from "../requests/request-desk.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

describe.each(databases)("Money that was given back on $name", (kind) => {
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
  const enter = async (at: number, sums: { debt: bigint; advance: bigint }) =>
    must(
      await town.as(town.accountant, (work) =>
        enterOpening(work, { unitId: unit(at), date: "2026-02-28", penalty: 0n, ...sums }),
      ),
    );
  const pay = async (at: number, amount: bigint, key: string) => {
    const { id: accountId } = await town.accountOf(unit(at));
    const payment = { accountId, amount, date: "2026-03-01", method: "bank" as const, key };
    return must(await town.as(town.accountant, (work) => recordPayment(work, payment))).paymentId;
  };
  const refund = async (paymentId: string, amount: bigint, key: string) =>
    must(
      await town.as(town.accountant, (work) =>
        refundPayment(work, { paymentId, amount, reason: "переплата", key }),
      ),
    );
  const reverse = (paymentId: string) =>
    town.as(town.accountant, (work) => reversePayment(work, { paymentId, reason: "не тот" }));

  test("is not taken back once more with the payment that it came from", async () => {
    await enter(0, { debt: 10_000n, advance: 0n });
    const onDebt = await pay(0, 10_000n, "debt");
    const ahead = await pay(0, 5_000n, "ahead");
    await refund(onDebt, 5_000n, "refund");
    expect(codeOf(await reverse(ahead))).toBe("was-refunded");
    expect(await town.db.payment.findUniqueOrThrow({ where: { id: ahead } })).toMatchObject({
      state: "posted",
    });
    expect(await town.faults()).toEqual([]);
  });

  test("is not taken back once more with the opening balance that it came from", async () => {
    await enter(1, { debt: 0n, advance: 5_000n });
    const { id: accountId } = await town.accountOf(unit(1));
    await town.publish(await town.start("2026-03"));
    const { charged, paid } = await town.db.receipt.findFirstOrThrow({ where: { accountId } });
    const onDebt = await pay(1, charged - paid, "rest");
    const ahead = await pay(1, 5_000n, "more");
    await refund(onDebt, 5_000n, "back");
    must(await reverse(ahead));
    const opening = await town.db.openingBalance.findFirstOrThrow({ where: { accountId } });
    const outcome = await town.as(town.accountant, (work) =>
      reverseOpening(work, { openingId: opening.id, reason: "ошибка" }),
    );
    expect(codeOf(outcome)).toBe("was-refunded");
    expect(await town.faults()).toEqual([]);
  });

  test("pays no receipt that is published at the same moment", async () => {
    const { id: accountId } = await town.accountOf(unit(2));
    const [march] = await town.db.receipt.findMany({ where: { accountId } });
    const paymentId = await pay(2, (march?.charged ?? 0n) + 60_000n, "both");
    town.time.now = new Date("2026-05-02T09:00:00Z");
    const april = await town.start("2026-04");
    let refunded = (): void => {};
    let goOn = (): void => {};
    const isRefunded = new Promise<void>((resolve) => {
      refunded = resolve;
    });
    const mayCommit = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const refunding = town.as(town.accountant, async (work) => {
      const back = { paymentId, amount: 60_000n, reason: "переплата", key: "meanwhile" };
      const outcome = await refundPayment(work, back);
      refunded();
      await mayCommit;
      return outcome;
    });
    await isRefunded;
    const publishing = town.publish(april);
    setTimeout(goOn, 500);
    must(await refunding);
    await publishing;
    const receipt = await town.receiptOf(april, unit(2));
    expect(receipt).toMatchObject({ advanceBefore: 0n, paid: 0n, total: receipt.charged });
    expect(await town.faults()).toEqual([]);
  });
});
