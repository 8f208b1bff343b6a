import { setImmediate as breathe } from "node:timers/promises";
import type { Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import type { Answers } from "./ballot.ts";
import { addCount, count, totalsOf } from "./count.ts";
import { type MeetingCard, meetingCard } from "./meeting-card.ts";
import { type MeetingResult, resultOf } from "./meeting-result.ts";
import { partOf } from "./record-ballot.ts";
import { linesOf } from "./recount.ts";
import { asBallot, openAnswers } from "./stored-ballots.ts";
import { emptyCount } from "./stored-count.ts";

/** A line of the register as it is printed. */
export interface PaperLine {
  unit: string;
  kind: string;
  /** 0.01 m² */
  area: number | null;
  /** Null: nobody is known to own it. */
  owner: string | null;
  /** Whose lines belong together. */
  person: string | null;
  share: string;
  weight: bigint;
  via: "chat" | "paper" | "proxy" | null;
  ballot: number | null;
  /** Null: has not voted, or voted secretly. */
  answers: Answers | null;
}

export interface PaperProxy {
  principal: string;
  holder: string;
  cancelled: boolean;
}

/** All that a meeting's papers are drawn from. */
export interface MeetingPapers {
  card: MeetingCard;
  lines: PaperLine[];
  proxies: PaperProxy[];
  /** How many ballots count, by the way they came. */
  ballots: { chat: number; paper: number; proxy: number };
  scans: number;
  head: { chair: string; secretary: string; counters: string; place: string } | null;
  /** What the signed papers alone decide, where votes in chat only advise. */
  binding: MeetingResult | null;
}

const rowsAtATime = 1000;

/** Null when the meeting is gone or has no register yet. */
export const meetingPapers = async (
  db: Db,
  vault: Vault,
  meetingId: string,
): Promise<MeetingPapers | null> => {
  const card = await meetingCard(db, vault, meetingId);
  if (!card?.meeting.totals) return null;
  const voters = await votersOf(db, vault, meetingId);
  const answers = card.meeting.secret ? new Map<number, Answers>() : await answersOf(db, vault, meetingId);
  const rows = await db.eligibleVoter.findMany({ where: { meetingId }, orderBy: { id: "asc" } });
  await breathe();
  const counted = [...voters.values()];
  return {
    card,
    lines: rows.map((row) => {
      const voter = row.personId === null ? undefined : voters.get(row.personId);
      return {
        unit: row.unitNumber,
        kind: row.unitKind,
        area: row.area,
        owner: voter?.name ?? null,
        person: row.personId,
        share:
          row.shareDenominator === "1" ? row.shareNumerator : `${row.shareNumerator}/${row.shareDenominator}`,
        weight: BigInt(row.weight),
        via: voter?.via ?? null,
        ballot: voter?.ballot ?? null,
        answers: voter?.ballot == null ? null : (answers.get(voter.ballot) ?? null),
      };
    }),
    proxies: await proxiesOf(db, vault, meetingId, voters),
    ballots: {
      chat: counted.filter(({ via }) => via === "chat").length,
      paper: counted.filter(({ via }) => via === "paper").length,
      proxy: counted.filter(({ via }) => via === "proxy").length,
    },
    scans: await db.attachment.count({
      where: { subjectType: "meeting-ballot", subjectId: { startsWith: `${meetingId}:` }, state: "stored" },
    }),
    head:
      card.meeting.minutesSealed === null
        ? null
        : (JSON.parse(vault.open(card.meeting.minutesSealed)) as MeetingPapers["head"]),
    binding: card.meeting.policy.chatAdvises && card.result ? await bindingResult(db, vault, card) : null,
  };
};

interface Voter {
  name: string;
  via: "chat" | "paper" | "proxy" | null;
  ballot: number | null;
}

const votersOf = async (db: Db, vault: Vault, meetingId: string): Promise<Map<string, Voter>> => {
  const voters = new Map<string, Voter>();
  const rows = await db.meetingVoter.findMany({ where: { meetingId } });
  for (const [at, { personId, nameSealed, via, ballot }] of rows.entries()) {
    voters.set(personId, { name: vault.open(nameSealed), via, ballot });
    if (at % rowsAtATime === 0) await breathe();
  }
  return voters;
};

const answersOf = async (db: Db, vault: Vault, meetingId: string): Promise<Map<number, Answers>> => {
  const answers = new Map<number, Answers>();
  for (let after = 0; ; ) {
    const rows = await db.meetingBallot.findMany({
      where: { meetingId, index: { gt: after } },
      orderBy: { index: "asc" },
      take: rowsAtATime,
      select: { index: true, answersSealed: true },
    });
    for (const { index, answersSealed } of rows) {
      if (answersSealed !== null) answers.set(index, openAnswers(vault, answersSealed));
      after = index;
    }
    await breathe();
    if (rows.length < rowsAtATime) return answers;
  }
};

const proxiesOf = async (
  db: Db,
  vault: Vault,
  meetingId: string,
  voters: ReadonlyMap<string, Voter>,
): Promise<PaperProxy[]> =>
  (await db.meetingProxy.findMany({ where: { meetingId }, orderBy: { createdAt: "asc" } })).map(
    ({ principalId, holderNameSealed, state }) => ({
      principal: voters.get(principalId)?.name ?? "",
      holder: vault.open(holderNameSealed),
      cancelled: state === "cancelled",
    }),
  );

/** The same count over signed papers alone. */
const bindingResult = async (
  db: Db,
  vault: Vault,
  { meeting, questions, result }: MeetingCard,
): Promise<MeetingResult | null> => {
  if (!result) return null;
  const ids = questions.map(({ id }) => id);
  const lines = await linesOf(db, meeting.id);
  const onPaper = await db.meetingBallot.findMany({
    where: { meetingId: meeting.id, way: "paper" },
    orderBy: { index: "asc" },
  });
  let counted = count(
    lines,
    onPaper.map((row) => asBallot(vault, row)),
    ids,
    meeting.policy,
  );
  if (meeting.secret) {
    counted = emptyCount(ids);
    const choices = await db.secretChoice.findMany({ where: { meetingId: meeting.id, way: "paper" } });
    for (const { weight, shares, answersSealed } of choices) {
      const part = { weight: BigInt(weight), shares: BigInt(shares) };
      addCount(counted, partOf(ids, part, openAnswers(vault, answersSealed), "paper"));
    }
  }
  const { ballots, head, urn } = result;
  return resultOf(questions, counted, totalsOf(lines), meeting.policy, { ballots, head, urn });
};
