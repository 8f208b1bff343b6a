import { allOf, type SqlPart, sql, unionAll } from "../../database/sql-part.ts";
import type { RequestState } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import { overdueInState } from "./overdue.ts";
import { openStates, runningStates } from "./transitions.ts";

/** The lists of what there is to do; "mine": assigned to the actor. */
export type WorkList = "open" | "overdue" | "mine";

/** A statement for the ids of a list's requests, in no order. */
export const workStatement = (visible: SqlPart, list: WorkList, actor: Actor, now: Date): SqlPart =>
  unionAll(
    conditionsByState(visible, list, actor, now).map(
      (condition) => sql`SELECT r."id" FROM "Request" r WHERE ${condition}`,
    ),
  );

/**
 * The same in the order of their due times: so many after the first few. State by state, since each state's requests
 * stand in the index in that order: no more of them are read, which PostgreSQL sees only where each has its LIMIT.
 */
export const mostPressing = (
  visible: SqlPart,
  list: WorkList,
  actor: Actor,
  now: Date,
  { after, size }: { after: number; size: number },
): SqlPart => {
  const order = sql`ORDER BY "fixDueAt" ASC, "number" ASC`;
  const states = conditionsByState(visible, list, actor, now).map(
    (condition) => sql`SELECT * FROM (
      SELECT r."id", r."fixDueAt", r."number" FROM "Request" r WHERE ${condition}
      ${order} LIMIT CAST(${after + size} AS INTEGER)) AS pressing`,
  );
  return sql`${unionAll(states)} ${order} LIMIT CAST(${size} AS INTEGER) OFFSET CAST(${after} AS INTEGER)`;
};

const conditionsByState = (visible: SqlPart, list: WorkList, actor: Actor, now: Date): SqlPart[] =>
  statesOf[list].map((state) =>
    allOf([
      list === "mine" ? afterwards(visible) : visible,
      inState(state),
      ...conditions(list, state, actor, now),
    ]),
  );

/** Not plain, since SQLite would else walk the company's requests instead of looking up those of the person. */
const afterwards = (condition: SqlPart): SqlPart => sql`CASE WHEN ${condition} THEN TRUE ELSE FALSE END`;

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
