import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { castVote, type VoteRefusal } from "./cast-vote.ts";
import { unitsWithVoice } from "./electorate.ts";
import { noteOutsider } from "./note-outsider.ts";
import { pollSheet, shownOptions } from "./poll-sheet.ts";
import type { Choices } from "./walk.ts";
import { withdrawVote } from "./withdraw-vote.ts";

/**
 * An answer in a group's native poll of one question, by the numbers of the options; none: the answer was taken back. A resident of
 * the place has voted with it, anybody else is counted apart.
 */
export const answerNatively = async (
  work: Work,
  { pollId, options }: { pollId: string; options: readonly number[] },
): Promise<Outcome<null, VoteRefusal>> => {
  const { tx, vault, actor } = work;
  const poll = await pollSheet(tx, vault, pollId);
  const question = poll?.questions[0];
  if (!poll || !question || actor.kind === "system" || !actor.account) return refused("not-found");
  const shown = shownOptions(question);
  const chosen = options.flatMap((index) => shown[index]?.id ?? []);
  const isResident = actor.kind === "person" && (await unitsWithVoice(tx, poll, actor)).length > 0;
  const choices: Choices = { [question.id]: chosen };
  if (!isResident) return noteOutsider(work, { pollId: poll.id, account: actor.account, choices });
  if (chosen.length === 0) return withdrawVote(work, { pollId: poll.id });
  const cast = await castVote(work, { pollId: poll.id, choices });
  return cast.ok ? done(null) : cast;
};
