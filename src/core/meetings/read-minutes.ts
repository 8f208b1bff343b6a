import { can } from "../access/policy.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { refuseAt } from "./change-meeting.ts";
import { findMeeting, type HeldMeeting, subjectOf } from "./find-meeting.ts";

/**
 * The meeting whose minutes the actor may read: whoever was in its register, though they have sold since; who stood for
 * an owner by proxy; who lives in the house now; and staff who follow the meeting.
 */
export const readMinutes = async (
  work: Work,
  { meetingId }: { meetingId: string },
): Promise<Outcome<HeldMeeting, "not-found" | "forbidden" | "no-part">> => {
  const meeting = await findMeeting(work.tx, meetingId);
  if (meeting?.state !== "minutes") return refuseAt(work, { id: meetingId }, "read", "not-found");
  if (!can(work.actor, "meeting.read", subjectOf(meeting)))
    return refuseAt(work, meeting, "read", "forbidden");
  if (!(await hasPart(work, meeting))) return refuseAt(work, meeting, "read", "no-part");
  return done(meeting);
};

const hasPart = async ({ tx, actor }: Work, meeting: HeldMeeting): Promise<boolean> => {
  if (actor.kind !== "person") return false;
  if (actor.occupancies.some(({ buildingId }) => buildingId === meeting.buildingId)) return true;
  if (can(actor, "meeting.watch", subjectOf(meeting))) return true;
  const parts = await tx.$queryRaw<unknown[]>`
    SELECT 1 AS "part" FROM "MeetingVoter" WHERE "meetingId" = ${meeting.id} AND "personId" = ${actor.personId}
    UNION ALL
    SELECT 1 FROM "MeetingProxy" WHERE "meetingId" = ${meeting.id} AND "holderId" = ${actor.personId}`;
  return parts.length > 0;
};
