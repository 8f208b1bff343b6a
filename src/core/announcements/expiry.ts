import type { AnnouncementModel } from "../../database/types.ts";
import { manners } from "./manners.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** The announcement with which an incident began, and which follows every change of it; not that of its end. */
export const isOfIncident = ({
  incidentId,
  followsId,
}: Pick<AnnouncementModel, "incidentId" | "followsId">): boolean => incidentId !== null && followsId === null;

/**
 * When an announcement is past: at the end that it names, else after its kind's days; null: never. What an incident told
 * lasts as long as the incident, whose end is only expected: "it works again" ends both.
 */
export const expiryOf = (
  announcement: Pick<AnnouncementModel, "kind" | "endsAt" | "incidentId" | "followsId">,
  startedAt: Date,
): Date | null => {
  if (isOfIncident(announcement)) return null;
  const { kind, endsAt } = announcement;
  const { keepDays } = manners[kind];
  if (endsAt && endsAt > startedAt) return endsAt;
  return keepDays === null ? null : new Date(startedAt.getTime() + keepDays * dayMs);
};
