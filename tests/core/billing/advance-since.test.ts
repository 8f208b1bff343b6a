import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordPayment } from "../../../src/core/billing/payments/record-payment.ts";
import { reversePayment } from "../../../src/core/billing/payments/reverse-payment.ts";
import { databases } from "../../support/databases.ts";
import { must } from "../requests/request-desk.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

describe.each(databases)("A payment that was none on $name", (kind) => {
  let town: BillingTown;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 10_000_000_000n);
    await town.month("2026-03");
  });
  afterAll(async () => {
    expect(await town.faults()).toEqual([]);
    await town.end();
  });

  const pay = async (accountId: string, amount: bigint, date: string, key: string) =>
    must(
      await town.as(town.accountant, (work) =>
        recordPayment(work, { accountId, amount, date, method: "bank", key }),
      ),
    ).paymentId;

  test("costs no penalty for the days on which the payer's other money was there", async () => {
    const { id: accountId } = await town.accountOf(town.lenina.unitIds[0] ?? "");
    town.time.now = new Date("2026-06-02T09:00:00Z");
    // Another's money paid the bill and something ahead; the own came in time in one part, late in the other.
    const wrong = await pay(accountId, 1_200_000n, "2026-04-10", "wrong");
    await pay(accountId, 600_000n, "2026-04-14", "in time");
    await pay(accountId, 400_000n, "2026-05-25", "on day 40");
    town.time.now = new Date("2026-08-03T09:00:00Z");
    must(
      await town.as(town.accountant, (work) => reversePayment(work, { paymentId: wrong, reason: "чужой" })),
    );
    const paid = await town.db.allocation.findMany({
      where: { accountId, undoneBy: null },
      select: { amount: true, date: true },
      orderBy: { date: "asc" },
    });
    expect(paid).toEqual([
      { amount: 600_000n, date: "2026-04-14" },
      { amount: 400_000n, date: "2026-05-25" },
    ]);
    await town.month("2026-04");
    await town.month("2026-05");
    await town.month("2026-06");
    await town.month("2026-07");
    const march = await town.db.receipt.findFirstOrThrow({ where: { accountId, month: "2026-03" } });
    // Days 31 to 40 of 4,000.00, and not to the day of the reversal.
    expect(march).toMatchObject({ paid: 1_000_000n, lateFee: 1_267n });
  });
});
