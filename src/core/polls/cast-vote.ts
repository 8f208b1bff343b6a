import type { PersonActor } from "../access/actor.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { replaceBallot } from "./ballots.ts";
import { isNeighbour, unitsWithVoice } from "./electorate.ts";
import { lockOpenPoll } from "./lock-open-poll.ts";
import { type PollSheet, pollSheet } from "./poll-sheet.ts";
import { type HeldVoice, maySpeak, personKey, unitKey, type VoiceRefusal } from "./voice.ts";
import { type Choices, firstOpen, validChoices } from "./walk.ts";

export type VoteRefusal =
  | "not-found"
  | "not-open-yet"
  | "ended"
  | "cancelled"
  | "not-asked"
  | "owners-only"
  | "incomplete"
  | VoiceRefusal;

/** Casts or changes a vote: with an answer to each question. A voice that is not the person's to change stays. */
export const castVote = async (
  work: Work,
  { pollId, choices }: { pollId: string; choices: Choices },
): Promise<Outcome<{ poll: PollSheet; first: boolean }, VoteRefusal>> => {
  const { tx, vault, actor, now } = work;
  const attempt = { act: "poll.vote", subjectType: "poll", subjectId: pollId };
  const poll = await pollSheet(tx, vault, pollId);
  if (!poll || actor.kind !== "person") return refuse(work, attempt, "not-found");
  const voice = await voiceOf(work, poll, actor);
  if (!voice.ok) return refuse(work, attempt, voice.code);
  const valid = validChoices(poll.questions, choices);
  if (firstOpen(poll.questions, valid) >= 0) return refuse(work, attempt, "incomplete");
  if (!(await lockOpenPoll(work, poll))) return refuse(work, attempt, closedCode(poll, now));

  const { personId, companyId } = actor;
  const before = await tx.pollVote.findMany({ where: { pollId, voterKey: { in: voice.keys } } });
  const heldBy = new Map<string, HeldVoice>(before.map((vote) => [vote.voterKey, vote]));
  const may = voice.keys.map((key) => ({ key, ...maySpeak(heldBy.get(key), personId, poll.rules) }));
  const mine = may.filter(({ ok }) => ok).map(({ key }) => key);
  const barred = may.find((each) => !each.ok);
  if (mine.length === 0) return refuse(work, attempt, barred && !barred.ok ? barred.code : "final");

  const votedAt = poll.rules.anonymous ? null : now;
  for (const voterKey of mine) {
    await replaceBallot(tx, vault, poll, { voterKey, choices: valid, counted: true });
    const unitId = voterKey.startsWith("u:") ? voterKey.slice(2) : null;
    await tx.pollVote.upsert({
      where: { pollId_voterKey: { pollId, voterKey } },
      create: { companyId, pollId, voterKey, personId, unitId, votedAt },
      update: { personId, votedAt },
    });
  }
  const added = mine.filter((key) => !heldBy.has(key)).length;
  if (added > 0) await tx.poll.update({ where: { id: pollId }, data: { voters: { increment: added } } });
  await tx.pollDraft.deleteMany({ where: { pollId, personId } });
  work.audit({
    ...attempt,
    after: { changed: added === 0, voices: mine.length, ...(poll.rules.anonymous ? {} : { choices: valid }) },
  });
  const personIds = await touchedBy(work, poll, personId, mine);
  work.announce({ type: "poll.voted", companyId, pollId, personIds });
  return done({ poll, first: added > 0 });
};

/** Under which keys a person speaks in a poll, or why the poll does not ask this person. */
const voiceOf = async (
  { tx }: Work,
  poll: PollSheet,
  actor: PersonActor,
): Promise<{ ok: true; keys: string[] } | { ok: false; code: "not-asked" | "owners-only" }> => {
  const units = await unitsWithVoice(tx, poll, actor);
  if (units.length === 0)
    return {
      ok: false,
      code: poll.rules.ownersOnly && isNeighbour(poll, actor) ? "owners-only" : "not-asked",
    };
  return { ok: true, keys: poll.rules.voice === "person" ? [personKey(actor.personId)] : units.map(unitKey) };
};

/** Why a poll takes no vote at this moment. */
export const closedCode = (
  { state, endAt }: Pick<PollSheet, "state" | "endAt">,
  now: Date,
): "ended" | "cancelled" | "not-open-yet" => {
  if (state === "cancelled") return "cancelled";
  return state === "ended" || endAt <= now || state === "declined" ? "ended" : "not-open-yet";
};

/** Whose cards show something else now: the voter's, and those of the others in the units that have voted. */
const touchedBy = async (
  { tx }: Work,
  poll: PollSheet,
  personId: string,
  keys: readonly string[],
): Promise<string[]> => {
  if (poll.rules.voice === "person") return [personId];
  const unitIds = keys.map((key) => key.slice(2));
  const there = await tx.occupancy.findMany({
    where: { unitId: { in: unitIds } },
    select: { personId: true },
    distinct: ["personId"],
  });
  return [...new Set([personId, ...there.map((each) => each.personId)])];
};
