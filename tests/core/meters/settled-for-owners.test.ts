import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setResidents } from "../../../src/core/billing/accounts/account-facts.ts";
import { changeOwner } from "../../../src/core/billing/accounts/change-owner.ts";
import { recalculateMonths } from "../../../src/core/billing/month/recalculate.ts";
import { volumesByMeters } from "../../../src/core/meters/volumes/volumes-by-meters.ts";
import { databases } from "../../support/databases.ts";
import { type BillingTown, openBillingTown } from "../billing/billing-town.ts";
import { must } from "../requests/request-desk.ts";

describe.each(databases)("Months that a reading settles after the unit changed hands on $name", (kind) => {
  let town: BillingTown;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    town.meters.answer = volumesByMeters;
    const water = await town.service("water", { meterKind: "cold_water", group: "utility" });
    await town.tariff(water, "volume", 10_000_000n, { norm: 5_000n });
  }, 120_000);
  afterAll(async () => {
    expect(await town.faults()).toEqual([]);
    await town.end();
  });

  const unit = (at: number): string => town.lenina.unitIds[at] ?? "";
  const meter = async (
    at: number,
    readings: [day: string, kind: "initial" | "monthly" | "handover", value: bigint][],
  ) =>
    town.database.transaction(async (tx) => {
      const owner = { companyId: town.companyId, createdAt: town.time.now };
      const place = { buildingId: town.lenina.buildingId, unitId: unit(at), capacity: 10n ** 8n };
      const { id: meterId } = await tx.meter.create({
        data: { ...owner, ...place, kind: "cold_water", serial: `${at}`, zones: [] },
      });
      for (const [day, kind, value] of readings)
        await tx.reading.create({
          data: { ...owner, meterId, zone: "", kind, day, month: day.slice(0, 7), value, source: "staff" },
        });
    });
  const passes = (at: number, from: string, byReading = false) =>
    town.as(town.accountant, (work) => changeOwner(work, { unitId: unit(at), from, byReading }));
  /** What the accounts of a unit are charged in a month, oldest first: the month and volume of each line, and the sum. */
  const bills = async (monthId: string, at: number) => {
    const accounts = await town.db.billingAccount.findMany({
      where: { unitId: unit(at) },
      orderBy: { opened: "asc" },
    });
    const receipts = await town.db.receipt.findMany({ where: { monthId, unitId: unit(at) } });
    return Promise.all(
      accounts.map(async ({ id }) => {
        const receipt = receipts.find(({ accountId }) => accountId === id);
        if (!receipt) return null;
        const lines = (await town.linesOf(receipt.id)).map(
          ({ inputs, quantity }) => [inputs.ofMonth?.month ?? null, quantity] as const,
        );
        return { lines, charged: receipt.charged };
      }),
    );
  };

  test("are the former owner's for the days of theirs, and the new owner's for the rest", async () => {
    for (const at of [0, 1, 2, 3, 4])
      must(
        await town.as(town.accountant, (work) =>
          setResidents(work, { unitId: unit(at), from: "2026-01-01", count: 1 }),
        ),
      );
    // March is not read: 5 m³ by the norm, while 30 m³ are used in the 61 days of March and April.
    for (const at of [0, 1, 2, 4])
      await meter(at, [
        ["2026-01-20", "initial", 45_000n],
        ["2026-02-22", "monthly", 50_000n],
        ["2026-04-22", "monthly", 80_000n],
      ]);
    await meter(3, [
      ["2026-01-20", "initial", 45_000n],
      ["2026-02-22", "monthly", 50_000n],
      ["2026-04-15", "handover", 70_000n],
      ["2026-04-22", "monthly", 80_000n],
    ]);
    await town.month("2026-02");
    must(await passes(2, "2026-03-11"));
    town.time.now = new Date("2026-04-02T09:00:00Z");
    await town.month("2026-03");
    must(await passes(0, "2026-04-01"));
    must(await passes(1, "2026-04-16"));
    must(await passes(3, "2026-04-16", true));
    town.time.now = new Date("2026-05-02T09:00:00Z");
    const april = await town.month("2026-04");
    // 15.246 m³ of March, less 5; 14.754 of April.
    expect(await bills(april, 0)).toEqual([
      { lines: [["2026-03", 10_246n]], charged: 10_246n },
      { lines: [["2026-04", 14_754n]], charged: 14_754n },
    ]);
    expect(await bills(april, 1)).toEqual([
      {
        lines: [
          ["2026-04", 7_377n],
          ["2026-03", 10_246n],
        ],
        charged: 7_377n + 10_246n,
      },
      { lines: [["2026-04", 7_377n]], charged: 7_377n },
    ]);
    // 10 and 21 of the 31 days of March.
    expect(await bills(april, 2)).toEqual([
      { lines: [["2026-03", 3_305n]], charged: 3_305n },
      {
        lines: [
          ["2026-04", 14_754n],
          ["2026-03", 6_941n],
        ],
        charged: 14_754n + 6_941n,
      },
    ]);
    // Read on the day of the change: 20 m³, less 5, and 10.
    const [before, after] = await bills(april, 3);
    expect([before?.charged, after?.charged]).toEqual([15_000n, 10_000n]);
    // One owner all the while has one line, as ever.
    expect(await bills(april, 4)).toEqual([{ lines: [[null, 25_000n]], charged: 25_000n }]);
  });

  test("come to the same when the month is charged anew", async () => {
    const order = { companyId: town.companyId, buildingId: null, accountId: null };
    const span = { from: "2026-04", to: "2026-04", reason: "looked at again" };
    must(await town.as(town.accountant, (work) => recalculateMonths(work, { ...order, ...span })));
    await town.work();
    expect(await town.db.recalculation.count()).toBe(0);
  });
});
