import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { announceMeeting, type MeetingRefusal, meetingFor, writeMeeting } from "./change-meeting.ts";
import { meetingLimits } from "./draft-meeting.ts";
import { checkWindow, type MeetingDates } from "./meeting-dates.ts";
import { readResult } from "./meeting-result.ts";

/** Begins the voting of a meeting whose time has come. */
export const openVoting = async (
  work: Work,
  { meetingId }: { meetingId: string },
): Promise<Outcome<null, MeetingRefusal | "not-due">> => {
  const found = await meetingFor(work, { meetingId, act: "meeting.advance", move: "open" });
  if (!found.ok) return found;
  if (work.now < found.value.opensAt) return refused("not-due");
  const written = await writeMeeting(work, found.value, "open", "opened", { state: "voting" });
  return written.ok ? done(null) : written;
};

/** Calls a meeting off; everybody who was called is told why. */
export const cancelMeeting = async (
  work: Work,
  { meetingId, reason }: { meetingId: string; reason: string },
): Promise<Outcome<null, MeetingRefusal | "no-reason">> => {
  const found = await meetingFor(work, { meetingId, act: "meeting.lead", move: "cancel" });
  if (!found.ok) return found;
  const said = reason.trim().slice(0, meetingLimits.reason);
  if (said.length < 3) return refused("no-reason");
  const written = await writeMeeting(work, found.value, "cancel", "cancelled", {
    state: "cancelled",
    reasonSealed: work.vault.seal(said),
  });
  return written.ok ? done(null) : written;
};

/** Who signs the minutes, and where they were drawn up. */
export interface MinutesHead {
  chair: string;
  secretary: string;
  counters: string;
  place: string;
}

/** Draws up the minutes of a counted meeting: from then on its papers are final. */
export const drawUpMinutes = async (
  work: Work,
  { meetingId, ...head }: MinutesHead & { meetingId: string },
): Promise<Outcome<null, MeetingRefusal | "incomplete">> => {
  const found = await meetingFor(work, { meetingId, act: "meeting.lead", move: "minutes" });
  if (!found.ok) return found;
  if (Object.values(head).some((text) => text.trim() === "")) return refused("incomplete");
  const written = await writeMeeting(work, found.value, "minutes", "minutes", {
    state: "minutes",
    minutesAt: work.now,
    minutesSealed: work.vault.seal(JSON.stringify(head)),
  });
  return written.ok ? done(null) : written;
};

/** A second meeting with the same agenda after one that had no quorum, where the rules know that; a draft at first. */
export const reconveneMeeting = async (
  work: Work,
  { meetingId, ...dates }: MeetingDates & { meetingId: string },
): Promise<
  Outcome<
    { meetingId: string; number: number },
    | MeetingRefusal
    | "no-reconvening"
    | "had-quorum"
    | "already-reconvened"
    | "opens-in-past"
    | "closes-before-opening"
    | "too-short"
    | "too-long"
  >
> => {
  const found = await meetingFor(work, { meetingId, act: "meeting.prepare", move: "reconvene" });
  if (!found.ok) return found;
  const first = found.value;
  const { reconvene } = first.policy;
  if (reconvene === null) return refused("no-reconvening");
  if (first.result === null || readResult(first.result).quorum) return refused("had-quorum");
  const policy = {
    ...first.policy,
    quorum: reconvene.quorum,
    noticeDays: reconvene.noticeDays,
    reconvene: null,
  };
  const window = checkWindow(dates, policy, work.now);
  if (!window.ok) return window;
  const { tx, actor, now } = work;
  if ((await tx.meeting.count({ where: { reconvenes: first.id, state: { not: "cancelled" } } })) > 0)
    return refused("already-reconvened");
  const last = await tx.meeting.aggregate({ where: { companyId: first.companyId }, _max: { number: true } });
  const meeting = await tx.meeting.create({
    data: {
      companyId: first.companyId,
      buildingId: first.buildingId,
      number: (last._max.number ?? 0) + 1,
      titleSealed: first.titleSealed,
      policy,
      secret: first.secret,
      ...dates,
      reconvenes: first.id,
      createdBy: actor.kind === "person" ? actor.personId : null,
      createdAt: now,
    },
  });
  const questions = await tx.agendaQuestion.findMany({
    where: { meetingId: first.id },
    orderBy: { position: "asc" },
  });
  await tx.agendaQuestion.createMany({
    data: questions.map(({ companyId, position, titleSealed, proposalSealed, kind }) => ({
      companyId,
      meetingId: meeting.id,
      position,
      titleSealed,
      proposalSealed,
      kind,
    })),
  });
  work.audit({
    act: "meeting.reconvene",
    subjectType: "meeting",
    subjectId: meeting.id,
    after: { first: first.id, number: meeting.number },
  });
  announceMeeting(work, meeting, "drafted");
  return done({ meetingId: meeting.id, number: meeting.number });
};
