import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare, fraction, parseFraction, toDecimal } from "../../../src/core/fraction.ts";
import { type Ballot, type Choice, choices } from "../../../src/core/meetings/ballot.ts";
import { addCount, count, nothing, totalsOf } from "../../../src/core/meetings/count.ts";
import { isAdopted, missingForQuorum, reaches } from "../../../src/core/meetings/decide.ts";
import { coOwnerModes, weightKinds } from "../../../src/core/meetings/policy.ts";
import { policyAt } from "../../../src/core/meetings/policy-at.ts";
import { emptyCount } from "../../../src/core/meetings/stored-count.ts";
import { scaleLines, type UnitHeld, voicesOf } from "../../../src/core/meetings/voices.ts";

const numRuns = Number(process.env.DOMOVOY_RUNS ?? 300);
const questions = ["roof", "gate"];

/** A house: units with up to three owners, whose shares are parts of at most the whole; people may own in several. */
const house = fc.array(
  fc.record({
    area: fc.integer({ min: 1, max: 20_000 }),
    custom: fc.integer({ min: 1, max: 900 }),
    owners: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { maxLength: 3 }),
    parts: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 8 },
);

const unitsOf = (plan: typeof house extends fc.Arbitrary<infer T> ? T : never): UnitHeld[] =>
  plan.map(({ area, custom, owners, parts }, at) => {
    const whole = parts.reduce((sum, part) => sum + part, 0);
    return {
      id: `u${at}`,
      area: fraction(area, 100),
      custom: fraction(custom),
      owners: owners.map((owner, place) => ({ id: `p${owner}`, share: fraction(parts[place] ?? 1, whole) })),
    };
  });

const choice = fc.constantFrom<Choice>(...choices);

const acts = fc.array(
  fc.record({
    owner: fc.integer({ min: 0, max: 7 }),
    by: fc.constantFrom<Ballot["by"]>("owner", "owner", "proxy"),
    way: fc.constantFrom<Ballot["way"]>("chat", "paper"),
    answers: fc.oneof({ weight: 9, arbitrary: fc.record({ roof: choice, gate: choice }) }, fc.constant(null)),
    at: fc.integer({ min: 0, max: 5 }),
  }),
  { maxLength: 25 },
);

const ballotsOf = (given: typeof acts extends fc.Arbitrary<infer T> ? T : never): Ballot[] =>
  given.map(({ owner, ...act }, sequence) => ({ ...act, owner: `p${owner}`, sequence }));

const rules = fc.record({
  weight: fc.constantFrom(...weightKinds),
  coOwners: fc.constantFrom(...coOwnerModes),
  change: fc.boolean(),
  personalOverProxy: fc.boolean(),
});

describe("counting votes", { timeout: 30_000 + numRuns * 30 }, () => {
  it("gives every vote of the house to somebody, and nobody more than their shares", () => {
    fc.assert(
      fc.property(house, rules, (plan, given) => {
        const units = unitsOf(plan);
        const { scale, scaled } = scaleLines(voicesOf(units, given));
        const { all, eligible } = totalsOf(scaled);
        expect(eligible.weight <= all.weight).toBe(true);
        const base = (unit: UnitHeld) =>
          given.weight === "area"
            ? unit.area
            : given.weight === "custom"
              ? (unit.custom ?? fraction(0))
              : fraction(1);
        if (given.weight !== "head") {
          const sum = units.reduce((total, unit) => {
            const { numerator, denominator } = base(unit);
            return total + (numerator * scale) / denominator;
          }, 0n);
          expect(all.weight).toBe(sum);
        }
        if (given.coOwners !== "split" || given.weight === "head") return;
        for (const { unit, owner, weight, share } of scaled) {
          const held = units.find(({ id }) => id === unit);
          if (!held || owner === null) continue;
          const { numerator, denominator } = base(held);
          expect(
            compare(
              fraction(weight, scale),
              fraction(numerator * share.numerator, denominator * share.denominator),
            ),
          ).toBe(0);
        }
      }),
      { numRuns },
    );
  });

  it("does not depend on the order in which ballots are given", () => {
    fc.assert(
      fc.property(house, acts, rules, fc.infiniteStream(fc.nat()), (plan, given, policy, order) => {
        const { scaled } = scaleLines(voicesOf(unitsOf(plan), policy));
        const ballots = ballotsOf(given);
        const keys = ballots.map(() => order.next().value ?? 0);
        const shuffled = ballots
          .map((ballot, at) => ({ ballot, key: keys[at] ?? 0 }))
          .sort((a, b) => a.key - b.key);
        expect(
          count(
            scaled,
            shuffled.map(({ ballot }) => ballot),
            questions,
            policy,
          ),
        ).toEqual(count(scaled, ballots, questions, policy));
      }),
      { numRuns },
    );
  });

  it("comes to the same when it is kept ballot by ballot", () => {
    fc.assert(
      fc.property(house, acts, rules, (plan, given, policy) => {
        const { scaled } = scaleLines(voicesOf(unitsOf(plan), policy));
        const ballots = ballotsOf(given).map((ballot, at) => ({ ...ballot, at }));
        const kept = emptyCount(questions);
        const cast: Ballot[] = [];
        for (const ballot of ballots) {
          const voices = new Set(
            scaled.filter(({ owner }) => owner === ballot.owner).map(({ voice }) => voice),
          );
          const around = scaled.filter(({ voice }) => voices.has(voice));
          addCount(kept, count(around, cast, questions, policy), -1n);
          cast.push(ballot);
          addCount(kept, count(around, cast, questions, policy));
        }
        expect(kept).toEqual(count(scaled, ballots, questions, policy));
      }),
      { numRuns },
    );
  });

  it("never counts more for a question than takes part, nor more than there is", () => {
    fc.assert(
      fc.property(house, acts, rules, (plan, given, policy) => {
        const { scaled } = scaleLines(voicesOf(unitsOf(plan), policy));
        const counted = count(scaled, ballotsOf(given), questions, policy);
        const { all } = totalsOf(scaled);
        expect(counted.participating.weight <= all.weight).toBe(true);
        expect(counted.onPaper.weight <= counted.participating.weight).toBe(true);
        for (const sums of Object.values(counted.questions)) {
          const sum = choices.reduce((total, each) => total + sums[each].weight, 0n);
          expect(sum).toBe(counted.participating.weight);
        }
      }),
      { numRuns },
    );
  });

  it("a change of vote never changes the participation", () => {
    fc.assert(
      fc.property(house, acts, rules, choice, (plan, given, policy, other) => {
        const { scaled } = scaleLines(voicesOf(unitsOf(plan), policy));
        const ballots = ballotsOf(given).filter(({ answers }) => answers !== null);
        const again = ballots.map(
          (ballot, at): Ballot => ({
            ...ballot,
            answers: { roof: other, gate: other },
            at: 100,
            sequence: 1000 + at,
          }),
        );
        const before = count(scaled, ballots, questions, policy).participating;
        expect(count(scaled, [...ballots, ...again], questions, policy).participating).toEqual(before);
      }),
      { numRuns },
    );
  });

  it("asks for exactly as much as is missing for the quorum", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        fc.constantFrom("1/2", "2/3", "1/3", "3/4"),
        fc.boolean(),
        (all, there, share, strict) => {
          const participating = { weight: there > all ? all : there, shares: 0n };
          const totals = { all: { weight: all, shares: 0n }, eligible: nothing() };
          const quorum = { fraction: share, strict, base: "all" as const };
          const missing = missingForQuorum(quorum, participating, totals, { scale: 100n, places: 2 });
          const steps = (missing.numerator * 100n) / missing.denominator;
          const with_ = (more: bigint) =>
            reaches(participating.weight + more, all, { fraction: share, strict });
          if (!strict || steps > 0n || with_(0n)) expect(with_(steps)).toBe(true);
          if (steps > 0n) expect(with_(steps - 1n)).toBe(false);
        },
      ),
      { numRuns },
    );
  });
});

