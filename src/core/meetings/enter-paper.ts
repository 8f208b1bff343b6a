import { keepFiles, type NewFile } from "../files/keep-files.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import type { Answers } from "./ballot.ts";
import { auditVote, isUnitVoted } from "./cast-vote.ts";
import { type MeetingRefusal, meetingFor, refuseAt } from "./change-meeting.ts";
import { type HeldMeeting, questionsOf } from "./find-meeting.ts";
import { lockMeeting } from "./lock-meeting.ts";
import { dayOf } from "./meeting-dates.ts";
import { cancelProxiesOf } from "./proxies.ts";
import { recordBallot } from "./record-ballot.ts";
import { type VoterStanding, voterStanding } from "./voter-standing.ts";

export interface PaperBallot {
  meetingId: string;
  personId: string;
  /** Signed by the holder of the owner's power of attorney. */
  byProxy: boolean;
  answers: Answers;
  /** yyyy-mm-dd, in the house's time. */
  receivedOn: string;
  files: readonly NewFile[];
}

type PaperRefusal =
  | MeetingRefusal
  | "secret-paper"
  | "not-in-register"
  | "voted-in-chat"
  | "already-on-paper"
  | "owner-voted"
  | "proxy-voted"
  | "unit-voted"
  | "no-proxy"
  | "no-scan"
  | "too-late"
  | "too-early"
  | "bad-answers";

/**
 * Enters an owner's signed decision with its scan. Whoever voted in chat can't vote on paper too. Papers handed in
 * before the end may be entered until the votes are counted.
 *
 * A secret meeting takes none. A signed decision names its owner beside the choices (ЖК РФ art. 48 p. 5.1 asks for just
 * that, so that in Russia a written decision is never secret), and whoever types it in and keeps its scan would know
 * both. Where the law wants secret ballots on paper, as California's Civil Code § 5115 does with an inner envelope that
 * bears no name, they are opened and counted in public: no clerk can do that by a form.
 */
export const enterPaper = async (
  work: Work,
  { meetingId, personId, byProxy, answers, receivedOn, files }: PaperBallot,
): Promise<Outcome<{ index: number; hash: string }, PaperRefusal>> => {
  await lockMeeting(work, meetingId);
  const found = await meetingFor(work, { meetingId, act: "meeting.record", move: "record" });
  if (!found.ok) return found;
  const meeting = found.value;
  if (meeting.secret) return refuseAt(work, meeting, "paper", "secret-paper");
  if (files.length === 0) return refused("no-scan");
  const day = await checkDay(work, meeting, receivedOn);
  if (!day.ok) return refuseAt(work, meeting, "paper", day.code);
  const questions = await questionsOf(work.tx, meetingId);
  if (questions.some(({ id }) => answers[id] === undefined)) return refused("bad-answers");
  const voter = await voterStanding(work.tx, meetingId, personId);
  if (!voter) return refused("not-in-register");
  const barred = whyBarred(meeting, voter, byProxy);
  if (barred) return refuseAt(work, meeting, "paper", barred);
  if (voter.votedAt === null && (await isUnitVoted(work, meeting, personId)))
    return refuseAt(work, meeting, "paper", "unit-voted");
  const proxy = byProxy
    ? await work.tx.meetingProxy.findFirst({ where: { meetingId, principalId: personId, state: "active" } })
    : null;
  if (byProxy && !proxy) return refuseAt(work, meeting, "paper", "no-proxy");
  const by = byProxy ? "proxy" : "owner";
  const recorded = await recordBallot(work, meeting, {
    personId,
    by,
    way: "paper",
    proxyId: proxy?.id ?? null,
    answers,
    receivedOn,
  });
  const subject = { subjectType: "meeting-ballot", subjectId: `${meetingId}:${recorded.index}` };
  await keepFiles(work, { companyId: meeting.companyId, visibility: "internal", ...subject }, files);
  if (!byProxy && voter.proxied) await cancelProxiesOf(work, meeting, personId);
  auditVote(work, meeting, personId, recorded, { by, way: "paper" });
  return done(recorded);
};

const whyBarred = (
  { policy }: HeldMeeting,
  { via }: VoterStanding,
  byProxy: boolean,
): "voted-in-chat" | "already-on-paper" | "owner-voted" | "proxy-voted" | undefined => {
  if (via === null) return undefined;
  if (via === "proxy") {
    const mayReplace = byProxy ? policy.change : policy.personalOverProxy;
    return mayReplace ? undefined : "proxy-voted";
  }
  if (byProxy) return "owner-voted";
  return via === "chat" ? "voted-in-chat" : "already-on-paper";
};

const checkDay = async (
  { tx, now }: Work,
  { buildingId, noticeAt, opensAt, closesAt }: HeldMeeting,
  receivedOn: string,
): Promise<Outcome<null, "too-late" | "too-early">> => {
  const { timeZone } = await tx.building.findUniqueOrThrow({ where: { id: buildingId } });
  const last = now < closesAt ? now : closesAt;
  if (receivedOn > dayOf(last, timeZone)) return refused("too-late");
  return receivedOn < dayOf(noticeAt ?? opensAt, timeZone) ? refused("too-early") : done(null);
};
