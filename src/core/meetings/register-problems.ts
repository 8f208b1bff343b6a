import { add, compare, type Fraction, fraction } from "../fraction.ts";
import type { WeightKind } from "./policy.ts";
import type { UnitHeld } from "./voices.ts";

/** A unit of the register before it is judged; areas, weights and shares may be wanting. */
export interface RegisterUnit {
  id: string;
  number: string;
  area: Fraction | null;
  custom: Fraction | null;
  owners: readonly { id: string; share: Fraction | null; verified: boolean }[];
}

export type ProblemCode =
  | "no-area"
  | "no-weight"
  | "shares-over"
  | "shares-under"
  | "shares-missing"
  | "no-owner"
  | "not-verified";

export interface RegisterProblem {
  unit: string;
  number: string;
  code: ProblemCode;
  /** Nothing can begin until it is repaired. */
  stops: boolean;
}

const one = fraction(1);
const zero = fraction(0);

/**
 * What is wrong with a unit for a vote. Somebody would weigh too much or nothing: that stops a meeting. The rest is
 * said, and a part that nobody is known to own counts as not voted.
 */
export const problemsOf = (
  unit: RegisterUnit,
  weight: WeightKind,
  needsShares: boolean,
): RegisterProblem[] => {
  const found: [ProblemCode, boolean][] = [];
  if (unit.area === null && (weight === "area" || (needsShares && unit.custom === null)))
    found.push(["no-area", true]);
  if (weight === "custom" && unit.custom === null) found.push(["no-weight", true]);
  if (unit.owners.length === 0) found.push(["no-owner", false]);
  else {
    const given = sumOf(unit.owners.map(({ share }) => share ?? zero));
    const missing = unit.owners.filter(({ share }) => share === null).length;
    const order = compare(given, one);
    if (order > 0 || (order === 0 && missing > 0)) found.push(["shares-over", true]);
    else if (missing > 0 && unit.owners.length > 1) found.push(["shares-missing", false]);
    else if (order < 0 && missing === 0) found.push(["shares-under", false]);
    if (unit.owners.some(({ verified }) => !verified)) found.push(["not-verified", false]);
  }
  return found.map(([code, stops]) => ({ unit: unit.id, number: unit.number, code, stops }));
};

const sumOf = (shares: readonly Fraction[]): Fraction => shares.reduce(add, zero);

/**
 * The unit as it votes: owners without a share hold equal parts of what is left, as spouses in joint ownership do. Only
 * for units without a problem that stops.
 */
export const asHeld = ({ id, area, custom, owners }: RegisterUnit): UnitHeld => {
  const left = add(one, negative(sumOf(owners.map(({ share }) => share ?? zero))));
  const without = owners.filter(({ share }) => share === null).length;
  return {
    id,
    area: area ?? zero,
    custom,
    owners: owners.map((owner) => ({
      id: owner.id,
      share: owner.share ?? fraction(left.numerator, left.denominator * BigInt(without)),
    })),
  };
};

const negative = ({ numerator, denominator }: Fraction): Fraction => ({ numerator: -numerator, denominator });
