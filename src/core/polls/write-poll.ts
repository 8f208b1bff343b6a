import type { PollState } from "../../database/types.ts";
import { newId } from "../directory/new-id.ts";
import { keepFiles, type NewFile } from "../files/keep-files.ts";
import type { Work } from "../work/work.ts";
import type { PollTimes, QuestionInput } from "./check-poll.ts";
import type { PollPlace, PollRules } from "./poll-rules.ts";
import { pollSubject } from "./poll-sheet.ts";

export interface NewPoll {
  companyId: string;
  authorId: string;
  state: Extract<PollState, "draft" | "proposed">;
  place: PollPlace;
  title: string;
  question: QuestionInput;
  rules: PollRules;
  times: PollTimes;
  remindHours: number | null;
  files: readonly NewFile[];
}

/** Writes a checked poll with its first question; resolves to its id and its number in the company. */
export const writePoll = async (work: Work, poll: NewPoll): Promise<{ pollId: string; number: number }> => {
  const { tx, vault, now } = work;
  const { companyId, authorId, state, place, rules, times, remindHours } = poll;
  const number = await nextNumber(work, companyId);
  const { id: pollId } = await tx.poll.create({
    data: {
      companyId,
      number,
      state,
      authorId,
      ...place,
      ...rules,
      ...times,
      remindHours,
      titleSealed: vault.seal(poll.title),
      createdAt: now,
    },
    select: { id: true },
  });
  await writeQuestion(work, { companyId, pollId, position: 0, question: poll.question });
  await keepFiles(
    work,
    { companyId, visibility: "shared", subjectType: pollSubject, subjectId: pollId },
    poll.files,
  );
  return { pollId, number };
};

export const writeQuestion = async (
  { tx, vault, now }: Work,
  {
    companyId,
    pollId,
    position,
    question,
  }: { companyId: string; pollId: string; position: number; question: QuestionInput },
): Promise<void> => {
  const questionId = newId(now);
  await tx.pollQuestion.create({
    data: {
      id: questionId,
      companyId,
      pollId,
      position,
      textSealed: vault.seal(question.text),
      multiple: question.multiple,
    },
  });
  await tx.pollOption.createMany({
    data: question.options.map((text, index) => ({
      companyId,
      pollId,
      questionId,
      position: index,
      textSealed: vault.seal(text),
    })),
  });
};

const nextNumber = async ({ tx }: Work, companyId: string): Promise<number> => {
  const { lastNumber } = await tx.pollCounter.upsert({
    where: { companyId },
    create: { companyId, lastNumber: 1 },
    update: { lastNumber: { increment: 1 } },
  });
  return lastNumber;
};
