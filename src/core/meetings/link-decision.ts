import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { announceMeeting, type MeetingRefusal, meetingFor, refuseAt } from "./change-meeting.ts";
import { readResult } from "./meeting-result.ts";

/** What a decision may lead to. */
export const decisionSubjects = ["project", "announcement", "tariff", "other"] as const;

export type DecisionSubject = (typeof decisionSubjects)[number];

/** Notes what came of an adopted question, so that both can be found from each other. */
export const linkDecision = async (
  work: Work,
  {
    meetingId,
    questionId,
    subjectType,
    subjectId,
  }: { meetingId: string; questionId: string; subjectType: DecisionSubject; subjectId: string },
): Promise<Outcome<null, MeetingRefusal | "not-adopted" | "no-subject" | "already-linked">> => {
  const found = await meetingFor(work, { meetingId, act: "meeting.lead", move: "link" });
  if (!found.ok) return found;
  const named = subjectId.trim();
  if (named === "" || named.length > 200) return refused("no-subject");
  const { result, companyId } = found.value;
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
