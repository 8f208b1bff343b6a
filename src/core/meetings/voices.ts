import { add, type Fraction, fraction, multiply, toCommonScale } from "../fraction.ts";
import type { CoOwnerMode, WeightKind } from "./policy.ts";

/** A unit of the house as the register has it at the snapshot. */
export interface UnitHeld {
  id: string;
  /** Square metres; any other unit of area does too, as long as it is the same for all. */
  area: Fraction;
  /** The weight that the declaration gives the unit. */
  custom: Fraction | null;
  owners: readonly { id: string; share: Fraction }[];
}

/** A unit's owner in the register of voters. The owner is null for the part that nobody is known to own. */
export interface VoterLine {
  unit: string;
  owner: string | null;
  share: Fraction;
  /** Lines of one voice vote as one and name the same weight: that of the whole voice. */
  voice: string;
  weight: Fraction;
  /** The part in the common property, for laws that ask for it besides. */
  shares: Fraction;
}

export interface VoiceRules {
  weight: WeightKind;
  coOwners: CoOwnerMode;
}

const one = fraction(1);
const zero = fraction(0);

/** Who votes with what weight. Every unit has its full weight in the lines, whether its owners are known or not. */
export const voicesOf = (units: readonly UnitHeld[], rules: VoiceRules): VoterLine[] => {
  const heads = new Set<string>();
  return units.flatMap((unit) => {
    const base = baseWeight(unit, rules.weight);
    const property = unit.custom ?? unit.area;
    const held = unit.owners.reduce((sum, { share }) => add(sum, share), zero);
    const lines: VoterLine[] = unit.owners.map(({ id, share }) => {
      const together = rules.weight === "head" ? headOf(unit) : unit.id;
      if (rules.coOwners !== "split")
        return { unit: unit.id, owner: id, share, voice: together, weight: base, shares: property };
      const part = rules.weight === "head" ? fraction(1, unit.owners.length) : multiply(base, share);
      return {
        unit: unit.id,
        owner: id,
        share,
        voice: `${together}#${id}`,
        weight: part,
        shares: multiply(property, share),
      };
    });
    if (rules.weight === "head" && unit.owners.length > 0) heads.add(headOf(unit));
    const rest = add(one, multiply(held, fraction(-1)));
    const splitRest = rules.coOwners === "split" && rules.weight !== "head";
    const nobody = unit.owners.length === 0;
    if (nobody || (splitRest && rest.numerator > 0n)) {
      lines.push({
        unit: unit.id,
        owner: null,
        share: rest,
        voice: `${unit.id}#`,
        weight: splitRest ? multiply(base, rest) : base,
        shares: splitRest ? multiply(property, rest) : property,
      });
    }
    return lines;
  });
};

const baseWeight = ({ area, custom }: UnitHeld, weight: WeightKind): Fraction => {
  switch (weight) {
    case "area":
      return area;
    case "custom":
      return custom ?? zero;
    case "unit":
    case "head":
      return one;
  }
};

/** Whoever owns together is one head: one owner of three flats has one vote, and so have three owners of one flat. */
const headOf = ({ owners }: UnitHeld): string =>
  owners
    .map(({ id }) => id)
    .sort()
    .join("+");

/** The lines' weights as whole numbers, in which everything is counted from here on. */
export const scaleLines = <Line extends Pick<VoterLine, "weight" | "shares">>(
  lines: readonly Line[],
): { scale: bigint; sharesScale: bigint; scaled: (Omit<Line, "weight" | "shares"> & Weighed)[] } => {
  const weights = toCommonScale(lines.map(({ weight }) => weight));
  const shares = toCommonScale(lines.map(({ shares }) => shares));
  return {
    scale: weights.scale,
    sharesScale: shares.scale,
    scaled: lines.map((line, at) => ({
      ...line,
      weight: weights.multiples[at] ?? 0n,
      shares: shares.multiples[at] ?? 0n,
    })),
  };
};

export interface Weighed {
  weight: bigint;
  shares: bigint;
}
