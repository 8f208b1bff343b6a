import type { AnnouncementModel } from "../../database/types.ts";
import { manners } from "./manners.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** When an announcement is past: at the end that it names, else after its kind's days; null: never. */
export const expiryOf = (
  { kind, endsAt }: Pick<AnnouncementModel, "kind" | "endsAt">,
  startedAt: Date,
): Date | null => {
  const { keepDays } = manners[kind];
  if (endsAt && endsAt > startedAt) return endsAt;
  return keepDays === null ? null : new Date(startedAt.getTime() + keepDays * dayMs);
};
