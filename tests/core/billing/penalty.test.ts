import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween } from "../../../src/core/billing/calendar.ts";
import { fraction, sumOf } from "../../../src/core/billing/money/fraction.ts";
import {
  type LateDebt,
  type PenaltyTerms,
  penaltySegments,
  penaltySum,
} from "../../../src/core/billing/penalties/penalty-of.ts";
import { dueDate, workingDay } from "../../../src/core/billing/policy/due-date.ts";
import { policyPack } from "../../../src/core/billing/policy/policy-pack.ts";
import { propertyRuns } from "./property-runs.ts";

const rates: readonly (readonly [string, number])[] = [
  ["0000-01-01", 700],
  ["2026-05-20", 1600],
  ["2026-09-01", 1450],
];

const termsOf = (pack: string, pauses: PenaltyTerms["pauses"] = []): PenaltyTerms => ({
  rules: policyPack(pack).penalties.default,
  rateOn: (_name, day) => rates.findLast(([from]) => from <= day)?.[1] ?? 0,
  rateChanges: () => rates.map(([from]) => from),
  pauses,
});

const day = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((at) => addDays("2026-04-15", at));

const debts: fc.Arbitrary<LateDebt> = fc
  .record({
    due: day(-40, 300),
    principal: fc.bigInt({ min: 1n, max: 10n ** 9n }),
    cuts: fc.array(fc.record({ part: fc.bigInt({ min: 0n, max: 10n ** 9n }), date: day(-60, 500) }), {
      maxLength: 5,
    }),
  })
  .map(({ due, principal, cuts }) => {
    let left = principal;
    const paid = cuts.map(({ part, date }) => {
      const amount = part < left ? part : left;
      left -= amount;
      return { date, amount };
    });
    return { due, principal, paid };
  });

/** What it comes to day by day, by the words of the law; slow, and written apart from the code. */
const dayByDay = ({ due, principal, paid }: LateDebt, until: string) => {
  const key = (at: string) => rates.findLast(([from]) => from <= at)?.[1] ?? 0;
  const parts = [];
  for (let at = addDays(due, 1); at <= until; at = addDays(at, 1)) {
    const number = daysBetween(due, at);
    const divisor = number <= 30 ? null : number <= 90 ? 300n : 130n;
    if (divisor === null) continue;
    const capped = (rate: number) => BigInt(at < "2027-01-01" ? Math.min(950, rate) : rate);
    const settled = paid.reduce((sum, one) => sum + one.amount, 0n);
    const chunks = [
      ...paid.map((one) => ({ amount: one.amount, last: one.date })),
      { amount: principal - settled, last: until },
    ];
    for (const { amount, last } of chunks)
      if (last >= at)
        parts.push({
          numerator:
            amount * capped(key(last < until ? last : paid.some((one) => one.date === last) ? last : until)),
          denominator: 10_000n * divisor,
        });
  }
  return sumOf(parts);
};

