import type { AnnouncementModel } from "../../database/types.ts";
import type { Platform } from "../platform.ts";
import type { Work } from "../work/work.ts";
import { pinKey } from "./harvest.ts";
import { groupRuleOf } from "./kind-rules.ts";
import { takeBack } from "./take-back.ts";

/** An announcement is past: nothing more of it is sent, and its pins are taken off. */
export const expireAnnouncement = async (work: Work, announcementId: string): Promise<void> => {
  const { tx, now } = work;
  const { count } = await tx.announcement.updateMany({
    where: { id: announcementId, state: { in: ["sent", "paused", "sending"] }, expiresAt: { lte: now } },
    data: { state: "expired", version: { increment: 1 } },
  });
  if (count === 0) return;
  const announcement = await tx.announcement.findUniqueOrThrow({ where: { id: announcementId } });
  const { companyId } = announcement;
  await takeBack(work, announcementId);
  await unpin(work, announcement);
  work.audit({ act: "announcement.expired", subjectType: "announcement", subjectId: announcementId });
  work.announce({ type: "announcement.changed", act: "expired", companyId, announcementId });
};

/** Takes an announcement off the top of the groups in which it is pinned; the messages stay. */
export const unpin = async (
  work: Work,
  announcement: Pick<AnnouncementModel, "id" | "groupRule" | "kind">,
): Promise<void> => {
  if (groupRuleOf(announcement) !== "pin") return;
  const posted = await work.tx.delivery.findMany({
    where: { announcementId: announcement.id, way: "group", state: "sent", messageId: { not: null } },
  });
  for (const { id, companyId, platform, chatId, language, messageId } of posted)
    work.send({
      address: { platform: platform as Platform, chatId },
      lane: "notice",
      language,
      companyId,
      dedupeKey: `un${pinKey(id)}`,
      what: { kind: "unpin", messageId: messageId ?? "" },
    });
};
