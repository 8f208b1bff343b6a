import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaToDecimal, parseArea } from "../../../src/core/directory/area.ts";
import { parseShare, withinWhole } from "../../../src/core/directory/share.ts";

describe("an area", () => {
  it.each([
    ["52,40", 5240],
    ["52.4", 5240],
    ["52", 5200],
    ["1 052,45 м²", 105245],
    ["1\u00a0052,45", 105245],
    ["33,1 кв.м.", 3310],
    ["52.399999999999999", 5240],
    ["52.40000000000001", 5240],
    ["0,5", 50],
  ])("%s is %i hundredths of a square metre", (typed, area) => {
    expect(parseArea(typed)).toBe(area);
  });

  it.each(["", "0", "-5", "52,405", "1e3", "пятьдесят", "99999999", "1.2.3"])("%s is none", (typed) => {
    expect(parseArea(typed)).toBeUndefined();
  });

  it("is read back as it is written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000 }), (area) => {
        expect(parseArea(areaToDecimal(area))).toBe(area);
        expect(parseArea(areaToDecimal(area).replace(".", ","))).toBe(area);
      }),
    );
  });
});

describe("a share", () => {
  it.each([
    ["1/2", 1, 2],
    ["2 / 4", 1, 2],
    ["50%", 1, 2],
    ["33,33 %", 3333, 10000],
    ["0,25", 1, 4],
    ["1", 1, 1],
    ["100%", 1, 1],
    ["127/10000", 127, 10000],
  ])("%s is %i/%i", (typed, numerator, denominator) => {
    expect(parseShare(typed)).toEqual({ numerator, denominator });
  });

  it.each(["", "0", "3/2", "1/0", "101%", "2", "половина", "-1/2", "2026-02-01"])("%s is none", (typed) => {
    expect(parseShare(typed)).toBeUndefined();
  });

  it("adds up exactly", () => {
    const thirds = [1, 2, 3].map(() => ({ numerator: 1, denominator: 3 }));
    expect(withinWhole(thirds)).toBe(true);
    expect(withinWhole([...thirds, { numerator: 1, denominator: 2_000_000_000 }])).toBe(false);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (owners) => {
        const equal = Array.from({ length: owners }, () => ({ numerator: 1, denominator: owners }));
        expect(withinWhole(equal)).toBe(true);
        expect(withinWhole([...equal, { numerator: 1, denominator: 1_000_003 }])).toBe(false);
      }),
    );
  });
});
