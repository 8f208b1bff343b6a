import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setResidents } from "../../../src/core/billing/accounts/account-facts.ts";
import { recalculateMonths } from "../../../src/core/billing/month/recalculate.ts";
import { giveReading } from "../../../src/core/meters/give-reading.ts";
import { volumesByMeters } from "../../../src/core/meters/volumes/volumes-by-meters.ts";
import { databases } from "../../support/databases.ts";
import { type BillingTown, openBillingTown } from "../billing/billing-town.ts";
import { must } from "../requests/request-desk.ts";

describe.each(databases)("a month by the norm that was charged anew before the reading on $name", (kind) => {
  let town: BillingTown;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    town.meters.answer = volumesByMeters;
  }, 120_000);
  afterAll(async () => {
    expect(await town.faults()).toEqual([]);
    await town.end();
  });

  const on = (day: string) => {
    town.time.now = new Date(`${day}T09:00:00Z`);
  };

  test("is taken off as it was charged in the end", { timeout: 120_000 }, async () => {
    const water = await town.service("water", { meterKind: "cold_water", group: "utility" });
    await town.tariff(water, "volume", 10_000_000n, { norm: 5_000n });
    const unitId = town.lenina.unitIds[0] ?? "";
    const meterId = await town.database.transaction(async (tx) => {
      const meter = await tx.meter.create({
        data: {
          companyId: town.companyId,
          buildingId: town.lenina.buildingId,
          unitId,
          kind: "cold_water",
          serial: "1",
          zones: [],
          capacity: 10n ** 8n,
          createdAt: town.time.now,
        },
      });
      await tx.reading.create({
        data: {
          companyId: town.companyId,
          meterId: meter.id,
          zone: "",
          day: "2026-02-22",
          month: "2026-02",
          value: 50_000n,
          source: "staff",
          createdAt: town.time.now,
        },
      });
      return meter.id;
    });
    const live = (count: number) =>
      town.as(town.accountant, (work) => setResidents(work, { unitId, from: "2026-01-01", count }));
    must(await live(2));
    on("2026-04-02");
    const march = await town.month("2026-03");
    expect((await town.receiptOf(march, unitId)).charged).toBe(10_000n);
    must(await live(1));
    const order = {
      companyId: town.companyId,
      buildingId: null,
      accountId: null,
      from: "2026-03",
      to: "2026-03",
      reason: "one lives there",
    };
    must(await town.as(town.accountant, (work) => recalculateMonths(work, order)));
    await town.work();
    on("2026-04-22");
    const reading = { meterId, zone: "", value: 58_000n, source: "staff" as const, confirmed: true };
    must(await town.as(town.accountant, (work) => giveReading(work, reading)));
    on("2026-05-02");
    const april = await town.month("2026-04");
    // 8 m³ were used since February: 10 m³ charged, 5 given back, 3 to come.
    expect((await town.receiptOf(april, unitId)).charged).toBe(-5_000n + 3_000n);
  });
});
