import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeOwner } from "../../../src/core/billing/accounts/change-owner.ts";
import { ensureAccounts } from "../../../src/core/billing/accounts/ensure-accounts.ts";
import type { Work } from "../../../src/core/work/work.ts";
import { databases } from "../../support/databases.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

describe.each(databases)("Owners that are changed at once on $name", (kind) => {
  let town: BillingTown;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 1_000_000_000n);
    await town.month("2026-03");
  }, 120_000);
  afterAll(() => town.end());

  /** Whose account the unit was, day after day, without gaps and doubles. */
  const spans = async (unitId: string) =>
    (
      await town.db.billingAccount.findMany({
        where: { unitId },
        orderBy: [{ opened: "asc" }, { id: "asc" }],
      })
    ).map(({ opened, closed }) => [opened, closed]);
  const change = (work: Work, unitId: string, from: string) =>
    changeOwner(work, { unitId, from, byReading: false });

  test("the same change is made once, and the second one is told", async () => {
    for (const unitId of town.lenina.unitIds) {
      const outcomes = await Promise.all(
        [town.manager, town.accountant].map((who) =>
          town.as(who, (work) => change(work, unitId, "2026-04-11")),
        ),
      );
      expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
      expect(await spans(unitId)).toEqual([
        ["2026-03-01", "2026-04-10"],
        ["2026-04-11", null],
      ]);
    }
  });

  test("of two days the later one follows the other, or is all there is", async () => {
    const unitId = town.mira.unitIds[0] ?? "";
    await Promise.all(
      ["2026-04-05", "2026-04-20"].map((from) => town.as(town.manager, (work) => change(work, unitId, from))),
    );
    const found = await spans(unitId);
    expect(found.filter(([, closed]) => closed === null)).toEqual([["2026-04-20", null]]);
    expect(new Set(found.map(([opened]) => opened)).size).toBe(found.length);
  });

  test("a unit's first account is opened once, by the month or by hand", async () => {
    for (let trial = 0; trial < 4; trial += 1) {
      const { buildingId, unitIds } = await town.house(`ул. Новая, ${trial}`, [4000]);
      const unitId = unitIds[0] ?? "";
      const opening = { companyId: town.companyId, buildingId, month: "2026-04" };
      await Promise.all([
        town.as(town.manager, (work) => ensureAccounts(work, opening)),
        town.as(town.manager, (work) => change(work, unitId, "2026-04-11")),
      ]);
      expect((await spans(unitId)).filter(([, closed]) => closed === null)).toHaveLength(1);
    }
  });
});
