import type { Actor } from "../../core/access/actor.ts";

/** Whether somebody stands at the door: unknown, or known but neither living nor working here any more. */
export const isOutside = (actor: Actor): boolean =>
  actor.kind === "stranger" ||
  (actor.kind === "person" && actor.occupancies.length === 0 && actor.roles.length === 0);
