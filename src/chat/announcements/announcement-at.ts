import type { Work } from "../../core/work/work.ts";
import type { AnnouncementModel } from "../../database/types.ts";
import type { Around } from "./write-fields.ts";
import { aroundOf } from "./write-form.ts";

/** An announcement of the company of whoever opens a form about it; null: none. */
export const announcementAt = async (
  work: Work,
  id: string,
): Promise<{ around: Around; announcement: AnnouncementModel } | null> => {
  const around = await aroundOf(work);
  const announcement = await work.tx.announcement.findUnique({ where: { id } });
  if (!around || !announcement || work.actor.kind !== "person") return null;
  return announcement.companyId === work.actor.companyId ? { around, announcement } : null;
};
