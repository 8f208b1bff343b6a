import { describe, expect, test } from "vitest";
import { addDays } from "../../../src/core/billing/calendar.ts";
import { chargeBuilding } from "../../../src/core/billing/month/charge-building.ts";
import type {
  AccountToCharge,
  BuildingToCharge,
  UnitToCharge,
} from "../../../src/core/billing/month/to-charge.ts";
import {
  type LateDebt,
  type PenaltyTerms,
  penaltySegments,
  penaltySum,
} from "../../../src/core/billing/penalties/penalty-of.ts";
import { dueDate } from "../../../src/core/billing/policy/due-date.ts";
import { policyPack } from "../../../src/core/billing/policy/policy-pack.ts";
import type { Price } from "../../../src/core/billing/tariffs/tariff-pieces.ts";
import type { Volumes } from "../../../src/core/billing/volumes.ts";

// Every sum was worked out apart from the code, with exact fractions.

const account = (accountId: string, more: Partial<AccountToCharge> = {}): AccountToCharge => ({
  accountId,
  opened: "2020-01-01",
  closed: null,
  byReading: false,
  privileges: [],
  ...more,
});

const unit = (unitId: string, area: number, accounts: readonly AccountToCharge[]): UnitToCharge => ({
  unitId,
  kind: "apartment",
  area,
  residents: [],
  accounts,
});

/** A price in millionths of a rouble, of one service. */
const price = (of: bigint, more: Partial<Price> = {}): Price => ({
  id: `${of} ${more.method} ${more.from} ${more.zone}`,
  serviceId: "service",
  method: "area",
  price: of,
  zone: null,
  norm: null,
  basis: "area",
  negative: "zero",
  from: "2020-01-01",
  to: null,
  own: false,
  unitKinds: null,
  ...more,
});

const exempt = { serviceId: null, discount: 10_000, from: "2020-01-01", to: null };

const none: Volumes = { units: [], house: [] };

/** What each account is charged, line by line: kopecks, and the quantity in thousandths. */
const charge = async (
  month: string,
  units: readonly UnitToCharge[],
  prices: readonly Price[],
  more: Partial<BuildingToCharge> = {},
) => {
  const services = [{ serviceId: "service", measured: true, prices }];
  const facts = { volumes: none, invoices: new Map(), carried: [], holders: new Map(), ...more };
  const charged = await chargeBuilding(
    { month, money: { digits: 2, rounding: "half-up" }, units, services, ...facts },
    async () => {},
  );
  const said = Object.fromEntries(
    [...charged.lines].map(([id, lines]) => [id, lines.map(({ amount }) => Number(amount))]),
  );
  return { ...charged, said };
};

const metered = (volume: bigint, more: Partial<Volumes["units"][number]> = {}): Volumes["units"][number] => ({
  unitId: "u",
  serviceId: "service",
  zone: null,
  volume,
  origin: "readings",
  ...more,
});

