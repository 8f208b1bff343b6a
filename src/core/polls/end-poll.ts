import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type ChangeRefusal, changePoll } from "./change-poll.ts";
import { publishQueue } from "./poll-queues.ts";
import type { PollSheet } from "./poll-sheet.ts";
import { recountPoll, writeRecount } from "./recount.ts";
import { severBallots } from "./sever-ballots.ts";

/**
 * Ends a poll: by the staff at any time, by the clock when its time is over. The ballots are counted anew, and those of
 * an anonymous poll lose what linked them to voters.
 */
export const endPoll = async (
  work: Work,
  { pollId }: { pollId: string },
): Promise<Outcome<PollSheet, ChangeRefusal>> => {
  const { tx, actor, now } = work;
  const changed = await changePoll<"wrong-state">(work, {
    pollId,
    act: "poll.end",
    from: ["open"],
    decide: (poll) => {
      if (actor.kind === "system" && poll.endAt > now) return refused("wrong-state", { state: poll.state });
      const endAt = poll.endAt < now ? poll.endAt : now;
      return done({ columns: { state: "ended", endedAt: endAt }, says: "ended" });
    },
  });
  if (!changed.ok) return changed;
  const recount = await recountPoll(tx, pollId);
  if (recount.differences > 0) await writeRecount(tx, pollId, recount);
  work.audit({
    act: "poll.recount",
    subjectType: "poll",
    subjectId: pollId,
    outcome: recount.differences === 0 ? "equal" : "corrected",
    after: { voters: recount.voters, outsiders: recount.outsiders, differences: recount.differences },
  });
  if (changed.value.rules.anonymous) await severBallots(tx, pollId);
  await tx.pollDraft.deleteMany({ where: { pollId } });
  work.enqueue({ queue: publishQueue, payload: { pollId }, singletonKey: pollId });
  return changed;
};
