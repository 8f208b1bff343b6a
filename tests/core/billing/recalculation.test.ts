import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addExtraCharge,
  grantPrivilege,
  setInvoice,
  setResidents,
} from "../../../src/core/billing/accounts/account-facts.ts";
import { changeOwner } from "../../../src/core/billing/accounts/change-owner.ts";
import { recalculateMonths } from "../../../src/core/billing/month/recalculate.ts";
import { setTariff } from "../../../src/core/billing/tariffs/set-tariff.ts";
import { databases } from "../../support/databases.ts";
import { codeOf, must } from "../requests/request-desk.ts";
import { type BillingTown, metersSay, openBillingTown } from "./billing-town.ts";

describe.each(databases)("What makes a month different on $name", (kind) => {
  let town: BillingTown;
  let upkeep: string;
  let lift: string;
  let rubbish: string;
  let water: string;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    upkeep = await town.service("a-upkeep");
    lift = await town.service("b-lift");
    rubbish = await town.service("c-rubbish");
    water = await town.service("d-water", { meterKind: "cold_water", group: "utility" });
    await town.tariff(upkeep, "area", 32_450_000n, { buildingId: town.lenina.buildingId });
  });
  afterAll(async () => {
    expect(await town.faults()).toEqual([]);
    await town.end();
  });

  const at = (day: string) => {
    town.time.now = new Date(`${day}T09:00:00Z`);
  };
  const unit = (index: number): string => town.lenina.unitIds[index] ?? "";

  test("a price corrected for three closed months is posted as the exact differences, once", async () => {
    for (const [day, month] of [
      ["2026-02-02", "2026-01"],
      ["2026-03-02", "2026-02"],
      ["2026-04-02", "2026-03"],
    ] as const) {
      at(day);
      await town.close(await town.month(month));
    }
    must(
      await town.as(town.accountant, (work) =>
        setTariff(work, {
          serviceId: upkeep,
          buildingId: town.lenina.buildingId,
          method: "area",
          price: 31_100_000n,
          from: "2026-01-01",
        }),
      ),
    );
    const order = (reason: string) =>
      town.as(town.accountant, (work) =>
        recalculateMonths(work, {
          companyId: town.companyId,
          buildingId: null,
          accountId: null,
          from: "2026-01",
          to: "2026-03",
          reason,
        }),
      );
    expect(codeOf(await order(" "))).toBe("no-reason");
    expect(must(await order("тариф")).months).toBe(3);
    await town.work();
    await order("ещё раз");
    await town.work();
    at("2026-05-02");
    const april = await town.month("2026-04");
    const receipt = await town.receiptOf(april, unit(0));
    const lines = await town.linesOf(receipt.id);
    const past = lines.filter(({ recalculates }) => recalculates !== undefined);
    expect(
      past.map(({ amount, recalculates, inputs }) => [recalculates, amount, inputs.before, inputs.after]),
    ).toEqual(["2026-01", "2026-02", "2026-03"].map((month) => [month, -7385n, 177_502n, 170_117n]));
    expect(receipt.charged).toBe(170_117n - 22_155n);
    expect(await town.db.recalculation.count({ where: { state: "taken" } })).toBe(15);
  });

  test("owners who change in a month share it by days, meters by the reading of the day", async () => {
    at("2026-05-20");
    await town.tariff(water, "volume", 45_670_000n);
    const passed = must(
      await town.as(town.manager, (work) =>
        changeOwner(work, { unitId: unit(1), from: "2026-05-11", byReading: true }),
      ),
    );
    expect(
      codeOf(
        await town.as(town.manager, (work) =>
          changeOwner(work, { unitId: unit(1), from: "2026-05-11", byReading: false }),
        ),
      ),
    ).toBe("bad-span");
    town.meters.answer = async (db, question) => {
      const here = question.buildingId === town.lenina.buildingId;
      expect(question.splits).toEqual(here ? [{ unitId: unit(1), day: "2026-05-10" }] : []);
      return metersSay({
        units: [
          {
            unitId: unit(1),
            serviceId: water,
            zone: null,
            volume: 7_415n,
            origin: "readings",
            usedBy: [{ day: "2026-05-10", volume: 5_000n }],
          },
        ],
        house: [],
      })(db, question);
    };
    at("2026-06-02");
    const may = await town.month("2026-05");
    const receipts = await town.db.receipt.findMany({
      where: { monthId: may, unitId: unit(1) },
      orderBy: { position: "asc" },
    });
    const [before, after] = await Promise.all(receipts.map(({ id }) => town.linesOf(id)));
    // 36.5 m² × 31.10 = 1135.15, of 31 days.
    expect(before?.map(({ amount }) => amount)).toEqual([36_618n, 22_835n]);
    expect(after?.map(({ amount, quantity }) => [amount, quantity])).toEqual([
      [76_897n, 36_500n],
      [11_029n, 2_415n],
    ]);
    expect(before?.[0]?.inputs).toMatchObject({ days: 10, ofDays: 31, from: "2026-05-01", to: "2026-05-10" });
    expect(receipts[1]?.accountId).toBe(passed.accountId);
  });

  test("residents, invoices, privileges and extra charges each have their line", async () => {
    at("2026-06-03");
    town.meters.answer = metersSay({ units: [], house: [] });
    const { id: accountId } = await town.accountOf(unit(0));
    const { buildingId } = town.lenina;
    await town.tariff(rubbish, "resident", 100_000_000n);
    await town.tariff(lift, "invoice", null, { buildingId });
    const as = town.accountant;
    must(await town.as(as, (work) => setResidents(work, { unitId: unit(0), from: "2026-01-01", count: 2 })));
    must(await town.as(as, (work) => setResidents(work, { unitId: unit(0), from: "2026-06-11", count: 3 })));
    must(
      await town.as(as, (work) =>
        setInvoice(work, { buildingId, serviceId: lift, month: "2026-06", amount: 100_000n }),
      ),
    );
    must(
      await town.as(as, (work) =>
        grantPrivilege(work, {
          accountId,
          serviceId: upkeep,
          discount: 5_000,
          from: "2026-06-16",
          to: null,
          reason: null,
        }),
      ),
    );
    const extra = { accountId, serviceId: lift, amount: 50_000n, reason: "ключ" };
    must(await town.as(as, (work) => addExtraCharge(work, { ...extra, month: "2026-06" })));
    expect(codeOf(await town.as(as, (work) => addExtraCharge(work, { ...extra, month: "2026-05" })))).toBe(
      "month-published",
    );
    at("2026-07-02");
    const june = await town.month("2026-06");
    const lines = await town.linesOf((await town.receiptOf(june, unit(0))).id);
    const of = (serviceId: string) =>
      lines.filter((line) => line.serviceId === serviceId).map(({ amount }) => amount);
    // Half of a half: the privilege holds on 15 of 30 days.
    expect(of(upkeep)).toEqual([170_117n - 42_529n]);
    expect(lines.find((line) => line.serviceId === upkeep)?.inputs).toMatchObject({
      discount: 2_500,
      full: 170_117n,
    });
    // 10 days of two and 20 of three people.
    expect(of(rubbish)).toEqual([26_667n]);
    expect(of(lift)).toEqual([18_542n, 50_000n]);
    const shared = await town.db.chargeTotal.findFirstOrThrow({ where: { monthId: june, serviceId: lift } });
    expect(shared.amount).toBe(150_000n);
  });

  test("what the house used less than its units is kept for the next month, or given back", async () => {
    const { buildingId, unitIds } = town.mira;
    await town.tariff(water, "house", 10_000_000n, { buildingId, negative: "carry" });
    const saying = (house: bigint) =>
      metersSay({
        units: unitIds.map((unitId) => ({
          unitId,
          serviceId: water,
          zone: null,
          volume: 5_000n,
          origin: "readings",
        })),
        house: [{ serviceId: water, zone: null, volume: house, origin: "readings" }],
      });
    const say = (house: bigint) => {
      town.meters.answer = saying(house);
    };
    const common = async (monthId: string) =>
      (await Promise.all(unitIds.map(async (id) => town.linesOf((await town.receiptOf(monthId, id)).id))))
        .flat()
        .filter(({ formula, recalculates }) => formula === "house" && recalculates === undefined);
    say(9_000n);
    at("2026-08-02");
    const july = await town.month("2026-07");
    expect(await common(july)).toEqual([]);
    expect(await town.db.carriedVolume.findMany()).toMatchObject([{ month: "2026-07", volume: -1_000n }]);
    say(13_000n);
    at("2026-09-02");
    const august = await town.month("2026-08");
    const lines = await common(august);
    expect(lines.map(({ amount }) => amount)).toEqual([1_052n, 948n]);
    expect(lines[0]?.inputs).toMatchObject({ house: 13_000n, individual: 10_000n, carried: -1_000n });
    // The house's meter had said 8 m³ in July: nothing is to be paid there, but August takes 1 m³ less.
    const correct = async (july: bigint) => {
      const others = town.meters.answer;
      town.meters.answer = (db, question) =>
        (question.month === "2026-07" ? saying(july) : others)(db, question);
      const order = { companyId: town.companyId, buildingId, accountId: null, reason: "счётчик" };
      must(
        await town.as(town.accountant, (work) =>
          recalculateMonths(work, { ...order, from: "2026-07", to: "2026-07" }),
        ),
      );
      await town.work();
      town.meters.answer = others;
    };
    const differences = async () =>
      (await town.db.recalculation.findMany({ where: { state: "pending" }, orderBy: { amount: "asc" } })).map(
        ({ month, amount }) => [month, amount],
      );
    const waited = await differences();
    await correct(8_000n);
    expect((await differences()).slice(0, 2)).toEqual([
      ["2026-08", -526n],
      ["2026-08", -474n],
    ]);
    expect(await town.db.carriedVolume.findMany()).toMatchObject([{ month: "2026-07", volume: -2_000n }]);
    await correct(9_000n);
    const sums = (await differences()).reduce((sum, [, amount]) => sum + BigInt(amount ?? 0), 0n);
    expect(sums).toBe(waited.reduce((sum, [, amount]) => sum + BigInt(amount ?? 0), 0n));
    await town.tariff(water, "house", 10_000_000n, { buildingId, negative: "credit", from: "2026-09-01" });
    say(9_000n);
    at("2026-10-02");
    const september = await town.month("2026-09");
    expect((await common(september)).map(({ amount }) => amount)).toEqual([-526n, -474n]);
  });

  test("people count as the register has them at the month's end, unless staff enter the number", async () => {
    const dweller = async (unitId: string, from: string, to: string | null) => {
      const { companyId } = town;
      await town.database.transaction(async (tx) => {
        const person = await tx.person.create({ data: { companyId, nameSealed: town.vault.seal("x") } });
        await tx.occupancy.create({
          data: {
            companyId,
            personId: person.id,
            unitId,
            kind: "owner",
            from: new Date(from),
            to: to === null ? null : new Date(to),
          },
        });
      });
    };
    // Sold in the month; the new owners came in the last hour of Moscow's month, and a guest in the next one's first.
    await dweller(unit(1), "2020-01-01T00:00:00Z", "2026-10-20T09:00:00Z");
    await dweller(unit(1), "2026-10-20T09:00:00Z", null);
    await dweller(unit(1), "2026-10-31T20:30:00Z", null);
    await dweller(unit(1), "2026-10-31T21:30:00Z", null);
    await dweller(unit(2), "2020-01-01T00:00:00Z", "2026-10-31T20:30:00Z");
    await dweller(unit(3), "2020-01-01T00:00:00Z", null);
    must(
      await town.as(town.accountant, (work) =>
        setResidents(work, { unitId: unit(3), from: "2026-10-11", count: 4 }),
      ),
    );
    at("2026-11-02");
    const october = await town.month("2026-10");
    const people = async (index: number) =>
      (await town.linesOf((await town.receiptOf(october, unit(index))).id))
        .filter(({ serviceId }) => serviceId === rubbish)
        .map(({ amount, inputs }) => [amount, inputs.counted]);
    expect(await people(0)).toEqual([[30_000n, "staff"]]);
    expect(await people(1)).toEqual([[20_000n, "register"]]);
    expect(await people(2)).toEqual([]);
    // Ten days of one, 21 of four: 94 / 31 people.
    expect(await people(3)).toEqual([[30_323n, "both"]]);
  });
});
