import { can } from "../access/policy.ts";
import type { Work } from "../work/work.ts";

export interface FoundDecision {
  meetingId: string;
  questionId: string;
}

/** Among so many of the newest links is looked; names are compared here, as SQLite folds the case of Latin letters only. */
const lookedAt = 2000;

/**
 * The decisions that led to something whose name contains the words, newest first, each once; only of houses whose
 * meetings the actor may follow.
 */
export const findDecisions = async (
  { tx, actor }: Pick<Work, "tx" | "actor">,
  { words, limit }: { words: string; limit: number },
): Promise<FoundDecision[]> => {
  const wanted = words.trim().toLowerCase();
  if (actor.kind !== "person" || wanted === "") return [];
  const { companyId } = actor;
  const links = await tx.decisionLink.findMany({
    where: { companyId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: lookedAt,
  });
  const named = links.filter(({ subjectId }) => subjectId.toLowerCase().includes(wanted));
  const questionIds = [...new Set(named.map(({ questionId }) => questionId))];
  const questions = await tx.agendaQuestion.findMany({
    where: { id: { in: questionIds } },
    select: { id: true, meetingId: true },
  });
  const meetings = await tx.meeting.findMany({
    where: { id: { in: questions.map(({ meetingId }) => meetingId) }, companyId },
    select: { id: true, buildingId: true },
  });
  const seen = new Set(
    meetings.flatMap(({ id, buildingId }) =>
      can(actor, "meeting.watch", { companyId, buildingId }) ? [id] : [],
    ),
  );
  return questionIds
    .flatMap((questionId) => {
      const meetingId = questions.find(({ id }) => id === questionId)?.meetingId;
      return meetingId !== undefined && seen.has(meetingId) ? [{ meetingId, questionId }] : [];
    })
    .slice(0, limit);
};
