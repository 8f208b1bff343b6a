import type { Outcome } from "../../core/outcome.ts";

/** What a use case gave; a refusal is a mistake in the demonstration's data. */
export const must = <Value>(outcome: Outcome<Value, string>, what: string): Value => {
  if (!outcome.ok) throw new Error(`The demonstration company could not be made: ${what}: ${outcome.code}`);
  return outcome.value;
};
