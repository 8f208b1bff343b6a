import type { Args } from "../http/args.ts";
import type { World } from "../world/world.ts";

export interface MethodCall {
  world: World;
  args: Args;
  /** Aborted when the caller has gone. */
  signal: AbortSignal;
}

/** One Bot API method: the parameters it knows and what it does; refuses by throwing a Refusal. */
export interface Method {
  params: readonly string[];
  run(call: MethodCall): unknown;
}

export type MethodTable = Record<string, Method>;
