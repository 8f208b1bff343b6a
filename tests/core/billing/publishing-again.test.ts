import { expect, test } from "vitest";
import { changeOwner } from "../../../src/core/billing/accounts/change-owner.ts";
import { approveMonth, publishMonth } from "../../../src/core/billing/month/decide-month.ts";
import { runPublishing } from "../../../src/core/billing/month/run-publishing.ts";
import { recordPayment } from "../../../src/core/billing/payments/record-payment.ts";
import type { Core } from "../../../src/core/work/core.ts";
import type { Database } from "../../../src/database/db.ts";
import { openDatabase } from "../../../src/database/open-database.ts";
import { databases } from "../../support/databases.ts";
import { must } from "../requests/request-desk.ts";
import { openBillingTown } from "./billing-town.ts";

test.each(databases)(
  "A month that stopped at its last step is published, whatever was paid meanwhile, on $name",
  async (kind) => {
    const town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 10_000_000_000n);
    await town.month("2026-03");
    const unitId = town.lenina.unitIds[0] ?? "";
    const { id: former } = await town.accountOf(unitId);
    must(
      await town.as(town.manager, (work) =>
        changeOwner(work, { unitId, from: "2026-04-01", byReading: false }),
      ),
    );
    town.time.now = new Date("2026-05-02T09:00:00Z");
    await town.month("2026-04");
    town.time.now = new Date("2026-06-02T09:00:00Z");
    const may = await town.start("2026-05");
    must(await town.as(town.accountant, (work) => approveMonth(work, { monthId: may })));
    must(await town.as(town.accountant, (work) => publishMonth(work, { monthId: may })));
    const dies: Core = {
      ...town.core,
      subscribers: [
        async ({ tx }, event) => {
          if (event.type !== "month.changed") return;
          const { state } = await tx.billingMonth.findUniqueOrThrow({ where: { id: event.monthId } });
          if (state === "published") throw new Error("killed");
        },
      ],
    };
    await expect(runPublishing(dies, may, 1)).rejects.toThrow("killed");
    const march = () => town.db.receipt.findFirstOrThrow({ where: { accountId: former, month: "2026-03" } });
    // Overdue since 2026-04-15: days 31 to 46 of 10,000.00 at 9.5 %.
    expect((await march()).lateFee).toBe(5_067n);
    must(
      await town.as(town.accountant, (work) =>
        recordPayment(work, {
          accountId: former,
          amount: 1_000_000n,
          date: "2026-05-20",
          method: "bank",
          key: "backdated",
        }),
      ),
    );
    await town.work();
    expect((await town.db.billingMonth.findUniqueOrThrow({ where: { id: may } })).state).toBe("published");
    // Days 31 to 35.
    expect(await march()).toMatchObject({ lateFee: 1_583n, lateCheck: false });
    const rows = await town.db.penalty.findMany({ where: { accountId: former }, orderBy: { id: "asc" } });
    expect(rows.map(({ amount }) => amount)).toEqual([5_067n, 1_583n - 5_067n]);
    expect(await town.faults()).toEqual([]);
    await town.end();
  },
  120_000,
);

// One process alone writes to SQLite.
test.each(databases.filter(({ name }) => name === "postgresql"))(
  "A month that two processes publish at once is published once, in one order, on $name",
  async (kind) => {
    const town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 10_000_000_000n);
    for (const street of ["А", "Б", "В"])
      await town.house(
        `ул. ${street}, 1`,
        Array.from({ length: 700 }, () => 3000),
      );
    const monthId = await town.start("2026-03");
    must(await town.as(town.accountant, (work) => approveMonth(work, { monthId })));
    must(await town.as(town.accountant, (work) => publishMonth(work, { monthId })));
    const other = await openDatabase(town.url);
    const told: number[] = [];
    const beside = (database: Database): Core => ({
      ...town.core,
      database,
      subscribers: [
        async ({ tx }, event) => {
          if (event.type !== "receipts.published") return;
          const { first, last } = event;
          told.push(await tx.receipt.count({ where: { monthId, position: { gte: first, lte: last } } }));
        },
      ],
    });
    await Promise.all([
      runPublishing(beside(town.database), monthId, 1),
      runPublishing(beside(other), monthId, 1),
    ]);
    await other.close();
    const receipts = await town.receipts(monthId);
    expect(receipts.map(({ number }) => number)).toEqual(receipts.map((_receipt, at) => at + 1));
    // Whoever hears of a building finds all of its receipts; the houses that the town had before are small.
    expect(told.filter((count) => count === 700)).toHaveLength(3);
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(receipts.length);
    const month = await town.db.billingMonth.findUniqueOrThrow({ where: { id: monthId } });
    expect(month).toMatchObject({ state: "published", done: receipts.length });
    expect(await town.faults()).toEqual([]);
    await town.end();
  },
  120_000,
);
