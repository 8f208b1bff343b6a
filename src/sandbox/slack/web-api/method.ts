import type { JsonObject, Problem } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";

export type ArgumentType = "string" | "boolean" | "number" | "json" | "strings";

/** What a method answers; Slack's errors are answers too. */
export type Answer =
  | (JsonObject & { readonly ok: true })
  | (JsonObject & { readonly ok: false; readonly error: string });

export interface Arguments {
  text(name: string): string | undefined;
  flag(name: string): boolean | undefined;
  amount(name: string): number | undefined;
  /** Blocks, views and the like, already parsed. */
  json(name: string): unknown;
  list(name: string): readonly string[] | undefined;
  has(name: string): boolean;
}

export interface Method {
  readonly token: "bot" | "app" | "none";
  /** One of these is enough. */
  readonly scopes: readonly string[];
  readonly required: Readonly<Record<string, ArgumentType>>;
  readonly optional: Readonly<Record<string, ArgumentType>>;
  /** Tier: calls a minute; see rate-limits.ts. */
  readonly tier: 1 | 2 | 3 | 4;
  readonly formOnly?: boolean;
  run(context: Context, args: Arguments): Answer | Promise<Answer>;
}

export type Family = Readonly<Record<string, Method>>;

export const success = (fields: JsonObject = {}): Answer => ({ ok: true, ...fields });

export const refusal = (error: string, fields: JsonObject = {}): Answer => ({ ok: false, error, ...fields });

/** A refusal with Slack's explanations, as for invalid_blocks and invalid_arguments. */
export const explained = (error: string, problems: readonly Problem[], withErrors = false): Answer => {
  const lines = problems.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);
  return refusal(error, {
    ...(withErrors ? { errors: lines } : {}),
    response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) },
  });
};
