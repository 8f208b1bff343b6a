import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { castVote, closedCode, type VoteRefusal } from "./cast-vote.ts";
import { unitsWithVoice } from "./electorate.ts";
import { ownVote } from "./own-vote.ts";
import { type PollSheet, pollSheet } from "./poll-sheet.ts";
import { keepDraft, voteDraft } from "./vote-draft.ts";
import { beginning, firstOpen, goBack, goOn, pick, validChoices, type Walk } from "./walk.ts";

/** `question`: the place of the one whose buttons were pressed, which may not be the one in hand any more. */
export type WalkStep =
  | { kind: "pick"; question: number; option: number }
  | { kind: "next"; question: number }
  | { kind: "back"; question: number }
  | { kind: "again" }
  | { kind: "cast" };

export type Walked = { cast: false } | { cast: true; first: boolean };

/**
 * One press in the walk through a poll. A poll of one question with one answer that may be changed needs no walk: the
 * press is the vote.
 */
export const walkOn = async (
  work: Work,
  { pollId, step }: { pollId: string; step: WalkStep },
): Promise<Outcome<Walked, VoteRefusal>> => {
  const { tx, vault, actor, now } = work;
  const attempt = { act: "poll.vote", subjectType: "poll", subjectId: pollId };
  const poll = await pollSheet(tx, vault, pollId);
  if (!poll || actor.kind !== "person") return refuse(work, attempt, "not-found");
  if (poll.state !== "open" || poll.endAt <= now) return refuse(work, attempt, closedCode(poll, now));
  const { personId } = actor;
  const kept = await voteDraft(tx, vault, pollId, personId);
  if (step.kind === "pick" && votesAtOnce(poll))
    return cast(work, poll, pick(poll.questions, beginning, optionAt(poll, step)));
  const walk = kept ?? (await beginningFor(work, poll, personId));
  if (step.kind === "cast") return cast(work, poll, walk);
  // Whoever can't vote learns it at the first press, not at the end of the walk.
  const barred = await barredFrom(work, poll);
  if (barred) return refuse(work, attempt, barred);
  await keepDraft(work, { pollId, personId, walk: stepped(poll, walk, step) });
  return done({ cast: false });
};

/** Whether a press on an option is the vote. */
export const votesAtOnce = ({ questions, rules }: Pick<PollSheet, "questions" | "rules">): boolean =>
  questions.length === 1 && !questions[0]?.multiple && !rules.final;

const stepped = (poll: PollSheet, walk: Walk, step: Exclude<WalkStep, { kind: "cast" }>): Walk => {
  if (step.kind === "again") return { ...walk, step: 0 };
  const at = { ...walk, step: step.question };
  if (step.kind === "pick") return pick(poll.questions, at, optionAt(poll, step));
  return step.kind === "next" ? goOn(poll.questions, at) : goBack(at);
};

/** Options are only ever added, so that their places stay. */
const optionAt = (
  { questions }: PollSheet,
  { question, option }: { question: number; option: number },
): string => questions[question]?.options[option]?.id ?? "";

/** A walk begins with what was voted before, where that may be changed. */
const beginningFor = async ({ tx, vault }: Work, poll: PollSheet, personId: string): Promise<Walk> => {
  const own = await ownVote(tx, vault, poll, personId);
  return { step: 0, choices: own.choices };
};

const cast = async (work: Work, poll: PollSheet, walk: Walk): Promise<Outcome<Walked, VoteRefusal>> => {
  const choices = validChoices(poll.questions, walk.choices);
  const open = firstOpen(poll.questions, choices);
  const { actor } = work;
  if (open >= 0 && actor.kind === "person")
    await keepDraft(work, { pollId: poll.id, personId: actor.personId, walk: { step: open, choices } });
  const outcome = await castVote(work, { pollId: poll.id, choices });
  return outcome.ok ? done({ cast: true, first: outcome.value.first }) : outcome;
};

const barredFrom = async (work: Work, poll: PollSheet): Promise<VoteRefusal | null> => {
  const { tx, vault, actor } = work;
  if (actor.kind !== "person") return "not-found";
  if ((await unitsWithVoice(tx, poll, actor)).length === 0)
    return poll.rules.ownersOnly ? "owners-only" : "not-asked";
  const own = await ownVote(tx, vault, poll, actor.personId);
  if (own.state === "voted" && poll.rules.final) return "final";
  return own.state === "unit" && poll.rules.voice === "unit_first" ? "unit-voted" : null;
};
