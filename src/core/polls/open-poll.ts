import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type ChangeRefusal, changePoll } from "./change-poll.ts";
import { checkTimes, type TimesRefusal } from "./check-poll.ts";
import { askForNews } from "./poll-queues.ts";
import type { PollSheet } from "./poll-sheet.ts";

export type OpenRefusal = ChangeRefusal | TimesRefusal | "files-waiting";

/** Starts a poll that was drawn up, or, where its start is planned, lets it wait for that; a job opens it then. */
export const openPoll = async (
  work: Work,
  { pollId, atOnce = false }: { pollId: string /** Whatever start was planned. */; atOnce?: boolean },
): Promise<Outcome<PollSheet, OpenRefusal>> => {
  const { now } = work;
  let opens = false;
  const decider = isPerson(work) ? { decidedBy: deciderOf(work) } : {};
  const changed = await changePoll<TimesRefusal | "files-waiting">(work, {
    pollId,
    act: "poll.open",
    from: ["draft", "scheduled"],
    decide: (poll) => {
      // By the clock it opens as it was planned, with the pictures that have come.
      if (poll.filesWaiting > 0 && isPerson(work)) return refused("files-waiting");
      opens = atOnce || poll.startAt === null || poll.startAt <= now;
      const times = checkTimes({ startAt: opens ? null : poll.startAt, endAt: poll.endAt }, now);
      if (!times.ok && (isPerson(work) || poll.endAt <= now)) return times;
      return opens
        ? done({ columns: { state: "open", openedAt: now, ...decider }, says: "opened" })
        : done({ columns: { state: "scheduled", ...decider }, says: "scheduled" });
    },
  });
  if (changed.ok && opens) askForNews(work, pollId, "opened");
  return changed;
};

/** The staff take a resident's proposal: it opens at once, for as long as it was proposed. */
export const acceptProposal = async (
  work: Work,
  { pollId }: { pollId: string },
): Promise<Outcome<PollSheet, ChangeRefusal | "files-waiting">> => {
  const { now, tx } = work;
  const row = await tx.poll.findUnique({ where: { id: pollId }, select: { createdAt: true } });
  const changed = await changePoll<"files-waiting">(work, {
    pollId,
    act: "poll.decide",
    from: ["proposed"],
    decide: (poll) => {
      if (poll.filesWaiting > 0) return refused("files-waiting");
      const lasts = poll.endAt.getTime() - (row?.createdAt ?? now).getTime();
      const endAt = new Date(now.getTime() + lasts);
      return done({
        columns: { state: "open", openedAt: now, endAt, decidedBy: deciderOf(work) },
        says: "opened",
      });
    },
  });
  if (changed.ok) askForNews(work, pollId, "opened");
  return changed;
};

const isPerson = ({ actor }: Work): boolean => actor.kind === "person";

export const deciderOf = ({ actor }: Work): string | null =>
  actor.kind === "person" ? actor.personId : null;
