import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseReadings } from "../../../src/core/meters/import/parse-readings.ts";
import { judgeReading, judgeTurned, type Surroundings } from "../../../src/core/meters/judge-reading.ts";
import { parseReading } from "../../../src/core/meters/parse-reading.ts";
import { meterPolicy } from "../../../src/core/meters/policy.ts";
import { readingTime } from "../../../src/core/meters/reading-month.ts";
import { readingsIn } from "../../../src/core/meters/readings-in.ts";
import type { RegisterReading } from "../../../src/core/meters/register-readings.ts";
import { registerVolume } from "../../../src/core/meters/volumes/register-volume.ts";

const runs = Number(process.env.DOMOVOY_RUNS ?? 300);
const capacity = 100_000_000n;

describe("a reading as it is typed", () => {
  it.each([
    ["124,5", 124_500n],
    ["00 124.500 м³", 124_500n],
    ["124,125", 124_125n],
    ["0", 0n],
    ["1 245 кВт·ч", 1_245_000n],
    ["12O,5", 120_500n],
    ["ОО124,5", 124_500n],
    ["124,5м3", 124_500n],
    ["124,5.", 124_500n],
    ["ХВС: 124,5 куб.м", 124_500n],
  ])("%s", (text, value) => expect(parseReading(text, capacity)).toEqual({ ok: true, value }));

  it.each([
    ["сто", "not-a-number"],
    ["-5", "negative"],
    ["−5,5", "negative"],
    ["124,5 88,1", "several-numbers"],
    ["124,1255", "too-fine"],
    ["100000", "beyond-capacity"],
  ])("%s is refused: %s", (text, code) =>
    expect(parseReading(text, capacity)).toMatchObject({ ok: false, code }),
  );

  it.each([
    ["124,5", ["124,5"]],
    [" 88 ", ["88"]],
    ["1 245.125", ["1 245.125"]],
    ["00 124,5 м³", ["00 124,5"]],
    ["-5", ["-5"]],
    ["124.5 88.1", ["124.5", "88.1"]],
    ["124.5, 88.1;\n1200", ["124.5", "88.1", "1200"]],
    ["ХВС 124,5 ГВС 88,1", ["cold_water 124,5", "hot_water 88,1"]],
    ["124,5 — хвс, 88,1 — гвс", ["cold_water 124,5", "hot_water 88,1"]],
    ["Добрый день! Передаю: холодная вода - 124,5 м3", null],
    ["Добрый день, передаю: холодная вода - 124,5 м3", ["cold_water 124,5"]],
    ["свет день 1200 ночь 600", ["electricity day 1200", "electricity night 600"]],
    ["t1: 1200, t2: 600", ["day 1200", "night 600"]],
    ["№ A-1 127, B-2: 88", ["A-1 127", "B-2 88"]],
    ["No. A-1: 127 no. B-2: 88", ["A-1 127", "B-2 88"]],
    ["No 45", null],
    ["124,5 течёт", null],
    ["кв 45", null],
    ["", null],
    ["ХВС", null],
    ["ХВС 124,5 ГВС", null],
    ["24.12.2026", null],
    ["12:30", null],
    ["10-12", null],
    ["+7 916 123-45-67", null],
    ["Светлана 45", null],
    ["холодно, 18", null],
  ])("%s is told from other messages", (text, said) =>
    expect(
      readingsIn(text, ["A-1", "B-2"])?.map(({ kind, zone, serial, text }) =>
        [kind, zone, serial, text].filter((each) => each !== null).join(" "),
      ) ?? null,
    ).toEqual(said),
  );
});

describe("a reading beside the others", () => {
  const around: Surroundings = {
    previous: 120_000n,
    next: null,
    months: 1,
    usual: 5_000n,
    much: 60_000n,
    capacity,
  };

  it("goes up by about the usual", () => {
    expect(judgeReading(124_500n, around)).toMatchObject({ verdict: "fine", used: 4_500n });
    expect(judgeReading(170_000n, around)).toMatchObject({ verdict: "unusual", times: 10 });
    expect(judgeReading(170_000n, { ...around, months: 3 })).toMatchObject({ verdict: "fine" });
    expect(judgeReading(170_000n, { ...around, usual: null })).toMatchObject({ verdict: "fine" });
    expect(judgeReading(190_000n, { ...around, usual: null })).toMatchObject({
      verdict: "unusual",
      times: 0,
    });
  });

  it("never goes down, but over the counter's end", () => {
    expect(judgeReading(119_999n, around)).toEqual({ verdict: "less", turnedUse: null });
    const high = { ...around, previous: 99_998_000n };
    expect(judgeReading(3_000n, high)).toEqual({ verdict: "less", turnedUse: 5_000n });
    expect(judgeTurned(3_000n, high)).toMatchObject({ verdict: "fine", used: 5_000n, turned: true });
    expect(judgeTurned(119_000n, around)).toMatchObject({ verdict: "less" });
    expect(judgeReading(130_000n, { ...around, next: 125_000n })).toEqual({ verdict: "more-than-next" });
  });
});

describe("the month that takes a reading", () => {
  const window = { from: 20, to: 25 };
  const none = () => false;

  it.each([
    ["2026-11-22", none, none, { month: "2026-11", late: false, early: false }],
    ["2026-11-27", none, none, { month: "2026-11", late: true, early: false }],
    ["2026-11-03", none, none, { month: "2026-10", late: true, early: false }],
    ["2026-11-15", none, none, { month: "2026-11", late: false, early: true }],
    [
      "2026-11-03",
      (month: string) => month <= "2026-10",
      none,
      { month: "2026-11", late: false, early: true },
    ],
    [
      "2026-11-27",
      (month: string) => month <= "2026-11",
      none,
      { month: "2026-12", late: true, early: false },
    ],
  ])("%s", (day, taken, given, expected) => expect(readingTime(day, window, taken, given)).toEqual(expected));
});

