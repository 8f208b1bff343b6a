import { audienceIn } from "../../core/announcements/announcement.ts";
import { isOfIncident } from "../../core/announcements/expiry.ts";
import type { Work } from "../../core/work/work.ts";
import type { AnnouncementModel } from "../../database/types.ts";
import { type Text, t } from "../text.ts";
import { type Around, placedIn } from "./write-fields.ts";
import { aroundOf } from "./write-form.ts";

interface Known {
  around: Around;
  announcement: AnnouncementModel;
}

/**
 * An announcement of the company of whoever opens a form about it. What an incident told is changed and ended with the
 * incident alone: an old button says so.
 */
export const announcementAt = async (
  work: Work,
  id: string,
): Promise<({ ok: true } & Known) | { ok: false; text: Text }> => {
  const around = await aroundOf(work);
  const announcement = await work.tx.announcement.findUnique({ where: { id } });
  if (!around || work.actor.kind !== "person" || announcement?.companyId !== work.actor.companyId)
    return { ok: false, text: t("announcements.refusal.forbidden") };
  if (isOfIncident(announcement)) return { ok: false, text: t("announcements.refusal.of-incident") };
  return { ok: true, around: placedIn(around, audienceIn(announcement).buildingIds), announcement };
};
