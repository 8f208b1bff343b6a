import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ledger } from "../../../src/cli/ledger.ts";
import { recordPayment } from "../../../src/core/billing/payments/record-payment.ts";
import type { Tx } from "../../../src/database/db.ts";
import { databases } from "../../support/databases.ts";
import { pastTheGuards } from "../../support/past-the-guards.ts";
import { must } from "../requests/request-desk.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

describe.each(databases)("a look at the ledger, on $name", { timeout: 120_000 }, (kind) => {
  let town: BillingTown;
  let account: string;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 10_000_000_000n);
    await town.month("2026-03");
    account = (await town.accountOf(town.lenina.unitIds[0] ?? "")).id;
    must(
      await town.as(town.accountant, (work) =>
        recordPayment(work, {
          accountId: account,
          amount: 1_500_000n,
          date: "2026-04-02",
          method: "bank",
          key: "more than was asked for",
        }),
      ),
    );
  });
  afterAll(() => town.end());

  it("finds nothing where nothing is wrong, and the command says so", async () => {
    expect(await town.faults()).toEqual([]);
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
    expect(await ledger([], { DATABASE_URL: town.url })).toBe(0);
    expect(process.stdout.write).toHaveBeenCalledWith(expect.stringContaining("Every ledger balances"));
  });

  it.each<[string, (tx: Tx) => Promise<unknown>, (tx: Tx) => Promise<unknown>, string]>([
    [
      "a balance",
      (tx) =>
        tx.$executeRaw`UPDATE "LedgerBalance" SET "balance" = "balance" - 1 WHERE "account" LIKE 'bank:%'`,
      (tx) =>
        tx.$executeRaw`UPDATE "LedgerBalance" SET "balance" = "balance" + 1 WHERE "account" LIKE 'bank:%'`,
      "its balance is not the sum of its lines",
    ],
    [
      "a month's turnover",
      (tx) => tx.$executeRaw`UPDATE "LedgerTurnover" SET "debit" = "debit" + 1 WHERE "account" LIKE 'bank:%'`,
      (tx) => tx.$executeRaw`UPDATE "LedgerTurnover" SET "debit" = "debit" - 1 WHERE "account" LIKE 'bank:%'`,
      "its turnover of 2026-04 is not the sum of its lines",
    ],
    [
      "the month of a turnover",
      (tx) => tx.$executeRaw`UPDATE "LedgerTurnover" SET "month" = '2026-05' WHERE "account" LIKE 'bank:%'`,
      (tx) => tx.$executeRaw`UPDATE "LedgerTurnover" SET "month" = '2026-04' WHERE "account" LIKE 'bank:%'`,
      "its turnover of 2026-05 is not the sum of its lines",
    ],
    [
      "one side of an entry",
      (tx) => tx.$executeRaw`UPDATE "LedgerLine" SET "debit" = "debit" + 1 WHERE "account" LIKE 'bank:%'`,
      (tx) => tx.$executeRaw`UPDATE "LedgerLine" SET "debit" = "debit" - 1 WHERE "account" LIKE 'bank:%'`,
      "debits and credits differ",
    ],
  ])("finds that somebody changed %s", async (_what, change, back, sentence) => {
    await pastTheGuards(town.database, change);
    expect(await town.faults()).toEqual(expect.arrayContaining([expect.stringContaining(sentence)]));
    await pastTheGuards(town.database, back);
    expect(await town.faults()).toEqual([]);
  });

  it("finds a receipt that passes for settled, and an advance that is less than nothing", async () => {
    const unpaid = { accountId: { not: account }, month: "2026-03" };
    await town.database.transaction((tx) =>
      tx.receipt.updateMany({ where: unpaid, data: { settled: true } }),
    );
    expect(new Set((await town.faults()).map((fault) => fault.replace(/^receipt \S+:/, "")))).toEqual(
      new Set([" settled, though something of it is unpaid"]),
    );
    await town.database.transaction((tx) =>
      tx.receipt.updateMany({ where: unpaid, data: { settled: false } }),
    );
    const advances = `advances:${account}`;
    const { balance } = await town.db.ledgerBalance.findUniqueOrThrow({ where: { account: advances } });
    expect(balance).toBe(-500_000n);
    const put = (value: bigint) =>
      town.database.transaction((tx) =>
        tx.ledgerBalance.update({ where: { account: advances }, data: { balance: value } }),
      );
    await put(1n);
    expect(await town.faults()).toContain(`${advances}: less than nothing`);
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(await ledger([], { DATABASE_URL: town.url })).toBe(1);
    expect(process.stderr.write).toHaveBeenCalledWith(
      `Company ${town.companyId}: ${advances}: less than nothing.\n`,
    );
    await put(balance);
    expect(await town.faults()).toEqual([]);
  });
});
