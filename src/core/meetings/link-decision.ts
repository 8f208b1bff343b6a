import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { announceMeeting, type MeetingRefusal, meetingFor, refuseAt } from "./change-meeting.ts";
import { readResult } from "./meeting-result.ts";

/** What a decision may lead to. */
export const decisionSubjects = ["project", "announcement", "tariff", "other"] as const;

export type DecisionSubject = (typeof decisionSubjects)[number];

/**
 * Notes what came of an adopted question, so that both can be found from each other. An announcement is named by its
 * number, and has to be there; anything else goes by whatever name people have for it.
 */
export const linkDecision = async (
  work: Work,
  {
    meetingId,
    questionId,
    subjectType,
    subjectId,
  }: { meetingId: string; questionId: string; subjectType: DecisionSubject; subjectId: string },
): Promise<
  Outcome<null, MeetingRefusal | "not-adopted" | "no-subject" | "no-announcement" | "already-linked">
> => {
  const found = await meetingFor(work, { meetingId, act: "meeting.lead", move: "link" });
  if (!found.ok) return found;
  const { result, companyId } = found.value;
  const given = subjectId.trim();
  if (given === "" || given.length > 200) return refused("no-subject");
  const named = subjectType === "announcement" ? await announcementNumber(work, companyId, given) : given;
  if (named === null) return refused("no-announcement", { given });
  const decided =
    result === null ? undefined : readResult(result).questions.find(({ id }) => id === questionId);
  if (!decided?.adopted) return refuseAt(work, found.value, "link", "not-adopted");
  const key = { questionId, subjectType, subjectId: named };
  const known = await work.tx.decisionLink.findUnique({ where: { questionId_subjectType_subjectId: key } });
  if (known) return refused("already-linked");
  await work.tx.decisionLink.create({
    data: {
      companyId,
      ...key,
      linkedBy: work.actor.kind === "person" ? work.actor.personId : null,
      createdAt: work.now,
    },
  });
  work.audit({ act: "meeting.link", subjectType: "meeting", subjectId: meetingId, after: key });
  announceMeeting(work, found.value, "linked");
  return done(null);
};

/** "12", "№ 12" or "#12" as "12"; null where no announcement has that number. */
const announcementNumber = async ({ tx }: Work, companyId: string, given: string): Promise<string | null> => {
  const [, digits] = /^(?:№|#|No\.?)?\s*0*(\d{1,9})$/i.exec(given) ?? [];
  if (digits === undefined) return null;
  const found = await tx.announcement.findFirst({
    where: { companyId, number: Number(digits) },
    select: { id: true },
  });
  return found && digits;
};
