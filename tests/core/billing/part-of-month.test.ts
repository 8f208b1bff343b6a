import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setResidents } from "../../../src/core/billing/accounts/account-facts.ts";
import { databases } from "../../support/databases.ts";
import { must } from "../requests/request-desk.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

// Worked out by hand with exact fractions; March has 31 days.

describe.each(databases)("What holds for a part of a month on $name", (kind) => {
  let town: BillingTown;
  let water: string;
  let march: string;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    water = await town.service("water", { meterKind: "cold_water", group: "utility" });
    await town.tariff(water, "volume", 10_000_000n, { norm: 5_000n });
    const lives = async (at: number, from: string, count: number) =>
      must(
        await town.as(town.manager, (work) =>
          setResidents(work, { unitId: town.lenina.unitIds[at] ?? "", from, count }),
        ),
      );
    await lives(0, "2026-03-18", 1);
    await lives(1, "2026-02-01", 2);
    await lives(1, "2026-03-18", 0);
    await lives(2, "2026-02-01", 1);
    march = await town.month("2026-03");
  }, 120_000);
  afterAll(async () => {
    expect(await town.faults()).toEqual([]);
    await town.end();
  });

  const waterOf = async (at: number) => {
    const receipt = await town.receiptOf(march, town.lenina.unitIds[at] ?? "");
    return (await town.linesOf(receipt.id))
      .filter(({ serviceId }) => serviceId === water)
      .map(({ quantity, amount }) => [quantity, amount]);
  };

  test("a norm counts people by the days they lived there, rounded once", async () => {
    // 5 × 14/31, 5 × 2 × 17/31 and the whole month.
    expect(await waterOf(0)).toEqual([[2_258n, 2_258n]]);
    expect(await waterOf(1)).toEqual([[5_484n, 5_484n]]);
    expect(await waterOf(2)).toEqual([[5_000n, 5_000n]]);
  });
});
