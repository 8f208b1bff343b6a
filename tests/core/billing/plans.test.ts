import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePlan } from "../../../src/core/billing/debts/make-plan.ts";
import { databases } from "../../support/databases.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

describe.each(databases)("Instalment plans on $name", (kind) => {
  let town: BillingTown;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 1_000_000_000n);
    await town.month("2026-03");
    town.time.now = new Date("2026-04-20T09:00:00Z");
  }, 120_000);
  afterAll(() => town.end());

  const accountOf = async (at: number) => (await town.accountOf(town.lenina.unitIds[at] ?? "")).id;
  const make = (accountId: string) =>
    town.as(town.manager, (work) => makePlan(work, { accountId, months: 2, stopsPenalty: true }));

  test("an account has one, whoever else makes one at the moment", async () => {
    for (const at of [0, 1, 2]) {
      const accountId = await accountOf(at);
      const outcomes = await Promise.all([make(accountId), make(accountId), make(accountId)]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await town.db.instalmentPlan.count({ where: { accountId } })).toBe(1);
    }
  });
});
