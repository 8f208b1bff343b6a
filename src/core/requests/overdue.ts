import type { RequestModel } from "../../database/types.ts";
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
