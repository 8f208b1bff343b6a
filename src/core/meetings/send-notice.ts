import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type MeetingRefusal, meetingFor, refuseAt, writeMeeting } from "./change-meeting.ts";
import { checkWindow, dayOf, earliestDay } from "./meeting-dates.ts";

/** The queue of the job that writes a meeting's register of voters. */
export const registerQueue = "meeting-register";

/**
 * Calls the owners to the meeting: a job fixes the register of this moment, and the notice goes out when it is whole.
 * Refused when the days of notice that the rules ask for would not be kept.
 */
export const sendNotice = async (
  work: Work,
  { meetingId }: { meetingId: string },
): Promise<
  Outcome<
    null,
    | MeetingRefusal
    | "no-questions"
    | "too-soon"
    | "opens-in-past"
    | "closes-before-opening"
    | "too-short"
    | "too-long"
    | "unknown-kind"
  >
> => {
  const found = await meetingFor(work, { meetingId, act: "meeting.lead", move: "notice" });
  if (!found.ok) return found;
  const meeting = found.value;
  const { policy, opensAt } = meeting;
  const questions = await work.tx.agendaQuestion.findMany({ where: { meetingId }, select: { kind: true } });
  if (questions.length === 0) return refused("no-questions");
  if (questions.some(({ kind }) => !(kind in policy.rules))) return refused("unknown-kind");
  const window = checkWindow(meeting, policy, work.now);
  if (!window.ok) return refuseAt(work, meeting, "notice", window.code, window.params);
  const { timeZone } = await work.tx.building.findUniqueOrThrow({ where: { id: meeting.buildingId } });
  const earliest = earliestDay(work.now, policy.noticeDays, timeZone);
  if (dayOf(opensAt, timeZone) < earliest)
    return refuseAt(work, meeting, "notice", "too-soon", { count: policy.noticeDays, earliest });
  const written = await writeMeeting(work, meeting, "notice", "preparing", {
    state: "preparing",
    snapshotAt: work.now,
  });
  if (!written.ok) return written;
  work.enqueue({ queue: registerQueue, payload: { meetingId }, singletonKey: meetingId });
  return done(null);
};
