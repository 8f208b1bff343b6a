import { describe, expect, it } from "vitest";
import { type Fraction, fraction, fractionText } from "../../../src/core/fraction.ts";
import type { Ballot, Choice } from "../../../src/core/meetings/ballot.ts";
import { count, totalsOf } from "../../../src/core/meetings/count.ts";
import { hasQuorum, isAdopted } from "../../../src/core/meetings/decide.ts";
import type { MeetingPolicy } from "../../../src/core/meetings/policy.ts";
import { policyAt } from "../../../src/core/meetings/policy-at.ts";
import { scaleLines, type UnitHeld, voicesOf } from "../../../src/core/meetings/voices.ts";

const unit = (id: string, area: Fraction, ...owners: readonly [string, Fraction][]): UnitHeld => ({
  id,
  area,
  custom: null,
  owners: owners.map(([owner, share]) => ({ id: owner, share })),
});

const whole = fraction(1);
const flat = (id: string, area: number, owner = `of-${id}`): UnitHeld =>
  unit(id, fraction(area), [owner, whole]);

let moment = 0;
const cast = (owner: string, choice: Choice | null, more: Partial<Ballot> = {}): Ballot => {
  moment += 1;
  const answers = choice && { q: choice };
  return { owner, by: "owner", way: "chat", answers, at: moment, sequence: moment, ...more };
};

/** What comes of one question, in the unit of the weights. */
const outcome = (
  units: readonly UnitHeld[],
  ballots: readonly Ballot[],
  policy: MeetingPolicy,
  kind = "simple",
) => {
  const { scale, scaled } = scaleLines(voicesOf(units, policy));
  const counted = count(scaled, ballots, ["q"], policy);
  const totals = totalsOf(scaled);
  const sums = counted.questions.q;
  if (!sums) throw new Error("the question was not counted");
  const text = (weight: bigint) => fractionText(fraction(weight, scale));
  return {
    all: text(totals.all.weight),
    took: text(counted.participating.weight),
    for: text(sums.for.weight),
    against: text(sums.against.weight),
    abstain: text(sums.abstain.weight),
    spoiled: text(sums.spoiled.weight),
    quorum: hasQuorum(policy.quorum, counted.participating, totals),
    adopted: isAdopted(kind, sums, counted, totals, policy),
  };
};

const ru = policyAt("ru", "2026-05-01");
const de = policyAt("de", "2026-05-01");
const us = policyAt("us", "2026-05-01");

