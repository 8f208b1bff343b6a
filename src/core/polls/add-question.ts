import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { checkQuestion, type QuestionInput, type QuestionRefusal } from "./check-poll.ts";
import { pollLimits } from "./limits.ts";
import { writeQuestion } from "./write-poll.ts";

/** One more question in a poll that was drawn up and not started. */
export const addQuestion = async (
  work: Work,
  { pollId, question }: { pollId: string; question: QuestionInput },
): Promise<
  Outcome<null, "not-found" | "forbidden" | "wrong-state" | "too-many-questions" | QuestionRefusal>
> => {
  const { tx, actor } = work;
  const attempt = { act: "poll.question", subjectType: "poll", subjectId: pollId };
  const poll = await tx.poll.findUnique({
    where: { id: pollId },
    include: { questions: { select: { position: true } } },
  });
  if (!poll) return refuse(work, attempt, "not-found");
  const { companyId, buildingId, state, questions } = poll;
  if (!can(actor, "poll.create", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  if (state !== "draft") return refuse(work, attempt, "wrong-state", { state });
  if (questions.length >= pollLimits.questions)
    return refuse(work, attempt, "too-many-questions", { max: pollLimits.questions });
  const checked = checkQuestion(question);
  if (!checked.ok) return refuse(work, attempt, checked.code, checked.params);
  const position = Math.max(-1, ...questions.map((each) => each.position)) + 1;
  await writeQuestion(work, { companyId, pollId, position, question: checked.value });
  work.audit({ ...attempt, after: { position, options: checked.value.options.length } });
  work.announce({ type: "poll.changed", act: "changed", companyId, pollId });
  return done(null);
};
