import { setImmediate as breathe } from "node:timers/promises";
import type { Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import type { Ballot } from "./ballot.ts";
import { ballotHash, chainStart, urnWith } from "./ballot-chain.ts";
import { addCount, type Count, type CountedLine, count, totalsOf } from "./count.ts";
import { findMeeting, type HeldMeeting, questionsOf } from "./find-meeting.ts";
import { checksumOf, type MeetingResult, readResult, resultOf } from "./meeting-result.ts";
import { partOf } from "./record-ballot.ts";
import { asBallot, openAnswers } from "./stored-ballots.ts";
import { countJson, emptyCount, readCount, totalsJson } from "./stored-count.ts";

export type RecountFault =
  /** The first ballot that does not follow from the one before it. */
  | { code: "chain"; index: number }
  | { code: "missing-ballots"; found: number; noted: number }
  | { code: "urn" }
  | { code: "participation" }
  | { code: "register" }
  | { code: "tally" }
  | { code: "result" };

export interface Recount {
  meeting: HeldMeeting;
  questions: Awaited<ReturnType<typeof questionsOf>>;
  counted: Count;
  result: MeetingResult;
  checksum: string;
  faults: RecountFault[];
}

const pageSize = 500;

/** Counts a meeting anew from its raw ballots, walks the chain, and compares with all that was noted; null: no register yet. */
export const recount = async (db: Db, vault: Vault, meetingId: string): Promise<Recount | null> => {
  const meeting = await findMeeting(db, meetingId);
  const tally = await db.meetingTally.findUnique({ where: { meetingId } });
  if (!meeting?.totals || !tally) return null;
  const questions = await questionsOf(db, meetingId);
  const ids = questions.map(({ id }) => id);
  const lines = await linesOf(db, meetingId);
  const faults: RecountFault[] = [];
  const chain = await walkChain(db, vault, meetingId, faults);
  if (chain.ballots.length !== tally.ballots || chain.head !== tally.head)
    faults.push({ code: "missing-ballots", found: chain.ballots.length, noted: tally.ballots });
  const totals = totalsOf(lines);
  if (JSON.stringify(totalsJson(totals)) !== JSON.stringify(totalsJson(meeting.totals)))
    faults.push({ code: "register" });
  const participation = count(lines, chain.ballots, ids, rulesOf(meeting));
  let counted = participation;
  if (meeting.secret) {
    const urn = await openUrn(db, vault, meetingId, ids);
    counted = urn.counted;
    if (urn.urn !== tally.urn) faults.push({ code: "urn" });
    if (counted.participating.weight !== participation.participating.weight)
      faults.push({ code: "participation" });
  }
  if (!sameCount(counted, readCount(tally.count))) faults.push({ code: "tally" });
  const result = resultOf(questions, counted, totals, meeting.policy, {
    ballots: chain.ballots.length,
    head: chain.head,
    urn: tally.urn,
  });
  const checksum = checksumOf(result);
  const noted = meeting.result === null ? null : checksumOf(readResult(meeting.result));
  if (noted !== null && (noted !== checksum || meeting.checksum !== checksum))
    faults.push({ code: "result" });
  return { meeting, questions, counted, result, checksum, faults };
};

/** In a secret meeting a voice is taken by the first of its owners. */
const rulesOf = ({ secret, policy }: HeldMeeting) =>
  secret && policy.coOwners === "uniform" ? { ...policy, coOwners: "any-one" as const } : policy;

const sameCount = (a: Count, b: Count): boolean => {
  const sorted = (count: Count) =>
    JSON.stringify(
      countJson({ ...count, questions: Object.fromEntries(Object.entries(count.questions).sort()) }),
    );
  return sorted(a) === sorted(b);
};

/** The register of voters, as it is counted over. */
export const linesOf = async (db: Db, meetingId: string): Promise<CountedLine[]> => {
  const rows = await db.$queryRaw<
    { unitId: string; personId: string | null; voice: string; weight: string; shares: string }[]
  >`
    SELECT "unitId", "personId", "voice", "weight", "shares" FROM "EligibleVoter"
    WHERE "meetingId" = ${meetingId} ORDER BY "id"`;
  return rows.map(({ unitId, personId, voice, weight, shares }) => ({
    unit: unitId,
    owner: personId,
    voice,
    weight: BigInt(weight),
    shares: BigInt(shares),
  }));
};

const walkChain = async (db: Db, vault: Vault, meetingId: string, faults: RecountFault[]) => {
  const ballots: Ballot[] = [];
  let head = chainStart;
  let broken = false;
  for (let after = 0; ; ) {
    const page = await db.meetingBallot.findMany({
      where: { meetingId, index: { gt: after } },
      orderBy: { index: "asc" },
      take: pageSize,
    });
    for (const row of page) {
      if (!broken && (row.index !== after + 1 || row.hash !== ballotHash(head, row))) {
        faults.push({ code: "chain", index: row.index });
        broken = true;
      }
      after = row.index;
      head = row.hash;
      ballots.push(asBallot(vault, row));
    }
    await breathe();
    if (page.length < pageSize) return { ballots, head };
  }
};

const openUrn = async (db: Db, vault: Vault, meetingId: string, ids: readonly string[]) => {
  let urn = chainStart;
  const counted = emptyCount(ids);
  for (let after = ""; ; ) {
    const page = await db.secretChoice.findMany({
      where: { meetingId, id: { gt: after } },
      orderBy: { id: "asc" },
      take: pageSize,
    });
    for (const choice of page) {
      urn = urnWith(urn, choice);
      const part = { weight: BigInt(choice.weight), shares: BigInt(choice.shares) };
      const way = choice.way === "paper" ? "paper" : "chat";
      addCount(counted, partOf(ids, part, openAnswers(vault, choice.answersSealed), way));
      after = choice.id;
    }
    await breathe();
    if (page.length < pageSize) return { urn, counted };
  }
};
