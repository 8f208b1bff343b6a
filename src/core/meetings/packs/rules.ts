import type { Condition } from "../policy.ts";

type Base = Condition["base"];

/** More than the fraction of the base. */
export const moreThan = (fraction: string, base: Base): Condition => ({
  measure: "weight",
  base,
  fraction,
  strict: true,
});

/** The fraction of the base, or more. */
export const atLeast = (fraction: string, base: Base): Condition => ({
  measure: "weight",
  base,
  fraction,
  strict: false,
});
