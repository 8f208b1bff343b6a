import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setInvoice, setResidents } from "../../../src/core/billing/accounts/account-facts.ts";
import { rechargeMonth } from "../../../src/core/billing/month/decide-month.ts";
import { missingData, monthPreview } from "../../../src/core/billing/month/preview.ts";
import { databases } from "../../support/databases.ts";
import { must } from "../requests/request-desk.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

describe.each(databases)("What a month can't be charged by on $name", (kind) => {
  let town: BillingTown;
  let house: Awaited<ReturnType<BillingTown["house"]>>;
  let empty: Awaited<ReturnType<BillingTown["house"]>>;
  let march: string;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    house = await town.house("ул. Садовая, 3", [5000, null, 5000]);
    empty = await town.house("ул. Садовая, 4", [null, null]);
    const of = { buildingId: house.buildingId };
    await town.tariff(await town.service("a-upkeep"), "area", 30_000_000n, of);
    await town.tariff(await town.service("b-waste"), "resident", 100_000_000n, of);
    const water = await town.service("c-water", { meterKind: "cold_water", group: "utility" });
    await town.tariff(water, "volume", 10_000_000n, { ...of, norm: 5_000n });
    const cleaning = await town.service("d-cleaning");
    for (const { buildingId } of [house, empty]) {
      await town.tariff(cleaning, "invoice", null, { buildingId, basis: "area" });
      must(
        await town.as(town.accountant, (work) =>
          setInvoice(work, { buildingId, serviceId: cleaning, month: "2026-03", amount: 100_000n }),
        ),
      );
    }
    await lives(0, 2);
    // Known to be empty: nothing to pay for, and nothing is missing.
    await lives(1, 0);
    march = await town.start("2026-03");
  }, 120_000);
  afterAll(async () => {
    expect(await town.faults()).toEqual([]);
    await town.end();
  });

  const lives = async (at: number, count: number) =>
    must(
      await town.as(town.manager, (work) =>
        setResidents(work, { unitId: house.unitIds[at] ?? "", from: "2026-02-01", count }),
      ),
    );
  const lacking = async () =>
    (await missingData(town.db, march))
      .map(
        ({ address, unit, names, lacks }) => `${address} ${unit} ${(names as { en: string }).en}: ${lacks}`,
      )
      .sort();

  test("is told: areas, numbers of residents, and sums that nobody can share", async () => {
    expect(await lacking()).toEqual([
      "ул. Садовая, 3 2 a-upkeep: area",
      "ул. Садовая, 3 2 d-cleaning: area",
      "ул. Садовая, 3 3 b-waste: residents",
      "ул. Садовая, 3 3 c-water: residents",
      "ул. Садовая, 4 1 d-cleaning: area",
      "ул. Садовая, 4 2 d-cleaning: area",
      "ул. Садовая, 4 null d-cleaning: shares",
    ]);
    expect((await monthPreview(town.db, march))?.missing).toEqual({ units: 4, houses: 1 });
  });

  test("is charged once it is known", async () => {
    await lives(2, 1);
    await town.database.transaction((tx) =>
      tx.unit.updateMany({ where: { area: null }, data: { area: 2500 } }),
    );
    must(await town.as(town.manager, (work) => rechargeMonth(work, { monthId: march })));
    await town.work();
    expect(await lacking()).toEqual([]);
    await town.publish(march);
    const chargedTo = async ({ unitIds }: typeof house) =>
      Promise.all(unitIds.map(async (unitId) => (await town.receiptOf(march, unitId)).charged));
    // By area of 125 m²: 400, 200 and 400 of the invoice; upkeep, waste and water on top.
    expect(await chargedTo(house)).toEqual([
      40_000n + 150_000n + 20_000n + 10_000n,
      20_000n + 75_000n,
      40_000n + 150_000n + 10_000n + 5_000n,
    ]);
    expect(await chargedTo(empty)).toEqual([50_000n, 50_000n]);
  });
});
