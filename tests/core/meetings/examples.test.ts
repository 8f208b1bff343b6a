import { describe, expect, it } from "vitest";
import {
  type Fraction,
  fraction,
  fractionText,
  parseFraction,
  toDecimal,
} from "../../../src/core/fraction.ts";
import type { Ballot, Choice } from "../../../src/core/meetings/ballot.ts";
import { count, totalsOf } from "../../../src/core/meetings/count.ts";
import { hasQuorum, isAdopted } from "../../../src/core/meetings/decide.ts";
import type { MeetingPolicy } from "../../../src/core/meetings/policy.ts";
import { isBinding, policyAt } from "../../../src/core/meetings/policy-at.ts";
import { scaleLines, type UnitHeld, voicesOf } from "../../../src/core/meetings/voices.ts";
import { sharedExamples, skippedWithoutShared } from "../../support/shared-examples.ts";

interface Example {
  id: string;
  input: Record<string, unknown>;
  expected: Record<string, unknown>;
}

interface MeetingInput {
  units: Record<string, { area: string; owners: Record<string, string> }>;
  ballots: { unit: string; owner: string; choice: string; via?: string; at?: string }[];
  policy: {
    weight: string;
    quorum: string;
    quorumStrict: boolean;
    rule: string;
    personalOverProxy?: boolean;
  };
}

const examples = sharedExamples<Example[]>("finance/voting-examples.json");

const kinds: Record<string, string> = {
  MAJORITY_OF_PARTICIPANTS: "simple",
  MAJORITY_OF_ALL: "half-of-all",
  TWO_THIRDS_OF_ALL: "two-thirds-of-all",
  UNANIMOUS: "unanimous",
};

const exact = (text: string): Fraction => {
  const parsed = parseFraction(text);
  if (!parsed) throw new Error(`${text} is no number`);
  return parsed;
};

const percent = (part: Fraction, whole: Fraction): string =>
  toDecimal(fraction(part.numerator * whole.denominator * 100n, part.denominator * whole.numerator), 4);

const heldMeeting = (input: MeetingInput): Record<string, unknown> => {
  const base = policyAt("ru", "2026-05-01");
  const policy: MeetingPolicy = {
    ...base,
    weight: input.policy.weight === "HEAD" ? "head" : input.policy.weight === "UNIT" ? "unit" : "area",
    quorum: { fraction: input.policy.quorum, strict: input.policy.quorumStrict, base: "all" },
    personalOverProxy: input.policy.personalOverProxy ?? base.personalOverProxy,
  };
  const units: UnitHeld[] = Object.entries(input.units).map(([id, { area, owners }]) => ({
    id,
    area: exact(area),
    custom: null,
    owners: Object.entries(owners).map(([owner, share]) => ({ id: owner, share: exact(share) })),
  }));
  const { scale, scaled } = scaleLines(voicesOf(units, policy));
  const ballots = input.ballots.map(
    ({ unit, owner, choice, via, at }, sequence): Ballot => ({
      owner,
      unit,
      by: via === "PROXY" ? "proxy" : "owner",
      way: "paper",
      answers: { q: choice.toLowerCase() as Choice },
      at: at ? Date.parse(at) : 0,
      sequence,
    }),
  );
  const counted = count(scaled, ballots, ["q"], policy);
  const totals = totalsOf(scaled);
  const sums = counted.questions.q;
  if (!sums) throw new Error("the question was not counted");
  const inUnits = (weight: bigint): Fraction => fraction(weight, scale);
  const [all, there] = [inUnits(totals.all.weight), inUnits(counted.participating.weight)];
  return {
    total: fractionText(all),
    participating: fractionText(there),
    participating_pct: percent(there, all),
    quorum: hasQuorum(policy.quorum, counted.participating, totals),
    for: fractionText(inUnits(sums.for.weight)),
    against: fractionText(inUnits(sums.against.weight)),
    abstain: fractionText(inUnits(sums.abstain.weight)),
    spoiled: fractionText(inUnits(sums.spoiled.weight)),
    for_pct_of_participants: percent(inUnits(sums.for.weight), there),
    for_pct_of_all: percent(inUnits(sums.for.weight), all),
    adopted: isAdopted(kinds[input.policy.rule] ?? "?", sums, counted, totals, policy),
  };
};

const heads = (input: Record<string, unknown>): Record<string, unknown> => {
  const policy = policyAt("de", "2026-05-01");
  const said: [string, Choice | null][] = [
    ["yes", "for"],
    ["no", "against"],
    ["abstain", "abstain"],
    ["absent", null],
  ];
  const people = said.flatMap(([key, choice]) =>
    Array.from({ length: Number(input[key]) }, (_, at) => ({ id: `${key}${at}`, choice })),
  );
  const units = people.map(({ id }) => ({
    id,
    area: fraction(50),
    custom: null,
    owners: [{ id, share: fraction(1) }],
  }));
  const { scaled } = scaleLines(voicesOf(units, policy));
  const ballots = people.flatMap(({ id, choice }, sequence): Ballot[] =>
    choice ? [{ owner: id, by: "owner", way: "chat", answers: { q: choice }, at: 0, sequence }] : [],
  );
  const counted = count(scaled, ballots, ["q"], policy);
  const sums = counted.questions.q;
  return { adopted: sums && isAdopted("simple", sums, counted, totalsOf(scaled), policy) };
};

describe.skipIf(!examples)(`worked examples of votes${skippedWithoutShared}`, () => {
  it("there is at least one", () => {
    expect(examples?.length).toBeGreaterThan(0);
  });

  it.each(examples ?? [])("$id", ({ input, expected }) => {
    if ("units" in input) {
      expect(heldMeeting(input as unknown as MeetingInput)).toMatchObject(expected);
    } else if (input.principle === "KOPF") expect(heads(input)).toEqual(expected);
    else if (input.type === "POLL") {
      const policy = policyAt(String(input.jurisdiction).toLowerCase(), "2026-05-01");
      expect(isBinding(policy, "chat")).toBe(expected.binding);
      expect(isBinding(policy, "paper")).toBe(true);
    } else throw new Error(`nobody knows what ${JSON.stringify(input)} asks for`);
  });
});
