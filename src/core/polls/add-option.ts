import { tidy } from "../directory/names.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { closedCode } from "./cast-vote.ts";
import { alike } from "./check-poll.ts";
import { unitsWithVoice } from "./electorate.ts";
import { pollLimits } from "./limits.ts";
import { lockOpenPoll } from "./lock-open-poll.ts";
import { pollSheet } from "./poll-sheet.ts";

export type AddOptionRefusal =
  | "not-found"
  | "not-asked"
  | "no-adding"
  | "ended"
  | "cancelled"
  | "not-open-yet"
  | "option-missing"
  | "option-too-long"
  | "same-options"
  | "too-many-options";

/** A resident adds an option to a question: shown at once, or when the staff agree, as the poll says. */
export const addOption = async (
  work: Work,
  input: { pollId: string; questionId: string; text: string },
): Promise<Outcome<{ shown: boolean }, AddOptionRefusal>> => {
  const { tx, vault, actor, now } = work;
  const { pollId, questionId } = input;
  const attempt = { act: "poll.add-option", subjectType: "poll", subjectId: pollId };
  const poll = await pollSheet(tx, vault, pollId);
  const question = poll?.questions.find(({ id }) => id === questionId);
  if (!poll || !question || actor.kind !== "person") return refuse(work, attempt, "not-found");
  if ((await unitsWithVoice(tx, poll, actor)).length === 0) return refuse(work, attempt, "not-asked");
  const { adding } = poll.rules;
  if (adding === "none") return refuse(work, attempt, "no-adding");
  const text = tidy(input.text);
  if (text === "") return refuse(work, attempt, "option-missing");
  if (text.length > pollLimits.option)
    return refuse(work, attempt, "option-too-long", {
      option: `${text.slice(0, 40)}…`,
      max: pollLimits.option,
    });
  if (!(await lockOpenPoll(work, poll))) return refuse(work, attempt, closedCode(poll, now));
  const there = await tx.pollOption.findMany({ where: { questionId } });
  if (there.length >= pollLimits.optionsAtMost)
    return refuse(work, attempt, "too-many-options", { max: pollLimits.optionsAtMost });
  const known = there
    .filter(({ state }) => state !== "refused")
    .map((each) => alike(vault.open(each.textSealed)));
  if (known.includes(alike(text))) return refuse(work, attempt, "same-options");
  const { companyId } = poll;
  const { id: optionId } = await tx.pollOption.create({
    data: {
      companyId,
      pollId,
      questionId,
      position: Math.max(-1, ...there.map(({ position }) => position)) + 1,
      textSealed: vault.seal(text),
      state: adding === "free" ? "shown" : "waiting",
      addedBy: actor.personId,
    },
    select: { id: true },
  });
  work.audit({ ...attempt, after: { optionId, shown: adding === "free" } });
  work.announce({ type: "poll.option", act: "suggested", companyId, pollId, optionId });
  return done({ shown: adding === "free" });
};
