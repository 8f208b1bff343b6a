import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import type { NewFile } from "../files/keep-files.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { checkQuestion, type QuestionInput, type QuestionRefusal } from "./check-poll.ts";
import { pollLimits } from "./limits.ts";
import { proposalRules } from "./poll-rules.ts";
import { pollSettings } from "./poll-settings.ts";
import { writePoll } from "./write-poll.ts";

/** Days that a proposed poll runs once the staff take it. */
export const proposalDays = 7;

/** A resident asks the neighbours, if the building allows; the staff decide whether it is asked. */
export const proposePoll = async (
  work: Work,
  input: { buildingId: string; question: QuestionInput; files: readonly NewFile[] },
): Promise<
  Outcome<{ pollId: string }, "forbidden" | "no-proposals" | "too-many-proposals" | QuestionRefusal>
> => {
  const { tx, actor, now } = work;
  const { buildingId } = input;
  const attempt = { act: "poll.propose", subjectType: "building", subjectId: buildingId };
  if (actor.kind !== "person") return refuse(work, attempt, "forbidden");
  const { companyId, personId } = actor;
  if (!can(actor, "poll.propose", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  const settings = await pollSettings(tx, buildingId);
  if (!settings.proposals) return refuse(work, attempt, "no-proposals");
  const waiting = await tx.poll.count({ where: { companyId, authorId: personId, state: "proposed" } });
  if (waiting >= pollLimits.waitingProposals)
    return refuse(work, attempt, "too-many-proposals", { count: waiting });
  const question = checkQuestion(input.question);
  if (!question.ok) return refuse(work, attempt, question.code, question.params);
  const { pollId, number } = await writePoll(work, {
    companyId,
    authorId: personId,
    state: "proposed",
    place: { buildingId, entrance: null },
    title: question.value.text.slice(0, pollLimits.title),
    question: question.value,
    rules: proposalRules,
    times: { startAt: null, endAt: new Date(now.getTime() + proposalDays * 86_400_000) },
    remindHours: settings.remindHours,
    files: input.files,
  });
  work.audit({ act: "poll.propose", subjectType: "poll", subjectId: pollId, after: { number, buildingId } });
  work.announce({ type: "poll.changed", act: "proposed", companyId, pollId });
  return done({ pollId });
};
