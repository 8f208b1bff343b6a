import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linePacker } from "../../../src/core/billing/month/pack-lines.ts";
import { packTexts } from "../../../src/core/billing/pack-texts.ts";
import type { MeasuredService } from "../../../src/core/billing/volumes.ts";
import { volumesByMeters } from "../../../src/core/meters/volumes/volumes-by-meters.ts";
import type { Database } from "../../../src/database/db.ts";
import { openDatabase } from "../../../src/database/open-database.ts";
import { databases, type TestDatabase } from "../../support/databases.ts";

const createdAt = new Date("2026-12-01T00:00:00Z");

describe.each(databases)("what meters answer to a month on $name", (kind) => {
  let place: TestDatabase;
  let database: Database;
  let companyId: string;
  let buildingId: string;
  const units: Record<string, string> = {};
  beforeAll(async () => {
    place = await kind.create();
    database = await openDatabase(place.url);
    await database.transaction(async (tx) => {
      companyId = (await tx.company.create({ data: { name: "Дом" } })).id;
      const address = { companyId, address: "Ленина, 1", timeZone: "Europe/Moscow", language: "ru" };
      buildingId = (await tx.building.create({ data: address })).id;
      for (const number of ["read", "gap", "none", "denied", "zones"])
        units[number] = (await tx.unit.create({ data: { companyId, buildingId, number } })).id;
    });
    await meter("read", "cold_water", [], {
      "": [
        ["2026-10", 100],
        ["2026-11", 107],
      ],
    });
    await meter("gap", "cold_water", [], {
      "": [
        ["2026-08", 50],
        ["2026-11", 80],
      ],
    });
    await meter("denied", "cold_water", [], {
      "": [
        ["2026-05", 10],
        ["2026-06", 20],
        ["2026-07", 30],
        ["2026-08", 40],
        ["2026-10", 50],
      ],
    });
    await meter("zones", "electricity", ["day", "night"], {
      day: [
        ["2026-10", 0],
        ["2026-11", 150],
      ],
      night: [
        ["2026-10", 0],
        ["2026-11", 60],
      ],
    });
    await meter(null, "cold_water", [], {
      "": [
        ["2026-10", 1000],
        ["2026-11", 1100],
      ],
    });
    await charged(units.gap ?? "", "2026-09", 8_000n);
    // Of this, half a norm was the law's surcharge: only the norm itself is taken off.
    await charged(units.gap ?? "", "2026-10", 9_000n, 1500);
    await database.transaction(async (tx) => {
      for (const day of ["2026-11-03", "2026-11-10"])
        await tx.deniedAccess.create({ data: { companyId, unitId: units.denied ?? "", day, createdAt } });
    });
  });
  afterAll(async () => {
    await database.close();
    await place.drop();
  });

  type Values = Record<string, [string, number][]>;

  const meter = (
    unit: string | null,
    meterKind: "cold_water" | "electricity",
    zones: string[],
    values: Values,
  ) =>
    database.transaction(async (tx) => {
      const unitId = unit === null ? null : (units[unit] ?? null);
      const serial = `${unit} ${meterKind}`;
      const data = {
        companyId,
        buildingId,
        unitId,
        kind: meterKind,
        serial,
        zones,
        capacity: 10n ** 8n,
        createdAt,
      };
      const { id: meterId } = await tx.meter.create({ data });
      for (const [zone, read] of Object.entries(values))
        for (const [month, value] of read)
          await tx.reading.create({
            data: {
              companyId,
              meterId,
              zone,
              day: `${month}-22`,
              month,
              value: BigInt(value) * 1000n,
              source: "staff",
              createdAt,
            },
          });
    });

  const charged = (unitId: string, month: string, quantity: bigint, factor?: number) =>
    database.transaction(async (tx) => {
      const monthId = (
        await tx.billingMonth.create({ data: { companyId, month, state: "closed", createdAt } })
      ).id;
      await tx.billingAccount.upsert({
        where: { id: unitId },
        create: {
          id: unitId,
          companyId,
          buildingId,
          unitId,
          number: unitId,
          opened: "2020-01-01",
          createdAt,
        },
        update: {},
      });
      await tx.receipt.create({
        data: {
          companyId,
          buildingId,
          unitId,
          accountId: unitId,
          monthId,
          month,
          position: 1,
          charged: 0n,
          createdAt,
        },
      });
      const inputs = { volume: { origin: "norm" as const, ...(factor ? { factor } : {}) } };
      const line = {
        serviceId: "cold",
        formula: "volume" as const,
        tariffId: null,
        quantity,
        price: null,
        amount: 0n,
        inputs,
      };
      const packer = linePacker();
      await tx.receiptBatch.create({
        data: {
          companyId,
          monthId,
          buildingId,
          position: 1,
          receipts: 1,
          drafts: "[]",
          lines: packTexts([packer.pack([line])]),
          earned: {},
          published: true,
        },
      });
      await tx.sharedLines.create({
        data: { companyId, monthId, buildingId, run: 1, lines: packer.shared() },
      });
    });

  const ask = async (services: MeasuredService[], month = "2026-11", residentDays = 60) => {
    const { units: answers, house } = await volumesByMeters(database.read, {
      companyId,
      buildingId,
      month,
      units: Object.values(units).map((unitId) => ({ unitId, residentDays })),
      services,
      splits: [],
    });
    const nameOf = (unitId: string) => Object.entries(units).find(([, id]) => id === unitId)?.[0];
    return {
      house,
      answers: Object.fromEntries(
        answers.map(({ unitId, zone, volume, origin, factor }) => [
          `${nameOf(unitId)}${zone ? ` ${zone}` : ""}`,
          [volume, origin, ...(factor ? [factor] : [])],
        ]),
      ),
    };
  };

  const cold: MeasuredService = {
    serviceId: "cold",
    meterKind: "cold_water",
    zones: [],
    forAll: true,
    norm: 7_000n,
    house: true,
  };

  it("differences, the norm where nothing is known, and one and a half of it after two refusals to let in", async () => {
    const { answers, house } = await ask([cold]);
    expect(answers).toEqual({
      read: [7_000n, "readings"],
      // 30 by the counter, less 8 and 6 that were charged without it.
      gap: [16_000n, "readings"],
      none: [14_000n, "norm"],
      zones: [14_000n, "norm"],
      denied: [21_000n, "norm", 1500],
    });
    expect(house).toMatchObject([{ serviceId: "cold", volume: 100_000n, origin: "readings" }]);
  });

  it("the norm of who lived there for a part of the month by the days of it", async () => {
    // One for the month of 30 days and one for ten of them: 7 × 40 / 30, and one and a half of it.
    const { answers } = await ask([cold], "2026-11", 40);
    expect(answers.none).toEqual([9_333n, "norm"]);
    expect(answers.denied).toEqual([14_000n, "norm", 1500]);
  });

  it("registers apart where they have prices of their own, together where not", async () => {
    const power = { serviceId: "power", meterKind: "electricity", forAll: true, norm: null, house: false };
    expect((await ask([{ ...power, zones: ["day", "night"] }])).answers).toEqual({
      "zones day": [150_000n, "readings"],
      "zones night": [60_000n, "readings"],
    });
    // The day has no price of its own and takes the one for all: still it is no part of the night.
    expect((await ask([{ ...power, zones: ["night"] }])).answers).toEqual({
      "zones day": [150_000n, "readings"],
      "zones night": [60_000n, "readings"],
    });
    expect((await ask([{ ...power, zones: ["peak"] }])).answers).toEqual({ zones: [210_000n, "readings"] });
    expect((await ask([{ ...power, zones: [] }])).answers).toEqual({ zones: [210_000n, "readings"] });
  });
});
