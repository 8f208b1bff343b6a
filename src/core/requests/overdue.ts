import { type SqlPart, sql } from "../../database/sql-part.ts";
import type { RequestModel, RequestState } from "../../database/types.ts";
import { runningStates } from "./transitions.ts";

export type Overdue = "react" | "fix";

type Clocked = Pick<RequestModel, "state" | "takenAt" | "pausedAt" | "reactDueAt" | "fixDueAt">;

/** Which due time has passed; nothing is overdue while the clock stands. */
export const overdueOf = (request: Clocked, now: Date): Overdue | null => {
  if (!runningStates.includes(request.state) || request.pausedAt !== null) return null;
  if (request.fixDueAt < now) return "fix";
  return request.state === "new" && request.reactDueAt < now ? "react" : null;
};

/** The same as a condition on rows. */
export const overdueWhere = (now: Date) => ({
  pausedAt: null,
  OR: [
    { state: { in: [...runningStates] }, fixDueAt: { lt: now } },
    { state: "new" as const, reactDueAt: { lt: now } },
  ],
});

/** The same for the rows "Request" r of one state, so that the index of due times serves. */
export const overdueInState = (state: RequestState, now: Date): SqlPart => {
  const late = sql`r."fixDueAt" < ${now}`;
  const due = state === "new" ? sql`(${late} OR r."reactDueAt" < ${now})` : late;
  return sql`r."pausedAt" IS NULL AND ${due}`;
};
