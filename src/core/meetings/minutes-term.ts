import type { Work } from "../work/work.ts";
import { announceMeeting } from "./change-meeting.ts";
import { findMeeting, type HeldMeeting } from "./find-meeting.ts";
import { minutesDue } from "./meeting-dates.ts";

/** So long before the end of the term the staff are told. */
const toldBeforeMs = 48 * 3_600_000;

/** Noted in the place of the last reminder: what the staff was told about the minutes. */
const told = { "minutes-due": -1, "minutes-overdue": -2 } as const;

/** Whether the staff was told that the term of the minutes is over; there is nothing more to tell then. */
export const minutesOverdue = ({ state, reminded }: Pick<HeldMeeting, "state" | "reminded">): boolean =>
  state === "counted" && reminded === told["minutes-overdue"];

/** The end of the term, where the minutes were drawn up only after it (in Russia ten days: Order 44/пр p. 2); else null. */
export const minutesLate = (
  { closesAt, minutesAt, policy }: Pick<HeldMeeting, "closesAt" | "minutesAt" | "policy">,
  timeZone: string,
): Date | null => {
  const due = minutesDue(closesAt, policy.minutesDays, timeZone);
  return minutesAt !== null && minutesAt > due ? due : null;
};

/** Tells the staff of a counted meeting two days before its minutes are due, and once more when the term is over. */
export const tellOfMinutes = async (work: Work, meetingId: string): Promise<void> => {
  const meeting = await findMeeting(work.tx, meetingId);
  if (meeting?.state !== "counted") return;
  const { timeZone } = await work.tx.building.findUniqueOrThrow({ where: { id: meeting.buildingId } });
  const due = minutesDue(meeting.closesAt, meeting.policy.minutesDays, timeZone);
  if (work.now.getTime() < due.getTime() - toldBeforeMs) return;
  const act = work.now > due ? "minutes-overdue" : "minutes-due";
  if (meeting.reminded === told[act]) return;
  await work.tx.meeting.update({ where: { id: meetingId }, data: { reminded: told[act] } });
  announceMeeting(work, meeting, act);
};
