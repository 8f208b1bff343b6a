import { done, type Outcome, refused } from "../outcome.ts";
import type { Core } from "../work/core.ts";
import { runWork } from "../work/run-work.ts";
import type { Work } from "../work/work.ts";
import { type MeetingRefusal, meetingFor, refuseAt, writeMeeting } from "./change-meeting.ts";
import { findMeeting } from "./find-meeting.ts";
import { lockMeeting } from "./lock-meeting.ts";
import { type Recount, recount } from "./recount.ts";

/** The queue of the job that counts a meeting. */
export const countQueue = "meeting-count";

/** Asks for the count before its time: when voting has ended and no paper is missing, or when everybody has voted. */
export const askForCount = async (
  work: Work,
  { meetingId }: { meetingId: string },
): Promise<Outcome<null, MeetingRefusal | "not-ended">> => {
  const found = await meetingFor(work, { meetingId, act: "meeting.lead", move: "count" });
  if (!found.ok) return found;
  if (work.now < found.value.closesAt) {
    const waiting = await work.tx.meetingVoter.count({ where: { meetingId, votedAt: null } });
    if (waiting > 0) return refuseAt(work, found.value, "count", "not-ended", { count: waiting });
    // Nobody is left to vote, so that the end is now; who may change a vote had time for it.
    const ended = await writeMeeting(work, found.value, "count", "closed", { closesAt: work.now });
    if (!ended.ok) return ended;
  }
  work.enqueue({ queue: countQueue, payload: { meetingId }, singletonKey: meetingId });
  return done(null);
};

/**
 * The job that counts: from the raw ballots, and only if the tally that was kept with every ballot says the same. Throws
 * when it does not: then somebody changed rows, and a person has to look.
 */
export const countMeeting = async (core: Core, meetingId: string): Promise<void> => {
  const counted = await recount(core.database.read, core.vault, meetingId);
  if (counted?.meeting.state !== "voting" || core.clock.now() < counted.meeting.closesAt) return;
  if (counted.faults.length > 0)
    throw new Error(
      `the ballots of meeting ${counted.meeting.number} don't agree with what was noted when they were cast (${counted.faults.map(({ code }) => code).join(", ")}); run "cli recount ${counted.meeting.number}" and look who changed the database`,
    );
  const { companyId } = counted.meeting;
  const outcome = await runWork(
    core,
    { actor: { kind: "system", name: "meetings", companyId }, channel: "job" },
    (work) => noteResult(work, counted),
  );
  if (!outcome.ok && outcome.code === "more-ballots") await countMeeting(core, meetingId);
};

const noteResult = async (
  work: Work,
  { meeting: { id: meetingId }, result, checksum }: Recount,
): Promise<Outcome<null, "gone" | "more-ballots" | "changed">> => {
  await lockMeeting(work, meetingId);
  const meeting = await findMeeting(work.tx, meetingId);
  if (meeting?.state !== "voting") return refused("gone");
  const tally = await work.tx.meetingTally.findUniqueOrThrow({ where: { meetingId } });
  // A paper was entered while the others were counted.
  if (tally.head !== result.head) return refused("more-ballots");
  const written = await writeMeeting(work, meeting, "count", "counted", {
    state: "counted",
    countedAt: work.now,
    result,
    checksum,
  });
  return written.ok ? done(null) : written;
};
