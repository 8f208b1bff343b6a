import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountState } from "../../../src/core/billing/accounts/account-state.ts";
import { billsDueOn } from "../../../src/core/billing/month/bills-due.ts";
import {
  approveMonth,
  closeMonth,
  publishMonth,
  rechargeMonth,
} from "../../../src/core/billing/month/decide-month.ts";
import { startMonth } from "../../../src/core/billing/month/start-month.ts";
import { recordPayment } from "../../../src/core/billing/payments/record-payment.ts";
import { refundPayment } from "../../../src/core/billing/payments/refund-payment.ts";
import { reversePayment } from "../../../src/core/billing/payments/reverse-payment.ts";
import { databases } from "../../support/databases.ts";
import { codeOf, must } from "../requests/request-desk.ts";
import { type BillingTown, metersSay, openBillingTown } from "./billing-town.ts";

describe.each(databases)("A month on $name", (kind) => {
  let town: BillingTown;
  let upkeep: string;
  let power: string;
  let march: string;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    upkeep = await town.service("a-upkeep");
    power = await town.service("power", { meterKind: "electricity", group: "utility" });
    await town.tariff(upkeep, "area", 28_170_000n);
    await town.tariff(power, "volume", 6_990_000n);
    await town.tariff(power, "house", 6_990_000n, { buildingId: town.lenina.buildingId });
    const used = [800_000n, 700_000n, 900_000n, 655_400n, 900_000n];
    town.meters.answer = metersSay({
      units: town.lenina.unitIds.map((unitId, at) => ({
        unitId,
        serviceId: power,
        zone: null,
        volume: used[at] ?? 0n,
        origin: "readings",
        readingIds: [`r${at}`],
      })),
      house: [{ serviceId: power, zone: null, volume: 4_755_400n, origin: "readings" }],
    });
  });
  afterAll(async () => {
    expect(await town.faults()).toEqual([]);
    await town.end();
  });

  test("is drafted, with what is missing", async () => {
    march = await town.start("2026-03");
    const month = await town.db.billingMonth.findUniqueOrThrow({ where: { id: march } });
    expect(month).toMatchObject({ state: "charged", done: 7, accounts: 7, run: 1 });
    expect(await town.db.receipt.count()).toBe(0);
    expect((await town.draftsOf(march)).map(({ charged }) => charged)).toContain(661_310n);
    expect(
      (await town.db.missingVolume.findMany({ where: { monthId: march } }))
        .map(({ unitId }) => unitId)
        .sort(),
    ).toEqual([...town.mira.unitIds].sort());
    expect(await town.db.ledgerEntry.count()).toBe(0);
  });

  const explains = async () => {
    const receipt = await town.receiptOf(march, town.lenina.unitIds[1] ?? "");
    expect(receipt).toMatchObject({ number: 2, charged: 661_310n });
    expect(await town.linesOf(receipt.id)).toMatchObject([
      { serviceId: upkeep, formula: "area", quantity: 36_500n, amount: 102_821n, inputs: { area: 3650 } },
      { serviceId: power, formula: "volume", quantity: 700_000n, amount: 489_300n },
      {
        serviceId: power,
        formula: "house",
        amount: 69_189n,
        inputs: {
          house: 4_755_400n,
          individual: 3_955_400n,
          shared: 559_200n,
          share: 3650n,
          ofShares: 29_500n,
        },
      },
    ]);
  };

  test("starts once, and only the accountant approves it", async () => {
    const start = (month: string) =>
      town.as(town.manager, (work) => startMonth(work, { companyId: town.companyId, month }));
    expect(codeOf(await start("2026-03"))).toBe("month-exists");
    expect(codeOf(await start("2026-04"))).toBe("month-not-next");
    expect(codeOf(await town.as(town.administrator, (work) => approveMonth(work, { monthId: march })))).toBe(
      "forbidden",
    );
    expect(codeOf(await town.as(town.accountant, (work) => publishMonth(work, { monthId: march })))).toBe(
      "wrong-state",
    );
  });

  test("is charged anew after a fix, without a trace of the first drafts", async () => {
    const before = await town.draftsOf(march);
    must(await town.as(town.manager, (work) => rechargeMonth(work, { monthId: march })));
    await town.work();
    const after = await town.draftsOf(march);
    const plain = ({ id: _id, ...draft }: (typeof after)[number]) => draft;
    expect(after.map(plain)).toEqual(before.map(plain));
    expect(await town.db.receiptBatch.aggregate({ _sum: { receipts: true } })).toEqual({
      _sum: { receipts: 7 },
    });
    expect(await town.db.chargeTotal.findMany({ where: { monthId: march, serviceId: power } })).toMatchObject(
      [{ amount: 3_324_025n }],
    );
  });

  test("is published with numbers without gaps, once", async () => {
    // Days that were agreed before the law forbade it.
    const { companyId, lenina } = town;
    for (const [id, receiptsBy, dueDay] of [
      [companyId, 10, 20],
      [lenina.buildingId, 12, 25],
    ] as const) {
      const days = { receiptsBy, dueDay, name: "Дом", updatedAt: town.time.now };
      const row = { where: { id }, create: { ...days, id, companyId }, update: days };
      await town.database.transaction((tx) => tx.billingSettings.upsert(row));
    }
    expect(await billsDueOn(town.db, companyId, "2026-01")).toBe("2026-02-10");
    expect(await billsDueOn(town.db, companyId, "2026-03")).toBe("2026-04-05");
    await town.publish(march);
    const receipts = await town.receipts(march);
    expect(receipts.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    // The 15th of April 2026 is a Wednesday.
    expect(receipts[0]).toMatchObject({
      issued: "2026-04-02",
      due: "2026-04-15",
      paid: 0n,
    });
    expect(receipts[1]?.total).toBe(661_310n);
    const shown = town.heard.flatMap((event) =>
      event.type === "receipts.published" ? event.receiptIds : [],
    );
    expect(shown.sort()).toEqual(receipts.map(({ id }) => id).sort());
    await explains();
    expect(await town.draftsOf(march)).toEqual([]);
    const entries = await town.db.ledgerEntry.count();
    town.jobs.push({ queue: "publish-month", payload: { monthId: march, run: 2 } });
    await town.work();
    expect(await town.db.ledgerEntry.count()).toBe(entries);
  });

  test("takes payments: debts first, the rest ahead; the same key twice is one payment", async () => {
    const { id: accountId } = await town.accountOf(town.lenina.unitIds[1] ?? "");
    const pay = (amount: bigint, key: string) =>
      town.as(town.accountant, (work) =>
        recordPayment(work, { accountId, amount, date: "2026-04-02", method: "bank", key }),
      );
    expect(must(await pay(700_000n, "a"))).toMatchObject({ advance: 38_690n, isNew: true });
    expect(must(await pay(700_000n, "a"))).toMatchObject({ isNew: false });
    expect(await accountState(town.db, accountId)).toMatchObject({ debt: 0n, advance: 38_690n, open: [] });
    expect(codeOf(await pay(0n, "b"))).toBe("bad-amount");
    const asManager = await town.as(town.manager, (work) =>
      recordPayment(work, { accountId, amount: 1n, date: "2026-04-02", method: "cash", key: "c" }),
    );
    expect(codeOf(asManager)).toBe("forbidden");
  });

  test("a closed month takes nothing, and the next one is paid from the advance", async () => {
    await town.close(march);
    expect(codeOf(await town.as(town.accountant, (work) => closeMonth(work, { monthId: march })))).toBe(
      "wrong-state",
    );
    town.time.now = new Date("2026-05-02T09:00:00Z");
    const april = await town.month("2026-04");
    const receipt = await town.receiptOf(april, town.lenina.unitIds[1] ?? "");
    expect(receipt).toMatchObject({ advanceBefore: 38_690n, paid: 38_690n, total: 661_310n - 38_690n });
    const { id: accountId } = await town.accountOf(town.lenina.unitIds[1] ?? "");
    const late = await town.as(town.accountant, (work) =>
      recordPayment(work, { accountId, amount: 10_000n, date: "2026-03-20", method: "cash", key: "late" }),
    );
    must(late);
    const entry = await town.db.ledgerEntry.findFirstOrThrow({ where: { key: "money:late" } });
    expect(entry.date).toBe("2026-04-01");
  });

  test("a payment is reversed, also when its advance was spent; a refund gives back no more than is there", async () => {
    const { id: accountId } = await town.accountOf(town.lenina.unitIds[1] ?? "");
    const before = await accountState(town.db, accountId);
    const first = await town.db.payment.findFirstOrThrow({ where: { accountId, amount: 700_000n } });
    const reverse = (reason: string) =>
      town.as(town.accountant, (work) => reversePayment(work, { paymentId: first.id, reason }));
    expect(codeOf(await reverse(" "))).toBe("no-reason");
    must(await reverse("чужой платёж"));
    expect(codeOf(await reverse("ещё раз"))).toBe("already-reversed");
    const after = await accountState(town.db, accountId);
    expect(after.debt).toBe(before.debt + 700_000n);
    expect(after.advance).toBe(0n);
    expect(await town.faults()).toEqual([]);
    const paid = must(
      await town.as(town.accountant, (work) =>
        recordPayment(work, {
          accountId,
          amount: after.debt + 5_000n,
          date: "2026-05-02",
          method: "bank",
          key: "d",
        }),
      ),
    );
    const refund = (amount: bigint, key: string) =>
      town.as(town.accountant, (work) =>
        refundPayment(work, { paymentId: paid.paymentId, amount, reason: "вернуть", key }),
      );
    expect(codeOf(await refund(5_001n, "r1"))).toBe("more-than-advance");
    expect(must(await refund(2_000n, "r2"))).toEqual({ left: 3_000n });
    expect(must(await refund(2_000n, "r2"))).toEqual({ left: 3_000n });
    expect((await accountState(town.db, accountId)).advance).toBe(3_000n);
  });

  test("lateness costs by the law of the day, and a correction comes to the same as a fresh charge", async () => {
    const unitId = town.lenina.unitIds[2] ?? "";
    const { id: accountId } = await town.accountOf(unitId);
    for (const [now, month] of [
      ["2026-06-02", "2026-05"],
      ["2026-07-02", "2026-06"],
    ] as const) {
      town.time.now = new Date(`${now}T09:00:00Z`);
      await town.month(month);
    }
    const receipt = await town.receiptOf(march, unitId);
    // Due on the 15th of April: the 30th of June is day 76, of which 46 cost 9.5 % / 300.
    expect(receipt.lateFee).toBe((receipt.charged * 950n * 46n * 2n + 3_000_000n) / 6_000_000n);
    const kept = await town.db.penalty.findMany({ where: { receiptId: receipt.id } });
    expect(kept.length).toBe(2);
    const late = must(
      await town.as(town.accountant, (work) =>
        recordPayment(work, {
          accountId,
          amount: receipt.charged,
          date: "2026-05-10",
          method: "bank",
          key: "e",
        }),
      ),
    );
    town.time.now = new Date("2026-08-02T09:00:00Z");
    await town.month("2026-07");
    // It was paid on day 25 after all: nothing is owed for it.
    expect((await town.receiptOf(march, unitId)).lateFee).toBe(0n);
    must(
      await town.as(town.accountant, (work) =>
        reversePayment(work, { paymentId: late.paymentId, reason: "ошибка" }),
      ),
    );
    town.time.now = new Date("2026-09-02T09:00:00Z");
    await town.month("2026-08");
    const again = await town.receiptOf(march, unitId);
    // Day 138 is the 31st of August: 60 days at 1/300, 48 at 1/130.
    const exact = (receipt.charged * 950n * (60n * 13n + 48n * 30n)) / (10_000n * 3_900n);
    expect(again.lateFee - exact === 0n || again.lateFee - exact === 1n).toBe(true);
    expect(await town.faults()).toEqual([]);
  });
});
