import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { seenRuleOf } from "./kind-rules.ts";

/**
 * Notes that somebody says to have read an announcement, with the version of its words: once for each person, and for
 * rules once for each version.
 */
export const acknowledge = async (
  work: Work,
  { announcementId }: { announcementId: string },
): Promise<Outcome<{ first: boolean }, "not-found" | "forbidden" | "not-asked">> => {
  const { tx, actor, now, channel } = work;
  const attempt = { act: "announcement.seen", subjectType: "announcement", subjectId: announcementId };
  const announcement = await tx.announcement.findUnique({ where: { id: announcementId } });
  if (!announcement || announcement.startedAt === null) return refuse(work, attempt, "not-found");
  const { companyId, textVersion: version } = announcement;
  if (actor.kind !== "person" || !can(actor, "announcement.acknowledge", { companyId }))
    return refuse(work, attempt, "forbidden");
  const seen = seenRuleOf(announcement);
  if (seen === "none") return refuse(work, attempt, "not-asked");
  const { personId } = actor;
  const written = await tx.$executeRaw`
    INSERT INTO "Acknowledgement" ("announcementId", "personId", "version", "companyId", "channel", "at")
    VALUES (${announcementId}, ${personId}, ${version}, ${companyId}, ${channel}, ${now})
    ON CONFLICT ("announcementId", "personId", "version") DO NOTHING`;
  if (written === 0) return done({ first: false });
  const isAgain = seen === "required" ? { seenVersion: { lt: version } } : { seenVersion: { lt: 0 } };
  const { count } = await tx.recipient.updateMany({
    where: { announcementId, personId, OR: [{ seenVersion: null }, isAgain] },
    data: { seenAt: now, seenVersion: version },
  });
  if (count > 0)
    await tx.announcement.update({
      where: { id: announcementId },
      data: { seen: { increment: 1 } },
      select: { id: true },
    });
  work.audit({ ...attempt, after: { version } });
  work.announce({ type: "announcement.changed", act: "seen", companyId, announcementId });
  return done({ first: true });
};
