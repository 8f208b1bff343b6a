import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { auditVote, mayVote, type VoteRefusal } from "./cast-vote.ts";
import { refuseAt } from "./change-meeting.ts";
import type { HeldMeeting } from "./find-meeting.ts";
import { lockMeeting } from "./lock-meeting.ts";
import { type RecordedBallot, recordBallot } from "./record-ballot.ts";

/** Takes the own vote in chat back, for instance to vote on paper; the ballot stays in the chain. */
export const withdrawVote = async (
  work: Work,
  { meetingId }: { meetingId: string },
): Promise<Outcome<RecordedBallot & { meeting: HeldMeeting }, VoteRefusal>> => {
  await lockMeeting(work, meetingId);
  const votable = await mayVote(work, { meetingId });
  if (!votable.ok) return refuseAt(work, { id: meetingId }, "withdraw", votable.code, votable.params);
  const { meeting, voter } = votable.value;
  if (voter.via !== "chat") return refuseAt(work, meeting, "withdraw", "not-voted");
  const recorded = await recordBallot(work, meeting, {
    personId: voter.personId,
    by: "owner",
    way: "chat",
    proxyId: null,
    answers: null,
    receivedOn: null,
  });
  auditVote(work, meeting, voter.personId, recorded, { by: "owner", way: "chat", withdrawn: true });
  return done({ ...recorded, meeting });
};
