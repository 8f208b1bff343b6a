/** What a JSON value must look like; the validators of Block Kit are tables of these. */
export type Rule =
  | {
      readonly kind: "string";
      readonly min?: number;
      readonly max?: number;
      readonly pattern?: RegExp;
      readonly expected?: string;
    }
  | {
      readonly kind: "number";
      readonly integer?: boolean;
      readonly min?: number;
      readonly max?: number;
      readonly above?: number;
    }
  | { readonly kind: "boolean" }
  | { readonly kind: "oneOf"; readonly values: readonly (string | number)[] }
  | { readonly kind: "list"; readonly of: Rule; readonly min?: number; readonly max?: number }
  | ObjectRule
  | {
      readonly kind: "byType";
      readonly types: () => Readonly<Record<string, Rule>>;
      readonly union?: boolean;
    }
  | { readonly kind: "any" };

/** An object with exactly these properties; `check` sees it once its properties are in order. */
export interface ObjectRule {
  readonly kind: "object";
  readonly required: Readonly<Record<string, Rule>>;
  readonly optional: Readonly<Record<string, Rule>>;
  readonly check?: (value: JsonObject) => readonly Complaint[];
}

export type JsonObject = Record<string, unknown>;

/** A complaint about an object; `at` is a pointer below that object. */
export interface Complaint {
  readonly message: string;
  readonly at?: string;
}

/** A refused value: Slack's words and a JSON pointer to the place. */
export interface Problem {
  readonly message: string;
  readonly pointer: string;
}

export const string = (min = 0, max?: number): Rule =>
  max === undefined ? { kind: "string", min } : { kind: "string", min, max };
export const number = (
  limits: { min?: number; max?: number; above?: number; integer?: boolean } = {},
): Rule => ({
  kind: "number",
  ...limits,
});
export const boolean: Rule = { kind: "boolean" };
export const any: Rule = { kind: "any" };
export const oneOf = (...values: (string | number)[]): Rule => ({ kind: "oneOf", values });
export const list = (of: Rule, min = 0, max?: number): Rule =>
  max === undefined ? { kind: "list", of, min } : { kind: "list", of, min, max };
export const byType = (types: () => Readonly<Record<string, Rule>>, union = false): Rule => ({
  kind: "byType",
  types,
  union,
});
export const object = (
  required: Readonly<Record<string, Rule>>,
  optional: Readonly<Record<string, Rule>> = {},
  check?: ObjectRule["check"],
): ObjectRule => ({ kind: "object", required, optional, ...(check ? { check } : {}) });

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
