import type { Args } from "../http/args.ts";
import { LIMITS } from "../limits.ts";
import { badRequest } from "../refusal.ts";

/** 1–100 ids of `message_ids`. */
export function readMessageIds(args: Args): number[] {
  const list = args.json("message_ids", "message identifiers");
  if (list === undefined) throw badRequest("message identifiers are not specified");
  if (!Array.isArray(list)) throw badRequest("expected an Array of message identifiers");
  if (list.length === 0) throw badRequest("message identifiers are not specified");
  if (list.length > LIMITS.bulkMessageIds) throw badRequest("too many message identifiers specified");
  return list.map((id: unknown) => {
    if (typeof id !== "number") throw badRequest("message identifier must be a Number");
    return id;
  });
}
