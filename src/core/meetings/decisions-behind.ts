import type { Db } from "../../database/types.ts";
import type { DecisionSubject } from "./link-decision.ts";

/** A question that was adopted, by the numbers under which people know it. */
export interface DecisionBehind {
  meeting: number;
  question: number;
}

/** The decisions that something came of, in the order in which they were linked; does not authorise. */
export const decisionsBehind = async (
  read: Db,
  subject: { companyId: string; subjectType: DecisionSubject; subjectId: string },
): Promise<DecisionBehind[]> => {
  const links = await read.decisionLink.findMany({ where: subject, orderBy: { createdAt: "asc" } });
  if (links.length === 0) return [];
  const questions = await read.agendaQuestion.findMany({
    where: { id: { in: links.map(({ questionId }) => questionId) } },
    select: { id: true, position: true, meetingId: true },
  });
  const meetings = await read.meeting.findMany({
    where: { id: { in: questions.map(({ meetingId }) => meetingId) } },
    select: { id: true, number: true },
  });
  return links.flatMap(({ questionId }) => {
    const question = questions.find(({ id }) => id === questionId);
    const meeting = meetings.find(({ id }) => id === question?.meetingId);
    return question && meeting ? [{ meeting: meeting.number, question: question.position }] : [];
  });
};
