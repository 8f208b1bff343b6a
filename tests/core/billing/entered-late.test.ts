import { expect, test } from "vitest";
import { accountState } from "../../../src/core/billing/accounts/account-state.ts";
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
