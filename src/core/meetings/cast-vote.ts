import { can } from "../access/policy.ts";
import { done, type Outcome, type Refused, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { agendaOf } from "./agenda-of.ts";
import type { Answers } from "./ballot.ts";
import { announceMeeting, refuseAt } from "./change-meeting.ts";
import { type HeldMeeting, subjectOf } from "./find-meeting.ts";
import { lockMeeting } from "./lock-meeting.ts";
import { cancelProxiesOf } from "./proxies.ts";
import { type RecordedBallot, recordBallot } from "./record-ballot.ts";
import type { UrnState } from "./urn-state.ts";
import {
  meetingOfCaster,
  meetingOfVoter,
  type NoVoter,
  type VoterStanding,
  whyNoVoter,
} from "./voter-standing.ts";

export type VoteRefusal =
  | "not-found"
  | "forbidden"
  | "not-yet"
  | "ended"
  | NoVoter
  | "not-verified"
  | "voted-on-paper"
  | "final"
  | "proxy-voted"
  | "owner-voted"
  | "no-proxy"
  | "unit-voted"
  | "not-voted"
  | "bad-answers";

interface Votable {
  meeting: HeldMeeting;
  voter: VoterStanding;
  /** The power of attorney, when it is not the actor's own vote. */
  proxyId: string | null;
  /** What the ballot depends on, if it was asked for and came along. */
  urn: UrnState | null;
}

interface Found {
  meeting: HeldMeeting;
  voter: VoterStanding | null;
  urn?: UrnState | null;
}

/** Whether the actor may vote now, in their own name or by proxy in somebody else's; also asked before the walk. */
export const mayVote = async (
  work: Work,
  { meetingId, principalId }: { meetingId: string; principalId?: string | undefined },
  { casting = false }: { casting?: boolean } = {},
): Promise<Outcome<Votable, VoteRefusal>> => {
  const { tx, actor, now, vault } = work;
  if (actor.kind !== "person") return refused("not-found");
  const personId = principalId ?? actor.personId;
  const found: Found | null = casting
    ? await meetingOfCaster(tx, vault, meetingId, personId)
    : await meetingOfVoter(tx, meetingId, personId);
  if (!found) return refused("not-found");
  const { meeting, voter } = found;
  const urn = found.urn ?? null;
  if (!can(actor, "meeting.vote", subjectOf(meeting))) return refused("forbidden");
  const closed = whyClosed(meeting, now);
  if (closed) return closed;
  const own = principalId === undefined || principalId === actor.personId;
  if (!voter) return own ? whyNoVoter(actor, meeting) : refused("no-proxy");
  if (own) {
    const { via } = voter;
    if (!voter.verified) return refused("not-verified");
    if (via === "paper") return refused("voted-on-paper");
    if (via === "chat" && !meeting.policy.change) return refused("final");
    if (via === "proxy" && (meeting.secret || !meeting.policy.personalOverProxy))
      return refused("proxy-voted");
    return done({ meeting, voter, proxyId: null, urn });
  }
  const proxy = await tx.meetingProxy.findFirst({
    where: { meetingId, principalId: voter.personId, holderId: actor.personId, state: "active" },
    select: { id: true },
  });
  if (!proxy) return refused("no-proxy");
  if (voter.via === "chat" || voter.via === "paper") return refused("owner-voted");
  if (voter.via === "proxy" && !meeting.policy.change) return refused("final");
  return done({ meeting, voter, proxyId: proxy.id, urn });
};

/** The end is the end: a vote of the next second is refused. */
const whyClosed = (
  { state, opensAt, closesAt }: HeldMeeting,
  now: Date,
): Refused<"not-yet" | "ended" | "not-found"> | undefined => {
  if (state === "draft" || state === "preparing") return refused("not-found");
  if (state === "cancelled" || state === "counted" || state === "minutes" || now >= closesAt)
    return refused("ended");
  return state === "notice" || now < opensAt ? refused("not-yet") : undefined;
};

/** A vote in chat on every question, for all units of the owner together. */
export const castVote = async (
  work: Work,
  {
    meetingId,
    principalId,
    answers,
  }: { meetingId: string; principalId?: string | undefined; answers: Answers },
): Promise<Outcome<RecordedBallot & { meeting: HeldMeeting }, VoteRefusal>> => {
  await lockMeeting(work, meetingId);
  const votable = await mayVote(work, { meetingId, principalId }, { casting: true });
  if (!votable.ok) return refuseAt(work, { id: meetingId }, "vote", votable.code, votable.params);
  const { meeting, voter, proxyId, urn } = votable.value;
  const questions = await agendaOf(work.tx, meeting);
  const marked = questions.every(({ id }) => answers[id] !== undefined && answers[id] !== "spoiled");
  if (!marked || Object.keys(answers).length !== questions.length)
    return refuseAt(work, meeting, "vote", "bad-answers");
  if (voter.votedAt === null && (await isUnitVoted(work, meeting, voter.personId)))
    return refuseAt(work, meeting, "vote", "unit-voted");
  const by = proxyId === null ? "owner" : "proxy";
  const ballot = { personId: voter.personId, by, way: "chat", proxyId, answers, receivedOn: null } as const;
  const recorded = await recordBallot(work, meeting, ballot, urn);
  if (by === "owner" && voter.proxied) await cancelProxiesOf(work, meeting, voter.personId);
  auditVote(work, meeting, voter.personId, recorded, { by, way: "chat" });
  return done({ ...recorded, meeting });
};

/** Where co-owners vote as one and the first binds, nothing is left for the others. */
export const isUnitVoted = async (work: Work, meeting: HeldMeeting, personId: string): Promise<boolean> => {
  const { coOwners } = meeting.policy;
  if (coOwners === "split" || (coOwners === "uniform" && !meeting.secret)) return false;
  const free = await work.tx.$queryRaw<{ free: number | bigint }[]>`
    SELECT COUNT(*) AS "free" FROM "EligibleVoter" own
    WHERE own."meetingId" = ${meeting.id} AND own."personId" = ${personId} AND NOT EXISTS (
      SELECT 1 FROM "EligibleVoter" other
      JOIN "MeetingVoter" v ON v."meetingId" = other."meetingId" AND v."personId" = other."personId"
      WHERE other."meetingId" = own."meetingId" AND other."voice" = own."voice" AND v."votedAt" IS NOT NULL)`;
  return Number(free[0]?.free ?? 0) === 0;
};

/** Who voted, never what. */
export const auditVote = (
  work: Work,
  meeting: HeldMeeting,
  personId: string,
  { index, hash }: RecordedBallot,
  how: { by: string; way: string; withdrawn?: boolean },
): void => {
  work.audit({
    act: how.withdrawn ? "meeting.withdraw" : "meeting.vote",
    subjectType: "meeting",
    subjectId: meeting.id,
    after: { personId, index, hash, by: how.by, way: how.way },
  });
  announceMeeting(work, meeting, "voted");
};
