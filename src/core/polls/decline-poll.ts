import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type ChangeRefusal, changePoll } from "./change-poll.ts";
import { pollLimits } from "./limits.ts";
import { deciderOf } from "./open-poll.ts";
import { askForNews, askForRedrawing } from "./poll-queues.ts";
import type { PollSheet } from "./poll-sheet.ts";

type WithReason = { pollId: string; reason: string };

/** The staff don't take a resident's proposal, and say why. */
export const declineProposal = (
  work: Work,
  { pollId, reason }: WithReason,
): Promise<Outcome<PollSheet, ChangeRefusal | "reason-missing">> =>
  changePoll<"reason-missing">(work, {
    pollId,
    act: "poll.decide",
    from: ["proposed"],
    decide: () => {
      const given = reason.trim().slice(0, pollLimits.reason);
      if (given === "") return refused("reason-missing");
      return done({
        columns: { state: "declined", reasonSealed: work.vault.seal(given), decidedBy: deciderOf(work) },
        says: "declined",
      });
    },
  });

/** Throws a draft away that nobody was asked. */
export const discardPoll = (
  work: Work,
  { pollId }: { pollId: string },
): Promise<Outcome<PollSheet, ChangeRefusal>> =>
  changePoll(work, {
    pollId,
    act: "poll.steer",
    from: ["draft"],
    decide: () => done({ columns: { state: "declined" }, says: "discarded" }),
  });

/** Ends a poll without a result; who was asked is told why. */
export const cancelPoll = async (
  work: Work,
  { pollId, reason }: WithReason,
): Promise<Outcome<PollSheet, ChangeRefusal | "reason-missing">> => {
  const changed = await changePoll<"reason-missing">(work, {
    pollId,
    act: "poll.steer",
    from: ["open", "scheduled"],
    decide: () => {
      const given = reason.trim().slice(0, pollLimits.reason);
      if (given === "") return refused("reason-missing");
      return done({
        columns: { state: "cancelled", endedAt: work.now, reasonSealed: work.vault.seal(given) },
        says: "cancelled",
      });
    },
  });
  if (!changed.ok || changed.value.state !== "open") return changed;
  await work.tx.pollDraft.deleteMany({ where: { pollId } });
  askForRedrawing(work, pollId);
  askForNews(work, pollId, "cancelled");
  return changed;
};
