import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountState } from "../../../src/core/billing/accounts/account-state.ts";
import { balanceOf } from "../../../src/core/billing/ledger/balance.ts";
import { recordPayment } from "../../../src/core/billing/payments/record-payment.ts";
import { refundPayment } from "../../../src/core/billing/payments/refund-payment.ts";
import { reversePayment } from "../../../src/core/billing/payments/reverse-payment.ts";
import { assignUnknown, returnUnknown } from "../../../src/core/billing/payments/suspense/settle-unknown.ts";
import { takeUnknown } from "../../../src/core/billing/payments/suspense/take-unknown.ts";
import { databases } from "../../support/databases.ts";
import { codeOf, must } from "../requests/request-desk.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

describe.each(databases)("Money of an unknown payer on $name", (kind) => {
  let town: BillingTown;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 1_000_000_000n);
    await town.close(await town.month("2026-03"));
    town.time.now = new Date("2026-05-02T09:00:00Z");
  });
  afterAll(async () => {
    expect(await town.faults()).toEqual([]);
    await town.end();
  });

  const unit = (at: number): string => town.lenina.unitIds[at] ?? "";
  const take = (key: string, amount: bigint, date = "2026-04-10", actor = town.accountant) =>
    town.as(actor, (work) =>
      takeUnknown(work, {
        companyId: town.companyId,
        amount,
        date,
        method: "bank",
        key,
        payer: "ИВАНОВ И И",
      }),
    );
  const taken = async (key: string, amount: bigint) => must(await take(key, amount)).suspenseId;
  const assign = async (suspenseId: string, at: number, actor = town.accountant) => {
    const { id: accountId } = await town.accountOf(unit(at));
    return town.as(actor, (work) => assignUnknown(work, { suspenseId, accountId }));
  };
  const balance = (kindOf: string) => balanceOf(town.db, `${kindOf}:${town.companyId}`, "2026-12-31");
  const stateOf = async (at: number) => {
    const { debt, advance } = await accountState(town.db, (await town.accountOf(unit(at))).id);
    return [debt, advance];
  };

  test("waits in the ledger as owed to somebody, taken once, by the accountant alone", async () => {
    expect(codeOf(await take("1", 30_000n, "2026-04-10", town.manager))).toBe("forbidden");
    expect(codeOf(await take("1", 0n))).toBe("bad-amount");
    expect(codeOf(await take("1", 1n, "2026-02-30"))).toBe("bad-date");
    expect(codeOf(await take("1", 1n, "2026-05-03"))).toBe("date-ahead");
    const { suspenseId, isNew } = must(await take("1", 30_000n));
    expect([isNew, must(await take("1", 30_000n))]).toEqual([true, { suspenseId, isNew: false }]);
    expect([await balance("bank"), await balance("suspense")]).toEqual([30_000n, -30_000n]);
    const [row] = await town.db.suspensePayment.findMany();
    expect(row?.payerSealed).not.toContain("ИВАНОВ");
  });

  test("becomes the payment of its own day once somebody says whose it is, and only once", async () => {
    const [found] = await town.db.suspensePayment.findMany();
    const suspenseId = found?.id ?? "";
    expect(codeOf(await assign(suspenseId, 0, town.manager))).toBe("forbidden");
    must(await assign(suspenseId, 0));
    expect(codeOf(await assign(suspenseId, 1))).toBe("already-settled");
    expect(await stateOf(0)).toEqual([70_000n, 0n]);
    expect([await balance("bank"), await balance("suspense")]).toEqual([30_000n, 0n]);
    const payment = await town.db.payment.findFirstOrThrow({ where: { suspenseId } });
    expect(payment).toMatchObject({ date: "2026-04-10", method: "bank", amount: 30_000n });
    const [allocation] = await town.db.allocation.findMany({ where: { paymentId: payment.id } });
    expect(allocation).toMatchObject({ date: "2026-04-10", amount: 30_000n });
    expect(town.heard.at(-1)).toMatchObject({ type: "payment.posted", paymentId: payment.id });
  });

  test("waits again when that was wrong, and then is another's", async () => {
    const [{ id: suspenseId, paymentId } = { id: "", paymentId: "" }] =
      await town.db.suspensePayment.findMany();
    const reverse = () =>
      town.as(town.accountant, (work) =>
        reversePayment(work, { paymentId: paymentId ?? "", reason: "не тот" }),
      );
    expect(must(await reverse()).waits).toBe(true);
    expect(codeOf(await reverse())).toBe("already-reversed");
    expect(await stateOf(0)).toEqual([100_000n, 0n]);
    expect([await balance("bank"), await balance("suspense")]).toEqual([30_000n, -30_000n]);
    must(await assign(suspenseId, 1));
    expect(await stateOf(1)).toEqual([70_000n, 0n]);
  });

  test("goes back, with a reason, and an overpaid part of it from the account", async () => {
    const back = await taken("2", 5_000n);
    const giveBack = (reason: string, actor = town.accountant) =>
      town.as(actor, (work) => returnUnknown(work, { suspenseId: back, reason }));
    expect(codeOf(await giveBack("нет такого дома", town.administrator))).toBe("forbidden");
    expect(codeOf(await giveBack(" "))).toBe("no-reason");
    must(await giveBack("нет такого дома"));
    expect(codeOf(await giveBack("нет такого дома"))).toBe("already-settled");
    expect(codeOf(await assign(back, 2))).toBe("already-settled");
    expect([await balance("bank"), await balance("suspense")]).toEqual([30_000n, 0n]);
    const { paymentId } = must(await assign(await taken("3", 110_000n), 2));
    expect(await stateOf(2)).toEqual([0n, 10_000n]);
    must(
      await town.as(town.accountant, (work) =>
        refundPayment(work, { paymentId, amount: 10_000n, reason: "переплата", key: "r" }),
      ),
    );
    expect(await balance("bank")).toBe(130_000n);
    const acts = await town.db.auditEntry.findMany({ where: { act: { startsWith: "suspense." } } });
    expect(acts.filter(({ outcome }) => outcome === "done").map(({ act }) => act)).toEqual([
      "suspense.take",
      "suspense.assign",
      "suspense.assign",
      "suspense.take",
      "suspense.return",
      "suspense.take",
      "suspense.assign",
    ]);
  });

  test("is the same money under the same key, as whatever it was taken first, also at the same moment", async () => {
    const { id: accountId } = await town.accountOf(unit(3));
    const { companyId } = town;
    const pay = (key: string) =>
      town.as(town.accountant, (work) =>
        recordPayment(work, { accountId, amount: 700n, date: "2026-04-10", method: "bank", key }),
      );
    const bank = await balance("bank");
    const { paymentId } = must(await pay("statement-1"));
    expect(codeOf(await take("statement-1", 700n))).toBe("already-taken");
    const waiting = await taken("statement-2", 700n);
    expect(codeOf(await pay("statement-2"))).toBe("already-taken");
    // Once it is the account's, too: under its own key it was taken already.
    must(await assign(waiting, 3));
    expect(codeOf(await pay("statement-2"))).toBe("already-taken");
    must(await town.as(town.accountant, (work) => reversePayment(work, { paymentId, reason: "не платёж" })));
    expect(codeOf(await take("statement-1", 700n))).toBe("already-taken");
    expect(await balance("bank")).toBe(bank + 700n);
    const keys = Array.from({ length: 8 }, (_, at) => `both-${at}`);
    const both = await Promise.all(keys.flatMap((key) => [pay(key), take(key, 700n)]));
    expect(both.filter(({ ok }) => ok)).toHaveLength(keys.length);
    expect(await balance("bank")).toBe(bank + 700n * BigInt(1 + keys.length));
    expect(
      await town.db.ledgerEntry.count({ where: { companyId, key: { startsWith: "money:both-" } } }),
    ).toBe(keys.length);
  });
});
