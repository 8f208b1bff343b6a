import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type MeetingRefusal, meetingFor, writeMeeting } from "./change-meeting.ts";
import { meetingLimits } from "./draft-meeting.ts";

export interface NewQuestion {
  meetingId: string;
  title: string;
  proposal: string;
  /** Names a rule of the meeting's policy. */
  kind: string;
}

/** Puts a question at the end of a draft's agenda. */
export const addQuestion = async (
  work: Work,
  { meetingId, title, proposal, kind }: NewQuestion,
): Promise<Outcome<null, MeetingRefusal | "bad-title" | "bad-proposal" | "unknown-kind" | "too-many">> => {
  const found = await meetingFor(work, { meetingId, act: "meeting.prepare", move: "edit" });
  if (!found.ok) return found;
  const [about, decided] = [title.trim(), proposal.trim()];
  if (about.length < 3 || about.length > meetingLimits.title) return refused("bad-title");
  if (decided.length < 3 || decided.length > meetingLimits.proposal) return refused("bad-proposal");
  if (!(kind in found.value.policy.rules)) return refused("unknown-kind");
  const { _max, _count } = await work.tx.agendaQuestion.aggregate({
    where: { meetingId },
    _max: { position: true },
    _count: true,
  });
  if (_count >= meetingLimits.questions) return refused("too-many", { most: meetingLimits.questions });
  await work.tx.agendaQuestion.create({
    data: {
      companyId: found.value.companyId,
      meetingId,
      position: (_max.position ?? 0) + 1,
      titleSealed: work.vault.seal(about),
      proposalSealed: work.vault.seal(decided),
      kind,
    },
  });
  const written = await writeMeeting(work, found.value, "edit", "edited", {});
  return written.ok ? done(null) : written;
};

/** Takes a question off a draft's agenda; those after it move up. */
export const removeQuestion = async (
  work: Work,
  { meetingId, questionId }: { meetingId: string; questionId: string },
): Promise<Outcome<null, MeetingRefusal>> => {
  const found = await meetingFor(work, { meetingId, act: "meeting.prepare", move: "edit" });
  if (!found.ok) return found;
  const { count } = await work.tx.agendaQuestion.deleteMany({ where: { id: questionId, meetingId } });
  if (count === 0) return refused("not-found");
  const left = await work.tx.agendaQuestion.findMany({ where: { meetingId }, orderBy: { position: "asc" } });
  for (const [at, { id, position }] of left.entries())
    if (position !== at + 1)
      await work.tx.agendaQuestion.update({ where: { id }, data: { position: at + 1 } });
  const written = await writeMeeting(work, found.value, "edit", "edited", {});
  return written.ok ? done(null) : written;
};
