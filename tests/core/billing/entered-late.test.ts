import { expect, test } from "vitest";
import { accountState } from "../../../src/core/billing/accounts/account-state.ts";
import { changeOwner } from "../../../src/core/billing/accounts/change-owner.ts";
import type { NewPayment } from "../../../src/core/billing/payments/post-payment.ts";
import { recordPayment } from "../../../src/core/billing/payments/record-payment.ts";
import { databases } from "../../support/databases.ts";
import { must } from "../requests/request-desk.ts";
import { openBillingTown } from "./billing-town.ts";

test.each(databases)(
  "A penalty is given back that was paid with money that had come in time, on $name",
  async (kind) => {
    const town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 10_000_000_000n);
    await town.month("2026-03");
    for (const [now, month] of [
      ["2026-05-02", "2026-04"],
      ["2026-06-02", "2026-05"],
    ] as const) {
      town.time.now = new Date(`${now}T09:00:00Z`);
      await town.month(month);
    }
    const { id: accountId } = await town.accountOf(town.lenina.unitIds[0] ?? "");
    const march = () => town.db.receipt.findFirstOrThrow({ where: { accountId, month: "2026-03" } });
    const { lateFee } = await march();
    expect(lateFee).toBe(5_067n);
    must(
      await town.as(town.accountant, (work) =>
        recordPayment(work, {
          accountId,
          amount: 3_000_000n + lateFee,
          date: "2026-04-10",
          method: "bank",
          key: "in time",
        }),
      ),
    );
    expect(await march()).toMatchObject({ paid: 1_000_000n, lateFeePaid: lateFee, settled: false });
    town.time.now = new Date("2026-07-02T09:00:00Z");
    await town.month("2026-06");
    expect(await march()).toMatchObject({ lateFee: 0n, lateFeePaid: 0n, settled: true });
    // Of June's 10,000.00 so much is paid by what was given back.
    expect(await accountState(town.db, accountId)).toMatchObject({
      debt: 1_000_000n - lateFee,
      penalty: 0n,
      advance: 0n,
    });
    expect(await town.faults()).toEqual([]);
    await town.end();
  },
  120_000,
);

test.each(databases)(
  "What is given back for one bill pays the others in the same month, on $name",
  async (kind) => {
    const town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 10_000_000_000n);
    const charge = async (now: string, month: string) => {
      town.time.now = new Date(`${now}T09:00:00Z`);
      await town.month(month);
    };
    await charge("2026-04-02", "2026-03");
    await charge("2026-05-02", "2026-04");
    const [mine = "", sold = ""] = town.lenina.unitIds;
    const { id: accountId } = await town.accountOf(mine);
    const { id: formerId } = await town.accountOf(sold);
    const of = (whose: string, month: string) =>
      town.db.receipt.findFirstOrThrow({ where: { accountId: whose, month } });
    const pay = async (payment: Partial<NewPayment> & { accountId: string; amount: bigint; date: string }) =>
      must(
        await town.as(town.accountant, (work) =>
          recordPayment(work, { method: "bank", key: `${payment.accountId} ${payment.amount}`, ...payment }),
        ),
      );
    must(
      await town.as(town.manager, (work) =>
        changeOwner(work, { unitId: sold, from: "2026-05-01", byReading: false }),
      ),
    );
    await charge("2026-06-02", "2026-05");
    await pay({ accountId, amount: 5_067n, date: "2026-06-02", forPenalty: true });
    await pay({ accountId, amount: 1_000_000n, date: "2026-04-10", forMonth: "2026-03" });
    // Both bills of who sold the flat, what March's cost so far, and something ahead.
    town.time.now = new Date("2026-06-20T09:00:00Z");
    await pay({ accountId: formerId, amount: 2_000_000n + 5_067n + 20_000n, date: "2026-06-20" });
    await charge("2026-07-02", "2026-06");
    // March's 16 days of lateness were none; April's are as many by now. Principal comes first.
    expect(await of(accountId, "2026-03")).toMatchObject({ lateFee: 0n, settled: true });
    expect(await of(accountId, "2026-04")).toMatchObject({ paid: 5_067n, lateFee: 5_067n, lateFeePaid: 0n });
    expect(await accountState(town.db, accountId)).toMatchObject({ advance: 0n });
    // 20 more days of March's, 6 of April's, paid by what was there.
    expect(await of(formerId, "2026-04")).toMatchObject({ lateFee: 1_900n, lateFeePaid: 1_900n });
    const march = await of(formerId, "2026-03");
    expect(march.lateFeePaid).toBe(march.lateFee);
    expect(await accountState(town.db, formerId)).toMatchObject({
      penalty: 0n,
      advance: 20_000n + 5_067n - march.lateFee - 1_900n,
    });
    expect(await town.faults()).toEqual([]);
    await town.end();
  },
  120_000,
);
