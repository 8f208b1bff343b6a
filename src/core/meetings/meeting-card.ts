import type { Db, DecisionLinkModel } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { type Fraction, fraction } from "../fraction.ts";
import type { Sums } from "./count.ts";
import { hasQuorum, missingForQuorum } from "./decide.ts";
import { findMeeting, type HeldMeeting, questionsOf } from "./find-meeting.ts";
import { type MeetingResult, readResult } from "./meeting-result.ts";
import { tallyOf } from "./stored-count.ts";
import type { Weighed } from "./voices.ts";

export interface CardQuestion {
  id: string;
  position: number;
  title: string;
  proposal: string;
  kind: string;
  /** What the decision led to: "project: …". */
  links: { subjectType: string; subjectId: string; createdAt: Date }[];
}

/** How far the voting is; never what was voted. */
export interface Meter {
  voted: number;
  participating: bigint;
  onPaper: bigint;
  all: bigint;
  quorum: boolean;
  /** What is still wanted for the quorum, in m² or votes. */
  missing: Fraction;
}

/** A meeting as its card, lists and papers show it. */
export interface MeetingCard {
  meeting: HeldMeeting;
  title: string;
  address: string;
  timeZone: string;
  company: string;
  questions: CardQuestion[];
  scale: bigint;
  /** Null until the register is written. */
  meter: Meter | null;
  /** What may be shown of the choices now: nothing before the end where the rules hide it. */
  running: ReadonlyMap<string, Sums> | null;
  result: MeetingResult | null;
  reason: string | null;
  proxies: number;
}

export const meetingCard = async (db: Db, vault: Vault, meetingId: string): Promise<MeetingCard | null> => {
  const meeting = await findMeeting(db, meetingId);
  if (!meeting) return null;
  const place = await placeOf(db, meeting);
  const questions = await questionsOf(db, meetingId);
  const links = await linksOf(db, meetingId);
  const tally = await tallyOf(db, meetingId);
  const isOpen = meeting.state === "notice" || meeting.state === "voting";
  const scale = BigInt(meeting.scale);
  return {
    meeting,
    title: vault.open(meeting.titleSealed),
    address: place.address,
    timeZone: place.timeZone,
    company: place.company,
    questions: questions.map(({ id, position, titleSealed, proposalSealed, kind }) => ({
      id,
      position,
      title: vault.open(titleSealed),
      proposal: vault.open(proposalSealed),
      kind,
      links: links.filter(({ questionId }) => questionId === id),
    })),
    scale,
    meter:
      tally && meeting.totals
        ? {
            voted: tally.voted,
            participating: tally.count.participating.weight,
            onPaper: tally.count.onPaper.weight,
            all: meeting.totals.all.weight,
            ...quorumOf(meeting, tally.count.participating, scale),
          }
        : null,
    running:
      tally && isOpen && !meeting.policy.hidden ? new Map(Object.entries(tally.count.questions)) : null,
    result: meeting.result === null ? null : readResult(meeting.result),
    reason: meeting.reasonSealed === null ? null : vault.open(meeting.reasonSealed),
    proxies: Number(place.proxies),
  };
};

// All in raw SQL: while a hall votes, the staff's card is drawn anew every moment.

interface Place {
  address: string;
  timeZone: string;
  company: string;
  proxies: number | bigint;
}

const placeOf = async (db: Db, { id, buildingId }: HeldMeeting): Promise<Place> => {
  const [place] = await db.$queryRaw<Place[]>`
    SELECT b."address", b."timeZone", c."name" AS "company",
      (SELECT COUNT(*) FROM "MeetingProxy" WHERE "meetingId" = ${id} AND "state" = 'active') AS "proxies"
    FROM "Building" b JOIN "Company" c ON c."id" = b."companyId" WHERE b."id" = ${buildingId}`;
  if (!place) throw new Error(`meeting ${id} is of a building that is gone`);
  return place;
};

const linksOf = (db: Db, meetingId: string): Promise<DecisionLinkModel[]> => db.$queryRaw<
  DecisionLinkModel[]
>`
  SELECT l."id", l."companyId", l."questionId", l."subjectType", l."subjectId", l."linkedBy", l."createdAt"
  FROM "DecisionLink" l JOIN "AgendaQuestion" q ON q."id" = l."questionId"
  WHERE q."meetingId" = ${meetingId} ORDER BY l."createdAt"`;

/** What is still wanted is rounded up to the decimals in which it is shown. */
const quorumOf = (
  { policy, totals }: HeldMeeting,
  participating: Weighed,
  scale: bigint,
): { quorum: boolean; missing: Fraction } => {
  if (!totals) return { quorum: false, missing: fraction(0) };
  const places = policy.weight === "area" ? 2 : scale === 1n ? 0 : 3;
  return {
    quorum: hasQuorum(policy.quorum, participating, totals),
    missing: missingForQuorum(policy.quorum, participating, totals, { scale, places }),
  };
};