describe("A month worked out by hand", () => {
  const sold = (last: string, byReading = false) => [
    account("old", { closed: last }),
    account("new", { opened: addDays(last, 1), byReading }),
  ];

  test("of February is shared by its own days, 28 or 29", async () => {
    const at = async (year: number) =>
      (await charge(`${year}-02`, [unit("u", 5470, sold(`${year}-02-10`))], [price(31_100_000n)])).said;
    // 1701.17 of 10 and 18 days of 28; of 10 and 19 of 29.
    expect(await at(2027)).toEqual({ old: [60_756], new: [109_361] });
    expect(await at(2028)).toEqual({ old: [58_661], new: [111_456] });
  });

  test("with a price that changes has a line for each, by the days of a leap year's February", async () => {
    const prices = [price(28_170_000n, { to: "2028-02-15" }), price(30_000_000n, { from: "2028-02-16" })];
    const { said } = await charge("2028-02", [unit("u", 3650, [account("a")])], prices);
    // 36.5 × 28.17 × 15/29 and 36.5 × 30 × 14/29.
    expect(said).toEqual({ a: [53_183, 52_862] });
  });

  test("of a meter, with a price that changes: the volume is split by days and none of it is lost", async () => {
    const prices = [
      price(45_670_000n, { method: "volume", to: "2026-04-15" }),
      price(48_000_000n, { method: "volume", from: "2026-04-16" }),
    ];
    const volumes = { units: [metered(7_415n)], house: [] };
    const { said, lines } = await charge("2026-04", [unit("u", 3650, [account("a")])], prices, { volumes });
    expect(lines.get("a")?.map(({ quantity }) => quantity)).toEqual([3_708n, 3_707n]);
    expect(said).toEqual({ a: [16_934, 17_794] });
  });

  test("of a meter, with another owner and another price: the reading parts the owners, days the prices", async () => {
    const prices = [
      price(40_000_000n, { method: "volume", to: "2026-04-15" }),
      price(50_000_000n, { method: "volume", from: "2026-04-16" }),
    ];
    const usedBy = [{ day: "2026-04-10", volume: 4_000n }];
    const volumes = { units: [metered(10_000n, { usedBy })], house: [] };
    const units = [unit("u", 3650, sold("2026-04-10", true))];
    const { said } = await charge("2026-04", units, prices, { volumes });
    // 4 m³ before; of 6 m³ after, 5 of 20 days at the old price.
    expect(said).toEqual({ old: [16_000], new: [6_000, 22_500] });
    // Without a reading of that day it is days alone: 10, 5 and 15 of 30.
    const unread = await charge("2026-04", units, prices, {
      volumes: { units: [metered(10_000n)], house: [] },
    });
    expect(unread.said).toEqual({ old: [13_332], new: [6_668, 25_000] });
  });

  test("of a meter that gives back what an average had charged gives back no more than the privilege left of it", async () => {
    const prices = [price(50_000_000n, { method: "volume" })];
    const units = [unit("u", 3650, [account("a", { privileges: [{ ...exempt, discount: 5_000 }] })])];
    const of = async (volume: bigint) =>
      (await charge("2026-04", units, prices, { volumes: { units: [metered(volume)], house: [] } })).said;
    // 14 m³ by the norm, then a reading that says it were 10.
    expect(await of(14_000n)).toEqual({ a: [35_000] });
    expect(await of(-4_000n)).toEqual({ a: [-10_000] });
  });

  test("of a flat that nobody had at first is not paid for those days", async () => {
    const units = [unit("u", 5470, [account("a", { opened: "2026-05-11" })])];
    expect((await charge("2026-05", units, [price(31_100_000n)])).said).toEqual({ a: [115_241] });
  });

  test("of a meter with day and night has a line at each price", async () => {
    const prices = [
      price(7_450_000n, { method: "volume", zone: "day" }),
      price(2_980_000n, { method: "volume", zone: "night" }),
    ];
    const units = [metered(120_500n, { zone: "day" }), metered(61_250n, { zone: "night" })];
    const { said } = await charge("2026-05", [unit("u", 1, [account("a")])], prices, {
      volumes: { units, house: [] },
    });
    expect(said).toEqual({ a: [89_773, 18_253] });
  });

  test("of a meter with a price for the night and one for all: the day costs what all cost", async () => {
    const prices = [
      price(6_990_000n, { method: "volume" }),
      price(2_980_000n, { method: "volume", zone: "night" }),
    ];
    const units = [metered(120_500n, { zone: "day" }), metered(61_250n, { zone: "night" })];
    const of = async (volumes: Volumes["units"]) =>
      charge("2026-05", [unit("u", 1, [account("a")])], prices, { volumes: { units: volumes, house: [] } });
    // 120.5 × 6.99 and 61.25 × 2.98.
    expect((await of(units)).said).toEqual({ a: [84_230, 18_253] });
    // Who has no such meter pays the price for all: 181.75 × 6.99.
    expect((await of([metered(181_750n)])).said).toEqual({ a: [127_043] });
  });

  test("of a use that no price is for is told to lack data, not charged at some zone's price", async () => {
    const night = [price(2_980_000n, { method: "volume", zone: "night" })];
    const units = [metered(120_500n, { zone: "day" }), metered(61_250n, { zone: "night" })];
    const of = (volumes: Volumes["units"]) =>
      charge("2026-05", [unit("u", 1, [account("a")])], night, { volumes: { units: volumes, house: [] } });
    expect(await of(units)).toMatchObject({ said: { a: [18_253] }, missing: [{ unitId: "u" }] });
    expect(await of([metered(181_750n)])).toMatchObject({ said: {}, missing: [{ unitId: "u" }] });
  });

  test("of common use with a price for the night shares each kilowatt-hour once", async () => {
    const prices = [
      price(6_990_000n, { method: "house" }),
      price(2_980_000n, { method: "house", zone: "night" }),
    ];
    const house = (["day", "night"] as const).map((zone) => ({
      serviceId: "service",
      zone,
      volume: 100_000n,
      origin: "readings" as const,
    }));
    const units = [metered(60_000n, { zone: "day" }), metered(70_000n, { zone: "night" })];
    const { said } = await charge("2026-05", [unit("u", 5470, [account("a")])], prices, {
      volumes: { units, house },
    });
    // 40 by day × 6.99, 30 by night × 2.98.
    expect(said).toEqual({ a: [27_960, 8_940] });
  });

  test("of common use with a price that changes splits what the house used by days, as what its units used", async () => {
    const prices = [
      price(6_000_000n, { method: "house", to: "2026-04-10" }),
      price(9_000_000n, { method: "house", from: "2026-04-11" }),
    ];
    const house = [{ serviceId: "service", zone: null, volume: 100_000n, origin: "readings" as const }];
    const units = [unit("u", 5000, sold("2026-04-20")), unit("v", 5000, [account("c")])];
    const volumes = { units: [metered(70_000n)], house };
    const { said } = await charge("2026-04", units, prices, { volumes });
    // 30 kWh: 10 × 6 until the 10th, then 20 × 9; of the latter the first owner had 10 of 20 days.
    expect(said).toEqual({ old: [3_000, 4_500], new: [4_500], c: [3_000, 9_000] });
  });

  test("of a meter has one line for its price, also where that of common use changes", async () => {
    const prices = [
      price(29_650_000n, { method: "volume" }),
      price(20_000_000n, { method: "house", to: "2026-01-07" }),
      price(20_010_000n, { method: "house", from: "2026-01-08" }),
    ];
    const house = [{ serviceId: "service", zone: null, volume: 249_448n, origin: "readings" as const }];
    const volumes = { units: [metered(249_448n)], house };
    const { said } = await charge("2026-01", [unit("u", 9860, [account("a")])], prices, { volumes });
    // 249.448 × 29.65; in two parts of 7 and 24 days it would be a kopeck more.
    expect(said).toEqual({ a: [739_613] });
  });

  test("of common use counts what was used of a norm that is multiplied because staff were not let in", async () => {
    const house = [{ serviceId: "service", zone: null, volume: 100_000n, origin: "readings" as const }];
    const units = [
      metered(80_000n, { unitId: "u" }),
      metered(15_000n, { unitId: "v", origin: "norm", factor: 1500 }),
    ];
    const { said } = await charge(
      "2026-05",
      [unit("u", 5000, [account("a")]), unit("v", 5000, [account("b")])],
      [price(6_000_000n, { method: "house" })],
      { volumes: { units, house } },
    );
    // 100 less 80 and less 10 without the factor: 10 × 6.
    expect(said).toEqual({ a: [3_000], b: [3_000] });
  });

  describe("in which the house used less than its units", () => {
    const units = [5470, 3650, 6120, 4400, 9860].map((area, at) =>
      unit(`${at}`, area, [account(`a${at}`, { privileges: at === 0 ? [exempt] : [] })]),
    );
    const house = [{ serviceId: "service", zone: null, volume: 4_755_400n, origin: "readings" as const }];
    const volumes = { units: [metered(4_755_733n, { unitId: "0" })], house };
    const common = (negative: Price["negative"], more: Partial<BuildingToCharge> = {}) =>
      charge("2026-05", units, [price(6_990_000n, { method: "house", negative })], { volumes, ...more });

    test("it is given back by area, to the last kopeck, also to who is exempt", async () => {
      const { said, carry } = await common("credit");
      // −2.33 by 54.7, 36.5, 61.2, 44.0 and 98.6 of 295.
      expect(said).toEqual({ a0: [-43], a1: [-29], a2: [-48], a3: [-35], a4: [-78] });
      expect(carry).toEqual([]);
    });

    test("it is nothing, or it is kept and adds up until the house uses more", async () => {
      expect((await common("zero")).said).toEqual({});
      const first = await common("carry");
      expect(first.said).toEqual({});
      expect(first.carry).toEqual([{ serviceId: "service", zone: null, volume: -333n }]);
      const second = await common("carry", { carried: first.carry });
      expect(second.carry).toEqual([{ serviceId: "service", zone: null, volume: -666n }]);
      const third = await common("carry", {
        carried: second.carry,
        volumes: { ...volumes, house: house.map((one) => ({ ...one, volume: 4_756_733n })) },
      });
      // 1 kWh more than the units less 0.666: 0.334 × 6.99 = 2.33, and who is exempt pays none of it.
      expect(third.said).toEqual({ a0: [0], a1: [29], a2: [48], a3: [35], a4: [78] });
      expect(third.carry).toEqual([]);
    });
  });
});

