import { compare, type Fraction, fraction, parseFraction } from "../fraction.ts";
import type { Count, Sums } from "./count.ts";
import type { Condition, MeetingPolicy, Quorum } from "./policy.ts";
import type { Weighed } from "./voices.ts";

export interface Totals {
  all: Weighed;
  eligible: Weighed;
}

/** Whether a part reaches a fraction of the whole; exact, so that two of three equal thirds are two thirds. */
export const reaches = (
  part: bigint,
  whole: bigint,
  { fraction: text, strict }: Pick<Condition, "fraction" | "strict">,
): boolean => {
  const asked = parseFraction(text);
  if (!asked) throw new Error(`"${text}" is no fraction`);
  if (whole <= 0n) return false;
  const order = compare(fraction(part, whole), asked);
  return strict ? order > 0 : order >= 0;
};

/** Without a rule on it there always is one. */
export const hasQuorum = (quorum: Quorum | null, participating: Weighed, totals: Totals): boolean =>
  quorum === null || reaches(participating.weight, totals[quorum.base].weight, quorum);

/**
 * The smallest weight with so many decimals that is still wanted for the quorum, in the unit that people know (m²,
 * votes); 0 when it is there. Sums of the meeting are in 1/scale of that unit.
 */
export const missingForQuorum = (
  quorum: Quorum | null,
  participating: Weighed,
  totals: Totals,
  { scale, places }: { scale: bigint; places: number },
): Fraction => {
  if (quorum === null || hasQuorum(quorum, participating, totals)) return fraction(0);
  const asked = parseFraction(quorum.fraction) ?? fraction(1);
  const steps = 10n ** BigInt(places);
  const wanted = totals[quorum.base].weight * asked.numerator - participating.weight * asked.denominator;
  const [top, bottom] = [wanted * steps, asked.denominator * scale];
  // What must be passed is one step more than what is just reached.
  return fraction(quorum.strict ? top / bottom + 1n : (top + bottom - 1n) / bottom, steps);
};

/** What the conditions of a question compare: also printed in the minutes. */
export const conditionParts = (
  { measure, base }: Condition,
  sums: Sums,
  counted: Count,
  totals: Totals,
  policy: Pick<MeetingPolicy, "abstentions" | "spoiled">,
): { part: bigint; whole: bigint } => {
  const of = (weighed: Weighed): bigint => weighed[measure];
  const participants =
    of(counted.participating) -
    (policy.abstentions === "ignored" ? of(sums.abstain) : 0n) -
    (policy.spoiled === "ignored" ? of(sums.spoiled) : 0n);
  const wholes: Record<Condition["base"], bigint> = {
    participants,
    cast: of(sums.for) + of(sums.against),
    all: of(totals.all),
    eligible: of(totals.eligible),
  };
  return { part: of(sums.for), whole: wholes[base] };
};

/** Whether a question is decided in favour: a quorum, and every condition of its kind. */
export const isAdopted = (
  kind: string,
  sums: Sums,
  counted: Count,
  totals: Totals,
  policy: MeetingPolicy,
): boolean => {
  const conditions = policy.rules[kind];
  if (!conditions) throw new Error(`the rules of ${policy.pack} know no question of the kind "${kind}"`);
  if (!hasQuorum(policy.quorum, counted.participating, totals)) return false;
  return conditions.every((condition) => {
    const { part, whole } = conditionParts(condition, sums, counted, totals, policy);
    return reaches(part, whole, condition);
  });
};
