import type { RequestModel } from "../../database/types.ts";
import { afterPause } from "./deadlines.ts";

export const pauseReasons = ["no-access", "awaiting-owner"] as const;

export type PauseReason = (typeof pauseReasons)[number];

type PauseColumns = Partial<Pick<RequestModel, "pausedAt" | "pauseReason" | "fixDueAt" | "reactDueAt">>;

/** Stops the clock; one that stands already goes on standing from when it stopped. */
export const pausing = (
  request: RequestModel,
  reason: PauseReason | "deferred",
  now: Date,
): PauseColumns => ({
  pausedAt: request.pausedAt ?? now,
  pauseReason: reason,
});

/** Starts the clock again: due times move by the time it stood. Nothing where it runs. */
export const unpausing = (request: RequestModel, now: Date): PauseColumns => {
  if (request.pausedAt === null) return {};
  const { pausedAt } = request;
  return {
    pausedAt: null,
    pauseReason: null,
    fixDueAt: afterPause(request.fixDueAt, pausedAt, now),
    ...(request.takenAt === null ? { reactDueAt: afterPause(request.reactDueAt, pausedAt, now) } : {}),
  };
};