describe("worked cases of meetings", () => {
  const three = [flat("a", 40), flat("b", 30), flat("c", 30)];
  const said = (...marks: readonly (Choice | null)[]) =>
    marks.flatMap((mark, at) => (mark ? [cast(`of-${"abcdef"[at]}`, mark)] : []));

  it("abstentions take part in Russia, and are not counted in Germany", () => {
    const votes = said("for", "against", "abstain");
    expect(outcome(three, votes, ru)).toMatchObject({ for: "40", took: "100", adopted: false });
    const four = [...three, flat("d", 10), flat("e", 10)];
    const heads = said("for", "for", "against", "abstain", "abstain");
    expect(outcome(four, heads, de)).toMatchObject({ for: "2", against: "1", took: "5", adopted: true });
  });

  it("half of those who take part is no majority, and the least bit more is one", () => {
    const halves = [flat("a", 50), flat("b", 50)];
    expect(outcome(halves, said("for", "against"), ru).adopted).toBe(false);
    const more = [unit("a", fraction(5001, 100), ["of-a", whole]), flat("b", 50)];
    expect(outcome(more, said("for", "against"), ru).adopted).toBe(true);
    expect(outcome([flat("a", 1), flat("b", 1)], said("for", "against"), de).adopted).toBe(false);
  });

  it("two thirds of all are reached exactly with thirds of a metre, and missed by a hundredth", () => {
    const third = fraction(100, 3);
    const thirds = ["a", "b", "c"].map((id) => unit(id, third, [`of-${id}`, whole]));
    expect(outcome(thirds, said("for", "for", null), ru, "two-thirds-of-all").adopted).toBe(true);
    const less = [flat("a", 33), flat("b", 33), unit("c", fraction(3301, 100), ["of-c", whole])];
    expect(outcome(less, said("for", "for", "abstain"), ru, "two-thirds-of-all").adopted).toBe(false);
  });

  it("a spoiled paper takes part and is for nothing: it can cost the majority, never the quorum", () => {
    expect(outcome(three, said("for", "spoiled", null), ru)).toMatchObject({
      took: "70",
      quorum: true,
      for: "40",
      spoiled: "30",
      adopted: true,
    });
    expect(outcome(three, said("spoiled", "for", null), ru)).toMatchObject({ for: "30", adopted: false });
  });

  it("a unit nobody is known to own, or the town's share of one, counts in all votes and votes with nobody", () => {
    const town = [flat("a", 50), unit("b", fraction(30)), unit("c", fraction(40), ["of-c", fraction(1, 2)])];
    expect(outcome(town, said("for", null, "for"), ru)).toMatchObject({
      all: "120",
      took: "70",
      quorum: true,
    });
    expect(outcome(town, said("for", null, null), ru)).toMatchObject({ took: "50", quorum: false });
    expect(outcome(town, said("for", null, "for"), ru, "unanimous").adopted).toBe(false);
  });

  it("a unit without area changes nothing; where nothing weighs anything there is no quorum", () => {
    const box = [...three, flat("d", 0)];
    expect(outcome(box, said("for", null, null, "for"), ru)).toMatchObject({ took: "40", quorum: false });
    expect(outcome([flat("a", 0)], said("for"), ru)).toMatchObject({ quorum: false, adopted: false });
  });

  it("co-owners: each with their part in Russia, all alike or void in Germany, the first for all in the States", () => {
    const pair = unit("a", fraction(60), ["x", fraction(1, 3)], ["y", fraction(2, 3)]);
    const votes = [cast("x", "for"), cast("y", "against")];
    expect(outcome([pair], votes, ru)).toMatchObject({ for: "20", against: "40" });
    expect(outcome([pair], votes, de)).toMatchObject({ for: "0", against: "0", spoiled: "1" });
    expect(outcome([pair], votes, us)).toMatchObject({ for: "1", against: "0", took: "1" });
    expect(outcome([pair], [cast("y", "against")], ru)).toMatchObject({ took: "40", for: "0" });
  });

  it("one owner of three flats is one head, three votes by units, and votes once for all of them", () => {
    const held = [flat("a", 10, "x"), flat("b", 20, "x"), flat("c", 30, "x"), flat("d", 60)];
    const votes = [cast("x", "for"), cast("of-d", "against")];
    expect(outcome(held, votes, de)).toMatchObject({ for: "1", against: "1", adopted: false });
    expect(outcome(held, votes, { ...de, weight: "unit" })).toMatchObject({ for: "3", adopted: true });
    expect(outcome(held, votes, ru)).toMatchObject({ for: "60", against: "60", adopted: false });
  });

  it("of two ballots of one owner one counts: the own before a proxy's, the later where votes may change", () => {
    const proxy = cast("of-a", "against", { by: "proxy", way: "paper" });
    const own = cast("of-a", "for");
    for (const votes of [
      [proxy, own],
      [own, proxy],
      [own, { ...proxy, at: own.at + 9, sequence: own.sequence + 9 }],
    ])
      expect(outcome(three, votes, ru)).toMatchObject({ for: "40", against: "0", took: "40" });
    const changed = [cast("of-a", "for"), cast("of-a", "against")];
    expect(outcome(three, changed, { ...ru, change: true })).toMatchObject({ for: "0", against: "40" });
    expect(outcome(three, changed, { ...ru, change: false })).toMatchObject({ for: "40", against: "0" });
    const back = [cast("of-a", "for"), cast("of-a", null)];
    expect(outcome(three, back, ru)).toMatchObject({ took: "0", quorum: false });
  });

  it("a quorum of exactly its fraction is one where the bylaws say so, and none where more is asked", () => {
    const halves = [flat("a", 50), flat("b", 50)];
    const quorum = { fraction: "1/2", base: "all" } as const;
    const held = (strict: boolean) =>
      outcome(halves, said("for", null), { ...us, quorum: { ...quorum, strict } });
    expect(held(false)).toMatchObject({ quorum: true, adopted: true });
    expect(held(true)).toMatchObject({ quorum: false, adopted: false });
  });
});
