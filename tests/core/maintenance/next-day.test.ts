import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { isDay, nextDay } from "../../../src/core/maintenance/next-day.ts";

describe("the next day of a rhythm", () => {
  it.each([
    [{ startsOn: "2026-01-31", every: 1, unit: "month" }, "2026-01-31", "2026-02-28"],
    [{ startsOn: "2026-01-31", every: 1, unit: "month" }, "2026-02-28", "2026-03-31"],
    [{ startsOn: "2026-04-15", every: 6, unit: "month" }, "2026-04-15", "2026-10-15"],
    [{ startsOn: "2026-11-02", every: 2, unit: "week" }, "2026-11-20", "2026-11-30"],
    [{ startsOn: "2026-12-01", every: 1, unit: "week" }, "2026-11-25", "2026-12-01"],
    [{ startsOn: "2026-02-27", every: 1, unit: "day" }, "2026-02-28", "2026-03-01"],
    [{ startsOn: "2026-11-02", every: 3, unit: "day" }, "2026-11-06", "2026-11-08"],
  ] as const)("of %o after %s is %s", (rhythm, day, next) => {
    expect(nextDay(rhythm, day)).toBe(next);
  });

  it("is after the day, of the rhythm, and the first such", () => {
    const day = fc
      .integer({ min: 0, max: 4000 })
      .map((days) => DateTime.fromISO("2024-01-01", { zone: "UTC" }).plus({ days }).toFormat("yyyy-MM-dd"));
    fc.assert(
      fc.property(
        day,
        day,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom("day", "week", "month"),
        (startsOn, after, every, unit) => {
          const rhythm = { startsOn, every, unit } as const;
          const next = nextDay(rhythm, after);
          expect(next > after).toBe(true);
          const before = DateTime.fromISO(next, { zone: "UTC" }).minus({ days: 1 }).toFormat("yyyy-MM-dd");
          if (before >= after) expect(nextDay(rhythm, before)).toBe(next);
        },
      ),
      { numRuns: Number(process.env.DOMOVOY_RUNS ?? 200) },
    );
  });

  it("knows what is a day", () => {
    expect(["2026-12-01", "2026-02-30", "1.12.2026", ""].map(isDay)).toEqual([true, false, false, false]);
  });
});
