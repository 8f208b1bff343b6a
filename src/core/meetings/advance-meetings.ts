import type { Core } from "../work/core.ts";
import { runWork } from "../work/run-work.ts";
import type { Work } from "../work/work.ts";
import { countMeeting } from "./count-meeting.ts";
import { findMeeting, type HeldMeeting } from "./find-meeting.ts";
import { openVoting } from "./lead-meeting.ts";
import { countedBy } from "./meeting-dates.ts";
import { minutesOverdue, tellOfMinutes } from "./minutes-term.ts";
import { tellQueue } from "./tell-queue.ts";

/** Hours before the end at which owners who have not voted are reminded. */
const reminders = [24, 72] as const;
const hourMs = 3_600_000;

/** Opens, reminds, counts: what a meeting does by itself when its time comes. Each step is done once. */
export const advanceMeetings = async (core: Core): Promise<void> => {
  const rows = await core.database.read.meeting.findMany({
    where: { state: { in: ["notice", "voting", "counted"] } },
    select: { id: true, companyId: true },
  });
  for (const { id, companyId } of rows) {
    const meeting = await findMeeting(core.database.read, id);
    if (!meeting) continue;
    const run = (fn: (work: Work) => Promise<unknown>) =>
      runWork(core, { actor: { kind: "system", name: "meetings", companyId }, channel: "job" }, fn);
    const now = core.clock.now();
    if (meeting.state === "notice" && meeting.opensAt <= now)
      await run((work) => openVoting(work, { meetingId: id }));
    if (meeting.state === "voting") {
      if (countedBy(meeting.closesAt, meeting.policy) <= now) await countMeeting(core, id);
      else if (reminderDue(meeting, now) !== null) await run((work) => remind(work, id));
    }
    if (meeting.state === "counted" && !minutesOverdue(meeting)) await run((work) => tellOfMinutes(work, id));
  }
};

/** The reminder whose time has come; none whose time was before the voting began. */
export const reminderDue = (
  { opensAt, closesAt, reminded }: Pick<HeldMeeting, "opensAt" | "closesAt" | "reminded">,
  now: Date,
): number | null => {
  const left = closesAt.getTime() - now.getTime();
  const due = reminders.find((hours) => left > 0 && left <= hours * hourMs);
  if (due === undefined || (reminded !== null && reminded <= due)) return null;
  return closesAt.getTime() - due * hourMs <= opensAt.getTime() ? null : due;
};

const remind = async (work: Work, meetingId: string): Promise<void> => {
  const meeting = await findMeeting(work.tx, meetingId);
  const due = meeting?.state === "voting" ? reminderDue(meeting, work.now) : null;
  if (due === null) return;
  await work.tx.meeting.update({ where: { id: meetingId }, data: { reminded: due } });
  work.enqueue({ queue: tellQueue, payload: { meetingId, what: "reminder", round: String(due) } });
};