describe("Penalty", () => {
  test("is what the law says, day by day", () => {
    fc.assert(
      fc.property(debts, day(0, 400), (debt, until) => {
        const paid = debt.paid.filter(({ date }) => date <= until);
        const known = { ...debt, paid };
        const segments = penaltySegments(known, termsOf("ru"), { until });
        const [ours, slow] = [sumOf(segments.map(({ exact }) => exact)), dayByDay(known, until)];
        expect(ours.numerator * slow.denominator).toBe(slow.numerator * ours.denominator);
      }),
      propertyRuns,
    );
  });

  test("is the same however its days are split", () => {
    fc.assert(
      fc.property(
        debts,
        day(0, 500),
        fc.nat(500),
        fc.constantFrom("ru", "de", "us", "generic"),
        (debt, until, cut, pack) => {
          const terms = termsOf(pack, [{ from: "2026-07-01", to: "2026-07-20", reason: "plan" }]);
          const whole = penaltySegments(debt, terms, { until });
          const middle = addDays(debt.due, cut);
          const early = penaltySegments(debt, terms, { until: middle < until ? middle : until, asOf: until });
          const late = penaltySegments(debt, terms, { from: addDays(middle, 1), until });
          const both = sumOf([...early, ...late].map(({ exact }) => exact));
          const all = sumOf(whole.map(({ exact }) => exact));
          expect(both.numerator * all.denominator).toBe(all.numerator * both.denominator);
        },
      ),
      propertyRuns,
    );
  });

  test("never falls as days go by, and is nothing for who pays in time", () => {
    fc.assert(
      fc.property(debts, day(0, 300), (debt, until) => {
        const flat: PenaltyTerms = { ...termsOf("ru"), rateOn: () => 800, rateChanges: () => [] };
        const sum = (to: string) => penaltySum(penaltySegments(debt, flat, { until: to }));
        expect(sum(until) <= sum(addDays(until, 1))).toBe(true);
        const inTime = { ...debt, paid: [{ date: debt.due, amount: debt.principal }] };
        expect(penaltySegments(inTime, flat, { until })).toEqual([]);
      }),
      propertyRuns,
    );
  });

  test("costs nothing while a plan is kept, but the days of lateness go on", () => {
    const debt = { due: "2026-01-15", principal: 1_000_000n, paid: [] };
    const paused = penaltySegments(
      debt,
      termsOf("ru", [{ from: "2026-03-01", to: "2026-05-31", reason: "plan" }]),
      {
        until: "2026-06-10",
      },
    );
    const [before, after] = [paused[0]?.exact, paused.at(-1)?.exact];
    expect(paused.map(({ from, to, divisor, exact, paused }) => [from, to, divisor, exact, paused])).toEqual([
      ["2026-02-15", "2026-02-28", 300, before, undefined],
      ["2026-03-01", "2026-04-15", 300, fraction(0n), "plan"],
      ["2026-04-16", "2026-05-31", 130, fraction(0n), "plan"],
      ["2026-06-01", "2026-06-10", 130, after, undefined],
    ]);
  });

  test("of California is a charge once, and interest from day 30; the charge is at least ten dollars", () => {
    const debt = { due: "2026-01-01", principal: 5_000n, paid: [] };
    const segments = penaltySegments(debt, termsOf("us"), { until: "2026-02-09" });
    expect(segments.map(({ fromDay, toDay, divisor }) => [fromDay, toDay, divisor])).toEqual([
      [16, 16, null],
      [30, 39, 365],
    ]);
    // 1000 and 5000 × 12 % × 10 / 365.
    expect(penaltySum(segments)).toBe(1_016n);
  });

  test("of Germany takes each day's own rate, from the first day", () => {
    const debt = { due: "2026-05-10", principal: 1_000_000n, paid: [] };
    const segments = penaltySegments(debt, termsOf("de"), { until: "2026-05-29" });
    expect(segments.map(({ days, rate }) => [days, rate])).toEqual([
      [9, 1200],
      [10, 2100],
    ]);
  });
});

describe("A due date", () => {
  test("goes on from a day off to the next working day", () => {
    expect(workingDay("2026-01-10", policyPack("ru"))).toBe("2026-01-12");
    expect(dueDate("2026-02", 15, policyPack("ru"))).toBe("2026-03-16");
    expect(dueDate("2026-03", 15, policyPack("ru"))).toBe("2026-04-15");
    expect(dueDate("2025-12", 5, policyPack("ru"))).toBe("2026-01-12");
    expect(dueDate("2026-01", 1, policyPack("us"))).toBe("2026-02-01");
  });

  test("is the company's own until the law sets it, and where it doesn't", () => {
    expect(dueDate("2026-01", 20, policyPack("ru"))).toBe("2026-02-20");
    expect(dueDate("2026-02", 20, policyPack("ru"))).toBe("2026-03-16");
    expect(dueDate("2026-12", 20, policyPack("ru"))).toBe("2027-01-15");
    for (const pack of ["us", "de", "generic"])
      expect(dueDate("2026-03", 21, policyPack(pack))).toBe("2026-04-21");
  });

  test("goes on from a day off that a holiday on a weekend was moved to, in its year", () => {
    const due = (day: string) => workingDay(day, policyPack("ru"));
    expect(due("2026-05-10")).toBe("2026-05-12");
    expect(due("2026-03-08")).toBe("2026-03-10");
    expect(due("2026-12-31")).toBe("2027-01-11");
    expect(due("2025-03-09")).toBe("2025-03-10");
  });

  test("goes on from the holidays that Easter has with it", () => {
    const due = (month: string, day: number | null = null) => dueDate(month, day, policyPack("de"));
    expect(due("2026-03")).toBe("2026-04-07");
    expect(due("2026-03", 3)).toBe("2026-04-07");
    expect(due("2026-04", 14)).toBe("2026-05-15");
    expect(due("2026-04", 25)).toBe("2026-05-26");
    expect(due("2038-03", 26)).toBe("2038-04-27");
  });
});
