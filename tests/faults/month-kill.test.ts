import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { approveMonth, publishMonth } from "../../src/core/billing/month/decide-month.ts";
import { startMonth } from "../../src/core/billing/month/start-month.ts";
import { recordPayment } from "../../src/core/billing/payments/record-payment.ts";
import { linesOfReceipts } from "../../src/core/billing/receipt-lines.ts";
import { packageRoot } from "../../src/database/package-root.ts";
import { type BillingTown, openBillingTown } from "../core/billing/billing-town.ts";
import { must } from "../core/requests/request-desk.ts";
import { databases } from "../support/databases.ts";
import { compileProgram, type Program } from "./support/program.ts";
import { seededRandom } from "./support/random.ts";
import { seed, tell } from "./support/run-options.ts";

/** Deaths while a month is charged, and as many while it is published: twenty points in all. */
const deaths = Number(process.env.DOMOVOY_MONTH_KILLS ?? 10);
/** A life ends before at most so many statements; a batch takes some fifteen, and there is a house in each. */
const mostStatements = 22;

describe.each(databases)(`kill -9 in a month's run on $name (DOMOVOY_SEED=${seed})`, (kind) => {
  let program: Program;
  let whole: BillingTown;
  let broken: BillingTown;
  beforeAll(async () => {
    program = compileProgram();
    [whole, broken] = [await settled(), await settled()];
  }, 240_000);
  afterAll(async () => {
    await whole?.end();
    await broken?.end();
    program?.remove();
  });

  /** A company with a month behind it, an advance and a debt that became late. */
  const settled = async (): Promise<BillingTown> => {
    const town = await openBillingTown(kind);
    const areas = Array.from({ length: 230 }, (_none, at) => 3000 + at * 7);
    for (const street of "АБВГДЕЖИКЛМ") await town.house(`ул. ${street}, 1`, areas);
    await town.tariff(await town.service("a"), "area", 28_170_000n);
    await town.tariff(await town.service("b", { group: "utility" }), "unit", 45_005_000n);
    await town.month("2026-03");
    const pay = (unitId: string, amount: bigint) =>
      town.as(town.accountant, async (work) =>
        recordPayment(work, {
          accountId: (await town.accountOf(unitId)).id,
          amount,
          date: "2026-04-02",
          method: "bank",
          key: unitId,
        }),
      );
    must(await pay(town.lenina.unitIds[0] ?? "", 1_000_000n));
    must(await pay(town.lenina.unitIds[1] ?? "", 10_000n));
    town.time.now = new Date("2026-06-02T09:00:00Z");
    return town;
  };

  const started = async (town: BillingTown): Promise<string> =>
    must(
      await town.as(town.manager, (work) =>
        startMonth(work, { companyId: town.companyId, month: "2026-04" }),
      ),
    ).monthId;
  const approved = async (town: BillingTown, monthId: string): Promise<void> => {
    must(await town.as(town.accountant, (work) => approveMonth(work, { monthId })));
    must(await town.as(town.accountant, (work) => publishMonth(work, { monthId })));
  };

  const live = (monthId: string, statements: number): Promise<NodeJS.Signals | null> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [join(packageRoot, "tests/faults/support/month-worker.mjs")], {
        env: {
          PATH: process.env.PATH ?? "",
          DOMOVOY_PROGRAM: program.folder,
          DATABASE_URL: broken.url,
          MONTH: monthId,
          RUN: "1",
          NOW: broken.time.now.toISOString(),
          STATEMENTS: String(statements),
        },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let errors = "";
      child.stderr?.on("data", (data: Buffer) => {
        errors += data.toString();
      });
      child.once("close", (code, signal) =>
        code === 0 || signal === "SIGKILL" ? resolve(signal) : reject(new Error(errors)),
      );
    });

  it(
    "leaves the ledger that a run without a break makes",
    async () => {
      const random = seededRandom(seed);
      const [monthId, other] = [await started(broken), await started(whole)];
      await whole.work();
      await approved(whole, other);
      await whole.work();
      let killed = 0;
      for (const stage of ["charge", "publish"]) {
        if (stage === "publish") await approved(broken, monthId);
        for (let death = 0; death < deaths; death += 1)
          if ((await live(monthId, 1 + Math.floor(random.number() * mostStatements))) === "SIGKILL")
            killed += 1;
        expect(await live(monthId, 0)).toBe(null);
      }
      tell(`${kind.name}: a month was killed ${killed} times; DOMOVOY_SEED=${seed}`);
      expect(killed).toBe(2 * deaths);
      expect(await broken.faults()).toEqual([]);
      expect(await dump(broken)).toEqual(await dump(whole));
    },
    60_000 + deaths * 30_000,
  );
});

/** Receipts and ledger by names instead of ids. */
const dump = async ({ db }: BillingTown) => {
  const names = new Map<string, string>();
  for (const { id, number } of await db.billingAccount.findMany()) names.set(id, number);
  for (const { id, code } of await db.service.findMany()) names.set(id, code);
  for (const { id } of await db.company.findMany()) names.set(id, "company");
  const receipts = await db.receipt.findMany({ orderBy: [{ month: "asc" }, { position: "asc" }] });
  for (const { id, month, number } of receipts) names.set(id, `${month}/${number}`);
  const named = (text: string): string =>
    text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => names.get(id) ?? "other");
  const entries = new Map((await db.ledgerEntry.findMany()).map((entry) => [entry.id, entry]));
  const lines = (await db.ledgerLine.findMany()).flatMap((line) => {
    const entry = entries.get(line.entryId);
    return entry ? [{ ...line, entry }] : [];
  });
  const turnover = await db.ledgerTurnover.findMany();
  const balances = await db.ledgerBalance.findMany();
  const explained = await linesOfReceipts(
    db,
    receipts.map(({ id }) => id),
  );
  return {
    receipts: receipts.map(({ accountId, month, number, charged, paid, total, penalty, lateFee, settled }) =>
      [named(accountId), month, number, charged, paid, total, penalty, lateFee, settled].join(" "),
    ),
    lines: lines
      .map(({ entry, account, date, debit, credit }) =>
        named(
          [entry?.kind, entry?.kind === "payment" ? "" : entry?.key, account, date, debit, credit].join(" "),
        ),
      )
      .sort(),
    turnover: turnover
      .map(({ account, month, debit, credit }) => named([account, month, debit, credit].join(" ")))
      .sort(),
    balances: balances.map(({ account, balance }) => named(`${account} ${balance}`)).sort(),
    explained: receipts.map(({ id }) => (explained.get(id) ?? []).map(({ amount }) => amount)),
  };
};
