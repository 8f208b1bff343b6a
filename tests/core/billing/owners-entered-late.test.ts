import { expect, test } from "vitest";
import { changeOwner } from "../../../src/core/billing/accounts/change-owner.ts";
import { recalculateMonths } from "../../../src/core/billing/month/recalculate.ts";
import { databases } from "../../support/databases.ts";
import { must } from "../requests/request-desk.ts";
import { openBillingTown } from "./billing-town.ts";

test.each(databases)(
  "A past month is paid by whoever had the flat, once, however often that is put right, on $name",
  async (kind) => {
    const town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 10_000_000_000n);
    const charge = async (now: string, month: string) => {
      town.time.now = new Date(`${now}T09:00:00Z`);
      await town.month(month);
    };
    const unitId = town.lenina.unitIds[0] ?? "";
    const soldFrom = async (from: string, to: string): Promise<string> => {
      const { accountId } = must(
        await town.as(town.manager, (work) => changeOwner(work, { unitId, from, byReading: false })),
      );
      const months = { companyId: town.companyId, buildingId: null, accountId: null, from: "2026-03", to };
      must(
        await town.as(town.accountant, (work) => recalculateMonths(work, { ...months, reason: "продажа" })),
      );
      await town.work();
      return accountId;
    };
    await charge("2026-04-02", "2026-03");
    await charge("2026-05-02", "2026-04");
    const { id: first } = await town.accountOf(unitId);
    const second = await soldFrom("2026-03-17", "2026-04");
    await charge("2026-06-02", "2026-05");
    // It was sold on: the second owner had it for ten days, and April was charged to them by a recalculation alone.
    const third = await soldFrom("2026-03-27", "2026-05");
    await charge("2026-07-02", "2026-06");
    const sums: Record<string, Record<string, number>> = {};
    for (const { id, accountId, month } of await town.db.receipt.findMany({ where: { unitId } }))
      for (const { recalculates, amount } of await town.linesOf(id)) {
        const of = recalculates ?? month;
        sums[of] = { ...sums[of], [accountId]: (sums[of]?.[accountId] ?? 0) + Number(amount) };
      }
    // 16, 10 and 5 of 31 days.
    expect(sums).toEqual({
      "2026-03": { [first]: 516_129, [second]: 322_581, [third]: 161_290 },
      "2026-04": { [first]: 0, [second]: 0, [third]: 1_000_000 },
      "2026-05": { [second]: 0, [third]: 1_000_000 },
      "2026-06": { [third]: 1_000_000 },
    });
    expect(await town.faults()).toEqual([]);
    await town.end();
  },
  120_000,
);