describe("Lateness worked out by hand", () => {
  type Rates = readonly (readonly [string, number])[];
  const cost = (
    pack: string,
    debt: LateDebt,
    until: string,
    rates: Rates = [["0000-01-01", 1600]],
    group: "default" | "capital" = "default",
  ): bigint => {
    const { penalties } = policyPack(pack);
    const terms: PenaltyTerms = {
      rules: penalties[group] ?? penalties.default,
      rateOn: (_name, day) => rates.findLast(([from]) => from <= day)?.[1] ?? 0,
      rateChanges: () => rates.map(([from]) => from),
      pauses: [],
    };
    return penaltySum(penaltySegments(debt, terms, { until }));
  };
  const own = (pack: string): Rates => policyPack(pack).rates.map(({ from, rate }) => [from, rate] as const);
  const owed = (due: string, paid: LateDebt["paid"] = []): LateDebt => ({ due, principal: 1_000_000n, paid });

  test("over the end of the Russian cap: 9.5 % to the last day of 2026, the whole rate after it", () => {
    // 15 and 45 days by 300, 14 by 130.
    expect(cost("ru", owed("2026-11-16"), "2027-02-28")).toBe(45_981n);
  });

  test("a key rate below the cap counts, that of the day on which each part was paid, for all of its days", () => {
    const rates: Rates = [
      ["0000-01-01", 800],
      ["2026-08-15", 750],
    ];
    expect(cost("ru", owed("2026-06-15"), "2026-08-20", rates)).toBe(9_000n);
    const parts = [
      { date: "2026-08-01", amount: 400_000n },
      { date: "2026-08-20", amount: 600_000n },
    ];
    expect(cost("ru", owed("2026-06-15", parts), "2026-08-31", rates)).toBe(7_213n);
  });

  test("a leap year's February has a day more", () => {
    const flat: Rates = [["0000-01-01", 1000]];
    expect(cost("ru", owed("2028-01-17"), "2028-03-01", flat)).toBe(4_667n);
    expect(cost("ru", owed("2027-01-17"), "2027-03-01", flat)).toBe(4_333n);
  });

  test("on day 30 it is nothing, on days 90 and 91 a step", () => {
    expect(cost("ru", owed("2026-04-15"), "2026-05-15")).toBe(0n);
    expect(cost("ru", owed("2026-04-15"), "2026-07-14")).toBe(19_000n);
    expect(cost("ru", owed("2026-04-15"), "2026-07-15")).toBe(19_731n);
  });

  test("capital repairs have no second step", () => {
    expect(cost("ru", owed("2026-04-15"), "2026-08-13", own("ru"), "capital")).toBe(28_500n);
  });

  test("the German base rate changes within it, and was below nothing before 2023", () => {
    // 25 days of 7.27 %, 20 of 6.27 %.
    expect(cost("de", owed("2025-06-05"), "2025-07-20", own("de"))).toBe(8_415n);
    // 31 days of 4.12 %.
    expect(cost("de", owed("2022-09-30"), "2022-10-31", own("de"))).toBe(3_499n);
  });

  test("California: nothing by day 15, then a tenth, but ten dollars at least, and interest from day 30", () => {
    const debt = { due: "2026-01-01", principal: 50_000n, paid: [] };
    expect(cost("us", debt, "2026-01-16")).toBe(0n);
    expect(cost("us", debt, "2026-01-17")).toBe(5_000n);
    expect(cost("us", { ...debt, principal: 5_000n }, "2026-01-17")).toBe(1_000n);
    expect(cost("us", debt, "2026-02-28")).toBe(5_477n);
    expect(cost("us", { ...debt, paid: [{ date: "2026-01-16", amount: 50_000n }] }, "2026-02-28")).toBe(0n);
  });

  test("elsewhere five percent a year", () => {
    expect(cost("generic", { due: "2026-01-15", principal: 123_456n, paid: [] }, "2026-02-14")).toBe(507n);
  });

  test("a due date on a Saturday, a Sunday or a holiday moves on where the law says so", () => {
    const due = (pack: string, month: string) => dueDate(month, null, policyPack(pack));
    // Until March 2026 the 10th: a Saturday in January, and a Tuesday in February; then the 15th, first a Sunday.
    expect(due("ru", "2025-12")).toBe("2026-01-12");
    expect(due("ru", "2026-01")).toBe("2026-02-10");
    expect(due("ru", "2026-02")).toBe("2026-03-16");
    expect(due("ru", "2026-03")).toBe("2026-04-15");
    expect(due("ru", "2026-07")).toBe("2026-08-17");
    expect(due("ru", "2026-10")).toBe("2026-11-16");
    expect(due("ru", "2026-12")).toBe("2027-01-15");
    expect(due("us", "2026-01")).toBe("2026-02-01");
    expect(due("de", "2026-08")).toBe("2026-09-07");
  });
});
