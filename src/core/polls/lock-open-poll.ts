import type { Work } from "../work/work.ts";
import type { PollSheet } from "./poll-sheet.ts";

/**
 * Lets the votes of a poll be counted one after another, and makes sure that it is open at this moment: a vote that
 * comes a second after the end finds it closed, whether or not it has been counted yet.
 */
export const lockOpenPoll = async ({ tx, now }: Work, { id }: Pick<PollSheet, "id">): Promise<boolean> => {
  const { count } = await tx.poll.updateMany({
    where: { id, state: "open", endAt: { gt: now } },
    data: { tally: { increment: 1 } },
  });
  return count > 0;
};
