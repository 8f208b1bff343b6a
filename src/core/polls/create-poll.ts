import { can } from "../access/policy.ts";
import { tidy } from "../directory/names.ts";
import { refuse } from "../directory/refuse.ts";
import type { NewFile } from "../files/keep-files.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import {
  checkQuestion,
  checkRules,
  checkTimes,
  type PollTimes,
  type QuestionInput,
  type QuestionRefusal,
  type RulesRefusal,
  type TimesRefusal,
} from "./check-poll.ts";
import { pollLimits } from "./limits.ts";
import { placeExists } from "./place.ts";
import type { PollPlace, PollRules } from "./poll-rules.ts";
import { writePoll } from "./write-poll.ts";

export interface CreatePoll {
  place: PollPlace;
  /** Empty: the question is the title. */
  title: string;
  question: QuestionInput;
  rules: PollRules;
  times: PollTimes;
  remindHours: number | null;
  files: readonly NewFile[];
}

/** The staff draw up a poll; nobody is asked before they have looked at it and started it. */
export const createPoll = async (
  work: Work,
  input: CreatePoll,
): Promise<
  Outcome<{ pollId: string }, "forbidden" | "no-place" | QuestionRefusal | RulesRefusal | TimesRefusal>
> => {
  const { tx, actor, now } = work;
  const attempt = { act: "poll.create", subjectType: "poll", subjectId: null };
  if (actor.kind !== "person") return refuse(work, attempt, "forbidden");
  const { companyId } = actor;
  if (!can(actor, "poll.create", { companyId, buildingId: input.place.buildingId }))
    return refuse(work, attempt, "forbidden");
  if (!(await placeExists(tx, companyId, input.place))) return refuse(work, attempt, "no-place");
  const question = checkQuestion(input.question);
  if (!question.ok) return refuse(work, attempt, question.code, question.params);
  const rules = checkRules(input.rules);
  if (!rules.ok) return refuse(work, attempt, rules.code);
  const times = checkTimes(input.times, now);
  if (!times.ok) return refuse(work, attempt, times.code, times.params);
  const { pollId, number } = await writePoll(work, {
    companyId,
    authorId: actor.personId,
    state: "draft",
    place: input.place,
    title: tidy(input.title).slice(0, pollLimits.title) || question.value.text.slice(0, pollLimits.title),
    question: question.value,
    rules: rules.value,
    times: times.value,
    remindHours: input.remindHours,
    files: input.files,
  });
  work.audit({
    ...attempt,
    subjectId: pollId,
    after: { number, ...input.place, ...rules.value, ...times.value },
  });
  work.announce({ type: "poll.changed", act: "drafted", companyId, pollId });
  return done({ pollId });
};
