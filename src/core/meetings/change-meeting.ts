import type { MeetingState, MeetingUpdateManyMutationInput } from "../../database/types.ts";
import { type Act, can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome, type Refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import type { MeetingChanged } from "./events.ts";
import { findMeeting, type HeldMeeting, subjectOf } from "./find-meeting.ts";

/** From which states an act may be done. */
const allowedFrom = {
  edit: ["draft"],
  notice: ["draft"],
  open: ["notice"],
  record: ["voting"],
  proxy: ["notice", "voting"],
  count: ["voting"],
  minutes: ["counted"],
  cancel: ["draft", "preparing", "notice", "voting"],
  reconvene: ["counted", "minutes"],
  link: ["counted", "minutes"],
} as const satisfies Record<string, readonly MeetingState[]>;

export type MeetingMove = keyof typeof allowedFrom;

export type MeetingRefusal = "not-found" | "forbidden" | "wrong-state" | "changed";

/** The meeting, if the actor may do the act and its state has a place for the move. */
export const meetingFor = async (
  work: Work,
  { meetingId, act, move }: { meetingId: string; act: Act; move: MeetingMove },
): Promise<Outcome<HeldMeeting, MeetingRefusal>> => {
  const meeting = await findMeeting(work.tx, meetingId);
  if (!meeting) return { ok: false, code: "not-found" };
  if (!can(work.actor, act, subjectOf(meeting))) return refuseAt(work, meeting, move, "forbidden");
  const states: readonly MeetingState[] = allowedFrom[move];
  if (!states.includes(meeting.state))
    return refuseAt(work, meeting, move, "wrong-state", { number: meeting.number });
  return done(meeting);
};

export const refuseAt = <Code extends string>(
  work: Work,
  { id }: Pick<HeldMeeting, "id">,
  move: string,
  code: Code,
  params?: Record<string, string | number>,
): Refused<Code> =>
  refuse(work, { act: `meeting.${move}`, subjectType: "meeting", subjectId: id }, code, params);

/** Writes the change unless somebody else changed the meeting meanwhile; audits and announces it. */
export const writeMeeting = async (
  work: Work,
  meeting: HeldMeeting,
  move: MeetingMove | "draft" | "block",
  act: MeetingChanged["act"],
  data: MeetingUpdateManyMutationInput,
): Promise<Outcome<HeldMeeting, "changed">> => {
  const { count } = await work.tx.meeting.updateMany({
    where: { id: meeting.id, version: meeting.version },
    data: { ...data, version: meeting.version + 1 },
  });
  if (count === 0) return refuseAt(work, meeting, move, "changed");
  const after = await findMeeting(work.tx, meeting.id);
  if (!after) throw new Error(`meeting ${meeting.id} is gone while it is changed`);
  work.audit({
    act: `meeting.${move}`,
    subjectType: "meeting",
    subjectId: meeting.id,
    before: { state: meeting.state },
    after: { state: after.state, opensAt: after.opensAt, closesAt: after.closesAt },
  });
  announceMeeting(work, after, act);
  return done(after);
};

export const announceMeeting = (
  work: Work,
  { id, companyId }: Pick<HeldMeeting, "id" | "companyId">,
  act: MeetingChanged["act"],
): void => work.announce({ type: "meeting.changed", companyId, meetingId: id, act });
