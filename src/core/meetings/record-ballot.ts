import { randomBytes, randomUUID } from "node:crypto";
import { type SqlPart, sql } from "../../database/sql-part.ts";
import type { MeetingBallotModel } from "../../database/types.ts";
import { writeTogether } from "../../database/write-together.ts";
import type { Work } from "../work/work.ts";
import type { Answers, Ballot } from "./ballot.ts";
import { ballotHash, urnWith } from "./ballot-chain.ts";
import { addCount, addTo, type Count, type CountedLine, count, nothing } from "./count.ts";
import type { HeldMeeting } from "./find-meeting.ts";
import { newReceipt, receiptHash } from "./receipt.ts";
import { emptyCount, tallyUpdate } from "./stored-count.ts";
import { type UrnState, urnState } from "./urn-state.ts";
import type { Weighed } from "./voices.ts";

export interface NewBallot {
  personId: string;
  by: Ballot["by"];
  way: Ballot["way"];
  proxyId: string | null;
  /** Null takes the vote back. */
  answers: Answers | null;
  receivedOn: string | null;
}

export interface RecordedBallot {
  /** Its number in the meeting. */
  index: number;
  hash: string;
  /** Of a secret ballot: shown to the voter once, and kept nowhere. */
  receipt: string | null;
}

/**
 * Appends a ballot to the meeting's chain and lets the tally follow, in the caller's transaction, which holds the
 * meeting's lock. Who may vote was checked before; the state may have been read then, under the same lock.
 */
export const recordBallot = async (
  work: Work,
  meeting: HeldMeeting,
  ballot: NewBallot,
  state?: UrnState | null,
): Promise<RecordedBallot> => {
  const { tx, vault, now, actor } = work;
  const { tally, lines, earlier } = state ?? (await urnState(tx, vault, meeting.id, ballot.personId));
  const index = tally.ballots + 1;
  const stored = tally.count;
  const questions = Object.keys(stored.questions);
  const cast: Ballot = {
    owner: ballot.personId,
    by: ballot.by,
    way: ballot.way,
    answers: ballot.answers,
    at: now.getTime(),
    sequence: index,
  };
  let { urn } = tally;
  let receipt: string | null = null;
  if (meeting.secret && ballot.answers) {
    const part = untaken(lines, earlier);
    receipt = newReceipt(randomBytes);
    const choice = {
      id: randomUUID(),
      meetingId: meeting.id,
      weight: String(part.weight),
      shares: String(part.shares),
      way: ballot.way,
      answersSealed: vault.seal(JSON.stringify(ballot.answers)),
      receiptHash: receiptHash(vault, meeting.id, receipt),
    };
    await tx.secretChoice.create({ data: choice });
    urn = urnWith(urn, choice);
    addCount(stored, partOf(questions, part, ballot.answers, ballot.way));
  } else {
    addCount(stored, count(lines, earlier, questions, meeting.policy), -1n);
    addCount(stored, count(lines, [...earlier, cast], questions, meeting.policy));
  }
  const row = {
    meetingId: meeting.id,
    index,
    companyId: meeting.companyId,
    personId: ballot.personId,
    by: ballot.by,
    way: ballot.way,
    proxyId: ballot.proxyId,
    answersSealed:
      meeting.secret || ballot.answers === null ? null : vault.seal(JSON.stringify(ballot.answers)),
    withdrawn: ballot.answers === null,
    castBy: actor.kind === "person" ? actor.personId : null,
    castAt: now,
    receivedOn: ballot.receivedOn,
  };
  const hash = ballotHash(tally.head, row);
  const voted = tally.voted + (ballot.answers ? 1 : 0) - (hadVoted(earlier, ballot.personId) ? 1 : 0);
  await writeTogether(tx, [
    ballotInsert({ ...row, hash }),
    tallyUpdate(meeting.id, { ballots: index, voted, head: hash, urn, count: stored }),
    standingUpdate(meeting.id, ballot, { now, index }),
  ]);
  return { index, hash, receipt };
};

const standingUpdate = (
  meetingId: string,
  { personId, by, way, answers }: NewBallot,
  { now, index }: { now: Date; index: number },
): SqlPart => sql`
  UPDATE "MeetingVoter"
  SET "via" = ${answers && (by === "proxy" ? by : way)}, "votedAt" = ${answers && now}, "ballot" = ${answers && index}
  WHERE "meetingId" = ${meetingId} AND "personId" = ${personId}`;

const ballotInsert = (row: MeetingBallotModel): SqlPart => sql`
  INSERT INTO "MeetingBallot" ("meetingId", "index", "companyId", "personId", "by", "way", "proxyId", "answersSealed",
    "withdrawn", "castBy", "castAt", "receivedOn", "hash")
  VALUES (${row.meetingId}, ${row.index}, ${row.companyId}, ${row.personId}, ${row.by}, ${row.way}, ${row.proxyId},
    ${row.answersSealed}, ${row.withdrawn ? sql`TRUE` : sql`FALSE`}, ${row.castBy}, ${row.castAt}, ${row.receivedOn},
    ${row.hash})`;

const hadVoted = (earlier: readonly Ballot[], personId: string): boolean => {
  const last = earlier.findLast(({ owner }) => owner === personId);
  return last !== undefined && last.answers !== null;
};

/** What of the voices is still free: nobody can compare secret votes of co-owners, so that the first one binds. */
export const untaken = (lines: readonly CountedLine[], earlier: readonly Ballot[]): Weighed => {
  const voted = new Set(earlier.map(({ owner }) => owner));
  const taken = new Set(
    lines.filter(({ owner }) => owner !== null && voted.has(owner)).map(({ voice }) => voice),
  );
  const part = nothing();
  const seen = new Set<string>();
  for (const line of lines) {
    if (taken.has(line.voice)) continue;
    addTo(part, { weight: seen.has(line.voice) ? 0n : line.weight, shares: line.shares });
    seen.add(line.voice);
  }
  return part;
};

/** A secret choice as it is counted. */
export const partOf = (
  questions: readonly string[],
  part: Weighed,
  answers: Answers,
  way: Ballot["way"],
): Count => {
  const counted = emptyCount(questions);
  addTo(counted.participating, part);
  if (way === "paper") addTo(counted.onPaper, part);
  for (const [id, sums] of Object.entries(counted.questions)) addTo(sums[answers[id] ?? "spoiled"], part);
  return counted;
};
