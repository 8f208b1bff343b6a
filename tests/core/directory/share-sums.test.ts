import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exceedsWhole, type HeldShare, largestSum, sumOfShares } from "../../../src/core/directory/share.ts";

const runs = Number(process.env.DOMOVOY_RUNS ?? 300);
const day = (n: number): Date => new Date(Date.UTC(2026, 0, 1 + n));

const held = fc
  .record({
    denominator: fc.integer({ min: 1, max: 12 }),
    part: fc.integer({ min: 1, max: 12 }),
    from: fc.integer({ min: 0, max: 20 }),
    length: fc.option(fc.integer({ min: 1, max: 20 })),
  })
  .map(
    ({ denominator, part, from, length }): HeldShare => ({
      numerator: Math.min(part, denominator),
      denominator,
      from: day(from),
      to: length === null ? null : day(from + length),
    }),
  );

describe("the sum of shares over time", () => {
  it("is the largest of any day from now on", () => {
    fc.assert(
      fc.property(fc.array(held, { maxLength: 6 }), fc.integer({ min: 0, max: 45 }), (shares, today) => {
        const byDay = Array.from({ length: 50 }, (_, later) => {
          const at = day(today + later);
          return sumOfShares(shares.filter(({ from, to }) => from <= at && (to === null || to > at)));
        });
        const largest = largestSum(shares, day(today));
        const asNumber = ({ numerator, denominator }: typeof largest) =>
          Number(numerator) / Number(denominator);
        expect(asNumber(largest)).toBeCloseTo(Math.max(...byDay.map(asNumber)), 9);
        expect(exceedsWhole(largest)).toBe(byDay.some(exceedsWhole));
      }),
      { numRuns: runs },
    );
  });

  it("does not count a seller and a buyer at once", () => {
    const sale = day(10);
    const whole = { numerator: 1, denominator: 1 };
    const shares = [
      { ...whole, from: day(0), to: sale },
      { ...whole, from: sale, to: null },
    ];
    expect(exceedsWhole(largestSum(shares, day(5)))).toBe(false);
    expect(exceedsWhole(largestSum([...shares, { ...whole, from: day(15), to: null }], day(5)))).toBe(true);
  });

  it("is exact where floating point is not", () => {
    const tenths = Array.from({ length: 10 }, () => ({ numerator: 1, denominator: 10 }));
    expect(exceedsWhole(sumOfShares(tenths))).toBe(false);
    expect(exceedsWhole(sumOfShares([...tenths, { numerator: 1, denominator: 2_147_483_647 }]))).toBe(true);
  });
});
