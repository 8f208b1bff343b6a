import type { JsonObject } from "../block-kit/rule.ts";

/** One call of the Web API as it came and was answered; status 0 means that no answer was sent. */
export interface Call {
  readonly method: string;
  readonly params: JsonObject;
  readonly status: number;
  readonly response: JsonObject | undefined;
  readonly at: string;
  readonly fault?: string;
}