describe("thresholds", () => {
  const totals = { all: { weight: 3n, shares: 4n }, eligible: { weight: 3n, shares: 4n } };
  const sums = (yes: bigint, no: bigint, abstained = 0n, shares = yes) => ({
    for: { weight: yes, shares },
    against: { weight: no, shares: no },
    abstain: { weight: abstained, shares: abstained },
    spoiled: nothing(),
  });
  const counted = (weight: bigint) => ({
    participating: { weight, shares: weight },
    onPaper: nothing(),
    questions: {},
  });

  it("two of three equal thirds are two thirds", () => {
    expect(
      isAdopted("two-thirds-of-all", sums(2n, 0n), counted(2n), totals, policyAt("ru", "2026-01-01")),
    ).toBe(true);
  });

  it("half is no majority, and no quorum in Russia", () => {
    const four = { all: { weight: 4n, shares: 4n }, eligible: { weight: 4n, shares: 4n } };
    const ru = policyAt("ru", "2026-01-01");
    expect(isAdopted("simple", sums(2n, 0n), counted(2n), four, ru)).toBe(false);
    expect(isAdopted("simple", sums(1n, 1n, 1n), counted(3n), four, ru)).toBe(false);
    expect(isAdopted("simple", sums(2n, 1n), counted(3n), four, ru)).toBe(true);
  });

  it("who bears the costs in Germany is decided by more than two thirds of the cast votes and half of the shares", () => {
    const de = policyAt("de", "2026-01-01");
    expect(isAdopted("cost-sharing", sums(3n, 1n, 9n, 2n), counted(13n), totals, de)).toBe(true);
    expect(isAdopted("cost-sharing", sums(3n, 1n, 9n, 1n), counted(13n), totals, de)).toBe(false);
    expect(isAdopted("cost-sharing", sums(2n, 1n, 0n, 4n), counted(3n), totals, de)).toBe(false);
  });

  it("rules are those of their day", () => {
    expect(policyAt("ru", "2025-02-28").chatAdvises).toBe(false);
    expect(policyAt("ru", "2025-03-01").chatAdvises).toBe(true);
    expect(policyAt("de", "2020-11-30").quorum).not.toBeNull();
    expect(policyAt("de", "2020-12-01").quorum).toBeNull();
    expect(policyAt("nowhere", "2026-01-01").pack).toBe("generic");
  });
});

describe("fractions", () => {
  it("are read and shown exactly", () => {
    expect(parseFraction("100/3")).toEqual({ numerator: 100n, denominator: 3n });
    expect(parseFraction("52.40")).toEqual({ numerator: 262n, denominator: 5n });
    for (const wrong of ["", "1/0", "a", "1,5", "1/-2"]) expect(parseFraction(wrong)).toBeUndefined();
    expect(toDecimal(fraction(200, 3), 4)).toBe("66.6667");
    expect(toDecimal(fraction(-1, 2), 0)).toBe("-1");
    expect(toDecimal(fraction(1, 200), 2)).toBe("0.01");
    expect(toDecimal(fraction(0), 2)).toBe("0.00");
  });
});