const readings = (...values: [string, number, Partial<RegisterReading>?][]): RegisterReading[] =>
  values.map(([month, value, more], at) => ({
    id: String(at),
    kind: "monthly",
    day: `${month}-22`,
    month,
    value: BigInt(value),
    turned: false,
    ...more,
  }));

describe("a month's volume by a register", () => {
  const ru = meterPolicy("ru", "2026-11-30");
  const meter = { capacity, verifiedUntil: null };
  const half = readings(
    ["2026-05", 100_000],
    ["2026-06", 104_000],
    ["2026-07", 109_000],
    ["2026-08", 112_000],
    ["2026-09", 118_001],
  );

  it("is the difference of readings, over the counter's end too", () => {
    const all = [...half, ...readings(["2026-10", 121_001])];
    expect(registerVolume(meter, all, "2026-10", ru)).toMatchObject({
      origin: "readings",
      volume: 3_000n,
      gap: [],
    });
    const turned = readings(["2026-09", 99_999_000], ["2026-10", 2_000, { turned: true }]);
    expect(registerVolume(meter, turned, "2026-10", ru)).toMatchObject({ volume: 3_000n });
  });

  it("is the average for three months in a row, then unknown", () => {
    // 18.001 over four months, rounded half up.
    expect(registerVolume(meter, half, "2026-10", ru)).toMatchObject({ origin: "average", volume: 4_500n });
    expect(registerVolume(meter, half, "2026-12", ru)).toMatchObject({ origin: "average", volume: 4_500n });
    expect(registerVolume(meter, half, "2027-01", ru)).toEqual({ origin: "unknown" });
  });

  it("leaves what a new meter counted in a part of its first month out of the average", () => {
    const fresh = readings(
      ["2026-06", 100_000, { kind: "initial" }],
      ["2026-06", 104_500],
      ["2026-07", 107_500],
      ["2026-08", 110_500],
      ["2026-09", 113_500],
    );
    expect(registerVolume(meter, fresh, "2026-10", ru)).toMatchObject({
      origin: "average",
      volume: 3_000n,
      months: ["2026-07", "2026-08", "2026-09"],
    });
    expect(registerVolume(meter, fresh.slice(0, 4), "2026-09", ru)).toEqual({ origin: "unknown" });
  });

  it("needs three known months for an average in Russia, one elsewhere", () => {
    const short = readings(["2026-08", 112_000], ["2026-09", 118_000]);
    expect(registerVolume(meter, short, "2026-10", ru)).toEqual({ origin: "unknown" });
    expect(registerVolume(meter, short, "2026-10", meterPolicy("de", "2026-11-30"))).toMatchObject({
      volume: 6_000n,
    });
  });

  it("names the months that a late reading makes up for", () => {
    const late = [...half, ...readings(["2026-12", 130_001])];
    expect(registerVolume(meter, late, "2026-12", ru)).toMatchObject({
      volume: 12_000n,
      gap: ["2026-10", "2026-11"],
    });
  });

  it("doesn't count readings after the verification ran out, where the law says so", () => {
    const all = [...half, ...readings(["2026-10", 125_000])];
    const expired = { capacity, verifiedUntil: "2026-10-15" };
    expect(registerVolume(expired, all, "2026-10", ru)).toMatchObject({ origin: "average", volume: 4_500n });
    expect(registerVolume(expired, all, "2026-10", { ...ru, expired: "norm" })).toEqual({
      origin: "unknown",
    });
    expect(registerVolume(expired, all, "2026-10", meterPolicy("us", "2026-11-30"))).toMatchObject({
      origin: "readings",
    });
  });

  it("adds up to what the counter went on by, however often it was read", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9_000), { minLength: 2, maxLength: 12 }), (uses) => {
        let at = 50_000;
        const all = readings(
          ["2025-12", at],
          ...uses.map((use, index): [string, number] => {
            at += use;
            return [`2026-${String(index + 1).padStart(2, "0")}`, at];
          }),
        );
        const sum = uses.reduce((total, _, index) => {
          const volume = registerVolume(meter, all, `2026-${String(index + 1).padStart(2, "0")}`, ru);
          return total + (volume.origin === "readings" ? volume.volume : 0n);
        }, 0n);
        expect(sum).toBe(BigInt(at - 50_000));
      }),
      { numRuns: runs },
    );
  });
});

describe("a table of readings", () => {
  it("is read by its headings, and its mistakes are named by row", () => {
    const { rows, problems } = parseReadings([
      ["Показания за март"],
      ["Квартира", "№ счётчика", "Вид услуги", "Тарифная зона", "Показание", "Дата"],
      ["45", "A-1", "ХВС", "", "124,5", "22.03.2031"],
      ["46", "E-7", "Электроэнергия", "Т2", "580", ""],
      ["46", "", "", "", "", ""],
      ["47", "", "воздух", "", "5", ""],
      ["", "", "ХВС", "", "5", ""],
    ]);
    expect(rows).toMatchObject([
      { row: 3, unit: "45", serial: "A-1", kind: "cold_water", value: "124,5", day: "2031-03-22" },
      { row: 4, kind: "electricity", zone: "night", day: null },
    ]);
    expect(problems.map(({ row, code }) => [row, code])).toEqual([
      [6, "bad-kind"],
      [7, "meter-missing"],
    ]);
    expect(parseReadings([["Имя", "Телефон"]]).problems).toEqual([{ row: 0, code: "no-header" }]);
  });
});
