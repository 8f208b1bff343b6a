import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeOwner } from "../../../src/core/billing/accounts/change-owner.ts";
import { approveMonth } from "../../../src/core/billing/month/decide-month.ts";
import { giveReading } from "../../../src/core/meters/give-reading.ts";
import { readingProgress } from "../../../src/core/meters/missing-readings.ts";
import { remindReadings } from "../../../src/core/meters/remind-readings.ts";
import { databases } from "../../support/databases.ts";
import { type BillingTown, openBillingTown } from "../billing/billing-town.ts";
import { must } from "../requests/request-desk.ts";

describe.each(databases)("Reminders of readings on $name", (kind) => {
  let town: BillingTown;
  const meters: Record<string, string> = {};
  beforeAll(async () => {
    town = await openBillingTown(kind);
    town.time.now = new Date("2026-04-21T09:00:00Z");
  }, 120_000);
  afterAll(() => town.end());

  const unit = (at: number): string => town.lenina.unitIds[at] ?? "";
  const meter = async (
    at: number,
    serial: string,
    more: { verifiedUntil?: string; removed?: string } = {},
  ) => {
    const { companyId, lenina, time, database } = town;
    const { id } = await database.transaction((tx) =>
      tx.meter.create({
        data: {
          companyId,
          buildingId: lenina.buildingId,
          unitId: unit(at),
          kind: "cold_water",
          serial,
          zones: [],
          capacity: 10n ** 8n,
          createdAt: time.now,
          ...more,
        },
      }),
    );
    meters[serial] = id;
  };
  const lives = (at: number, name: string, more: { kind?: "owner" | "tenant"; to?: Date } = {}) =>
    town.database.transaction(async (tx) => {
      const { companyId, vault } = town;
      const { id } = await tx.person.create({ data: { companyId, nameSealed: vault.seal(name) } });
      const from = new Date("2020-01-01");
      await tx.occupancy.create({
        data: { companyId, personId: id, unitId: unit(at), kind: "owner", from, verifiedAt: from, ...more },
      });
    });
  const sends = (serial: string) =>
    town.as(town.accountant, (work) =>
      giveReading(work, { meterId: meters[serial] ?? "", zone: "", value: 5_000n, source: "staff" }),
    );
  /** Who is asked today, by name. */
  const reminded = async (): Promise<string[]> => {
    town.heard.length = 0;
    const { buildingId } = town.lenina;
    must(await town.as(town.manager, (work) => remindReadings(work, { buildingId })));
    const asked = town.heard.flatMap((event) => (event.type === "readings.wanted" ? [event.personId] : []));
    const people = await town.db.person.findMany({ where: { id: { in: asked } } });
    return people.map(({ nameSealed }) => town.vault.open(nameSealed ?? "")).sort();
  };

  test("go to the people of homes that lack readings which count, and to nobody else", async () => {
    // One of two is sent: both of the home are asked for the other.
    await Promise.all([lives(0, "Anna"), lives(0, "Boris", { kind: "tenant" })]);
    await meter(0, "A-1");
    await meter(0, "A-2");
    must(await sends("A-1"));
    // One of the home has sent it for all.
    await Promise.all([lives(1, "Clara"), lives(1, "David", { kind: "tenant" })]);
    await meter(1, "C-1");
    must(await sends("C-1"));
    // Taken away, and not verified any more: nothing of them would count.
    await lives(2, "Elena");
    await meter(2, "E-1", { removed: "2026-04-02" });
    await lives(3, "Fyodor");
    await meter(3, "F-1", { verifiedUntil: "2026-04-10" });
    // Sold: the account is closed, and who has left is not asked.
    await lives(4, "Galina", { to: new Date("2026-04-11") });
    await lives(4, "Herman");
    await meter(4, "G-1");
    must(
      await town.as(town.accountant, (work) =>
        changeOwner(work, { unitId: unit(4), from: "2026-04-11", byReading: false }),
      ),
    );
    expect(await reminded()).toEqual(["Anna", "Boris", "Herman"]);
    expect(await reminded()).toEqual([]);
    const building = await town.db.building.findUniqueOrThrow({ where: { id: town.lenina.buildingId } });
    const { missing, expired, given, registers } = await readingProgress(town.db, building, "2026-04");
    expect({ missing: missing.map(({ number }) => number), expired, given, registers }).toEqual({
      missing: ["1", "5"],
      expired: ["4"],
      given: 2,
      registers: 4,
    });
  });

  test("ask for what was not verified in time where it counts all the same", async () => {
    const pack = (policyPack: string) =>
      town.database.transaction((tx) => tx.company.updateMany({ data: { policyPack } }));
    await pack("generic");
    expect(await reminded()).toEqual(["Fyodor"]);
    await pack("ru");
  });

  test("end once the month's bills are approved: what comes then is the next month's", async () => {
    town.time.now = new Date("2026-04-24T09:00:00Z");
    await town.tariff(await town.service("upkeep"), "unit", 1_000_000_000n);
    const monthId = await town.start("2026-04");
    must(await town.as(town.accountant, (work) => approveMonth(work, { monthId })));
    expect(await reminded()).toEqual([]);
  });
});
