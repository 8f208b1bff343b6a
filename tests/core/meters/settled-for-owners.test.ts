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

  const houseOf = (at: number) => (at < 5 ? town.lenina : town.mira);
  const unit = (at: number): string => houseOf(at).unitIds[at % 5] ?? "";
  const meter = async (
    at: number,
    readings: [day: string, kind: "initial" | "monthly" | "handover", value: bigint][],
  ) =>
    town.database.transaction(async (tx) => {
      const owner = { companyId: town.companyId, createdAt: town.time.now };
      const place = { buildingId: houseOf(at).buildingId, unitId: unit(at), capacity: 10n ** 8n };
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
  const anew = async (buildingId: string | null, month: string) => {
    const order = { companyId: town.companyId, buildingId, accountId: null, from: month, to: month };
    must(await town.as(town.accountant, (work) => recalculateMonths(work, { ...order, reason: "anew" })));
    await town.work();
  };
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
        const lines = (await town.linesOf(receipt.id)).filter(
          ({ recalculates }) => recalculates === undefined,
        );
        return {
          lines: lines.map(({ inputs, quantity }) => [inputs.ofMonth?.month ?? null, quantity]),
          charged: lines.reduce((sum, { amount }) => sum + amount, 0n),
        };
      }),
    );
  };

  test("are the former owner's for the days of theirs, and the new owner's for the rest", async () => {
    const live = (at: number, count: number, from = "2026-01-01") =>
      town.as(town.accountant, (work) => setResidents(work, { unitId: unit(at), from, count }));
    for (const at of [0, 1, 2, 3, 4, 6]) must(await live(at, 1));
    must(await live(5, 3));
    must(await live(5, 1, "2026-03-11"));
    // March is not read: 5 m³ by the norm, while 30 m³ are used in the 61 days of March and April.
    for (const at of [0, 1, 2, 4, 5, 6])
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
    must(await passes(5, "2026-03-11"));
    town.time.now = new Date("2026-04-02T09:00:00Z");
    await town.month("2026-03");
    must(await passes(0, "2026-04-01"));
    // Told late: March was charged to who had left, and is charged anew.
    must(await passes(6, "2026-03-11"));
    await anew(town.mira.buildingId, "2026-03");
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
    // March was charged by people: 4.839 m³ to the three of the first days, 3.387 to the one of the others.
    expect((await bills(april, 5)).map((bill) => bill?.lines.at(-1))).toEqual([
      ["2026-03", 4_918n - 4_839n],
      ["2026-03", 10_328n - 3_387n],
    ]);
    expect(await bills(april, 6)).toEqual(await bills(april, 2));
    // One owner all the while has one line, as ever.
    expect(await bills(april, 4)).toEqual([{ lines: [[null, 25_000n]], charged: 25_000n }]);
  });

  test("come to the same when the month is charged anew", async () => {
    const before = await town.db.recalculation.count();
    await anew(null, "2026-04");
    expect(await town.db.recalculation.count()).toBe(before);
  });
});
