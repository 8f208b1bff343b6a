import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type ChangeRefusal, changePoll } from "./change-poll.ts";
import { checkTimes, type TimesRefusal } from "./check-poll.ts";
import { askForRedrawing } from "./poll-queues.ts";
import type { PollSheet } from "./poll-sheet.ts";

/** Gives a poll more time; who has not voted is reminded anew. */
export const extendPoll = async (
  work: Work,
  { pollId, endAt }: { pollId: string; endAt: Date },
): Promise<Outcome<PollSheet, ChangeRefusal | TimesRefusal | "ends-earlier" | "ended">> => {
  const changed = await changePoll<TimesRefusal | "ends-earlier" | "ended">(work, {
    pollId,
    act: "poll.steer",
    from: ["open"],
    decide: (poll) => {
      // Its time is over, although nobody has counted yet.
      if (poll.endAt <= work.now) return refused("ended");
      if (endAt <= poll.endAt) return refused("ends-earlier");
      const times = checkTimes({ startAt: null, endAt }, work.now);
      return times.ok ? done({ columns: { endAt }, says: "extended" }) : times;
    },
  });
  if (!changed.ok) return changed;
  await work.tx.pollReminder.deleteMany({ where: { pollId } });
  askForRedrawing(work, pollId);
  return changed;
};
