import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type ChangeRefusal, changePoll } from "./change-poll.ts";
import { publishQueue } from "./poll-queues.ts";
import type { PollSheet } from "./poll-sheet.ts";
import { recountPoll, writeRecount } from "./recount.ts";
import { openBallots } from "./sealed-ballots.ts";

/**
 * Ends a poll: by the staff at any time, by the clock when its time is over. The ballots are counted anew; those of an
 * anonymous poll are opened for that, and lose what linked them to voters.
 */
export const endPoll = async (
  work: Work,
  { pollId }: { pollId: string },
): Promise<Outcome<PollSheet, ChangeRefusal>> => {
  const { tx, vault, actor, now } = work;
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
  const { anonymous } = changed.value.rules;
  const ballots = anonymous ? await openBallots(tx, vault, pollId) : null;
  const counted = await recountPoll(tx, pollId);
  if (counted.differences > 0) await writeRecount(tx, pollId, counted);
  // The options of an anonymous poll have no counts before its ballots are opened: only the heads can differ.
  const differences = ballots === null ? counted.differences : Math.abs(ballots - changed.value.voters);
  work.audit({
    act: "poll.recount",
    subjectType: "poll",
    subjectId: pollId,
    outcome: differences === 0 ? "equal" : "corrected",
    after: { voters: counted.voters, outsiders: counted.outsiders, differences },
  });
  await tx.pollDraft.deleteMany({ where: { pollId } });
  work.enqueue({ queue: publishQueue, payload: { pollId }, singletonKey: pollId });
  return changed;
};
