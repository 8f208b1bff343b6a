import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Platform } from "../platform.ts";
import type { Work } from "../work/work.ts";
import { audienceIn } from "./announcement.ts";
import { mayFor } from "./change-announcement.ts";
import { drawnTest } from "./drawn.ts";

/** Sends an announcement as it stands to the one who asks: to all of their chats. */
export const sendTestCopy = async (
  work: Work,
  { announcementId }: { announcementId: string },
): Promise<Outcome<{ chats: number }, "not-found" | "forbidden">> => {
  const { tx, actor } = work;
  const attempt = { act: "announcement.test", subjectType: "announcement", subjectId: announcementId };
  const announcement = await tx.announcement.findUnique({ where: { id: announcementId } });
  if (!announcement || actor.kind !== "person") return refuse(work, attempt, "not-found");
  const { companyId } = announcement;
  if (!mayFor(actor, "announcement.write", companyId, audienceIn(announcement)))
    return refuse(work, attempt, "forbidden");
  const identities = await tx.identity.findMany({
    where: { personId: actor.personId, unreachableSince: null },
    orderBy: { id: "asc" },
  });
  for (const { platform, chatId } of identities)
    work.send({
      address: { platform: platform as Platform, chatId },
      lane: "reply",
      language: actor.language,
      companyId,
      what: { kind: "drawn", from: drawnTest(announcementId) },
    });
  work.audit({ ...attempt, after: { chats: identities.length } });
  return done({ chats: identities.length });
};
