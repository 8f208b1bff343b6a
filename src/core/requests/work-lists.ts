import { allOf, type SqlPart, sql, unionAll } from "../../database/sql-part.ts";
import type { RequestState } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import { overdueInState } from "./overdue.ts";
import { openStates, runningStates } from "./transitions.ts";

/** The lists of what there is to do; "mine": assigned to the actor. */
export type WorkList = "open" | "overdue" | "mine";

/**
 * A statement for id, fixDueAt and number of a list's requests. State by state, since each state's requests stand in
 * the index in the order of their due times: the most pressing of all are found without reading the others.
 */
export const workStatement = (visible: SqlPart, list: WorkList, actor: Actor, now: Date): SqlPart =>
  unionAll(
    statesOf[list].map(
      (state) => sql`SELECT r."id", r."fixDueAt", r."number" FROM "Request" r
        WHERE ${allOf([visible, inState(state), ...conditions(list, state, actor, now)])}`,
    ),
  );

const statesOf: Record<WorkList, readonly RequestState[]> = {
  open: openStates,
  overdue: runningStates,
  mine: openStates,
};

const conditions = (list: WorkList, state: RequestState, actor: Actor, now: Date): SqlPart[] => {
  if (list === "open") return [];
  return [list === "mine" ? sql`r."assigneeId" = ${personIdOf(actor)}` : overdueInState(state, now)];
};

/** A person's; nobody has the empty one. */
export const personIdOf = (actor: Actor): string => (actor.kind === "person" ? actor.personId : "");

/** The state as a literal: with a parameter, PostgreSQL could not tell that few requests are in it. */
export const inState = (state: RequestState): SqlPart => ({ text: `r."state" = '${state}'`, values: [] });
