import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setInvoice, setResidents } from "../../../src/core/billing/accounts/account-facts.ts";
import { changeOwner } from "../../../src/core/billing/accounts/change-owner.ts";
import { volumesByNorm } from "../../../src/core/billing/volumes.ts";
import { databases } from "../../support/databases.ts";
import { must } from "../requests/request-desk.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

// Worked out by hand with exact fractions; March has 31 days.

describe.each(databases)("What holds for a part of a month on $name", (kind) => {
  let town: BillingTown;
  let water: string;
  let waste: string;
  let cleaning: string;
  let light: string;
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
    await lives(3, "2026-03-18", 2);
    await lives(4, "2026-02-01", 2);
    await lives(4, "2026-03-18", 3);
    const begins = async (at: number, from: string) => {
      const unitId = town.lenina.unitIds[at] ?? "";
      must(await town.as(town.manager, (work) => changeOwner(work, { unitId, from, byReading: false })));
    };
    await begins(3, "2026-03-18");
    await begins(4, "2026-01-01");
    await begins(4, "2026-03-18");
    waste = await town.service("waste", { group: "utility" });
    await town.tariff(waste, "resident", 310_000_000n);
    cleaning = await town.service("cleaning");
    light = await town.service("light", { meterKind: "electricity", group: "utility" });
    const { buildingId } = town.mira;
    await town.tariff(cleaning, "invoice", null, { buildingId, to: "2026-03-30" });
    await town.tariff(light, "house", 5_000_000n, { buildingId, to: "2026-03-30" });
    must(
      await town.as(town.accountant, (work) =>
        setInvoice(work, { buildingId, serviceId: cleaning, month: "2026-03", amount: 96_000n }),
      ),
    );
    town.meters.answer = async (db, question) => ({
      units: (await volumesByNorm(db, question)).units,
      house:
        question.buildingId === buildingId
          ? [{ serviceId: light, zone: null, volume: 3_100_000n, origin: "readings" }]
          : [],
    });
    march = await town.month("2026-03");
  }, 120_000);
  afterAll(async () => {
    expect(await town.faults()).toEqual([]);
    await town.end();
  });

  const chargedFor = async (service: string, at: number) => {
    const unitId = town.lenina.unitIds[at] ?? "";
    const receipts = await town.db.receipt.findMany({
      where: { monthId: march, unitId },
      orderBy: { position: "asc" },
    });
    const lines = await Promise.all(receipts.map(({ id }) => town.linesOf(id)));
    return lines
      .flat()
      .filter(({ serviceId }) => serviceId === service)
      .map(({ quantity, amount }) => [quantity, amount]);
  };

  test("a norm counts people by the days they lived there, rounded once", async () => {
    // 5 × 14/31, 5 × 2 × 17/31 and the whole month.
    expect(await chargedFor(water, 0)).toEqual([[2_258n, 2_258n]]);
    expect(await chargedFor(water, 1)).toEqual([[5_484n, 5_484n]]);
    expect(await chargedFor(water, 2)).toEqual([[5_000n, 5_000n]]);
  });

  test("whose account begins with the count of people pays for those days once, and two owners for their own people", async () => {
    // 2 × 14/31; then 2 × 17/31 of the old owner and 3 × 14/31 of the new one: of 310.00 and of 5 m³ for each.
    expect(await chargedFor(waste, 3)).toEqual([[2_000n, 28_000n]]);
    expect(await chargedFor(water, 3)).toEqual([[4_516n, 4_516n]]);
    expect(await chargedFor(waste, 4)).toEqual([
      [2_000n, 34_000n],
      [3_000n, 42_000n],
    ]);
    expect(await chargedFor(water, 4)).toEqual([
      [5_484n, 5_484n],
      [6_774n, 6_774n],
    ]);
  });

  test("a shared price that ends before the month does still shares the invoice, and the house's use of its days", async () => {
    const shared = async (unitId: string) =>
      (await town.linesOf((await town.receiptOf(march, unitId)).id))
        .filter(({ serviceId }) => serviceId === cleaning || serviceId === light)
        .map(({ formula, amount, inputs }) => [formula, amount, inputs.days, inputs.to]);
    // 960.00 and 3100 × 30/31 × 5.00 = 15,000.00, by 50.5 and 45.5 of 96 m².
    expect(await Promise.all(town.mira.unitIds.map(shared))).toEqual([
      [
        ["invoice", 50_500n, undefined, undefined],
        ["house", 789_063n, 30, "2026-03-30"],
      ],
      [
        ["invoice", 45_500n, undefined, undefined],
        ["house", 710_937n, 30, "2026-03-30"],
      ],
    ]);
    const lacking = await town.db.missingVolume.findMany({ where: { serviceId: { in: [cleaning, light] } } });
    expect(lacking).toEqual([]);
  });

  test("the norm is that of the price that serves: a building's own, though the company's is newer", async () => {
    const { buildingId, unitIds } = town.lenina;
    await town.tariff(water, "volume", 10_000_000n, { buildingId, from: "2026-04-01", norm: 2_000n });
    await town.tariff(water, "volume", 20_000_000n, { from: "2026-04-02", norm: 9_000n });
    const drafts = await town.draftsOf(await town.start("2026-04"));
    expect(drafts.find(({ unitId }) => unitId === unitIds[2])?.charged).toBe(2_000n);
  });
});
