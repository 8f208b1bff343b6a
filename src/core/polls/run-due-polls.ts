import { setImmediate as breathe } from "node:timers/promises";
import type { PollWhereInput } from "../../database/types.ts";
import { done } from "../outcome.ts";
import type { Core } from "../work/core.ts";
import { runWork } from "../work/run-work.ts";
import type { Work } from "../work/work.ts";
import { changePoll } from "./change-poll.ts";
import { endPoll } from "./end-poll.ts";
import { openPoll } from "./open-poll.ts";
import { askForRedrawing } from "./poll-queues.ts";
import { asPolls } from "./tell-news.ts";

/** Ends the polls whose time is over and opens those whose time has come. */
export const runDuePolls = async (core: Core): Promise<void> => {
  const now = core.clock.now();
  await each(core, { state: "open", endAt: { lte: now } }, endPoll);
  await each(core, { state: "scheduled", endAt: { lte: now } }, missPoll);
  await each(core, { state: "scheduled", startAt: { lte: now } }, openPoll);
};

/** Its time went by while nobody could open it. */
const missPoll = (work: Work, { pollId }: { pollId: string }) =>
  changePoll(work, {
    pollId,
    act: "poll.end",
    from: ["scheduled"],
    decide: () => done({ columns: { state: "cancelled", endedAt: work.now }, says: "cancelled" }),
  });

/** Has the cards drawn anew of polls in which somebody voted since: many votes make one edit. */
export const redrawPolls = async (core: Core): Promise<void> => {
  const voted = await core.database.read.poll.findMany({
    where: { state: "open" },
    select: { id: true, companyId: true, tally: true, drawn: true },
  });
  for (const { id, companyId, tally, drawn } of voted.filter((poll) => poll.tally !== poll.drawn))
    await runWork(core, { actor: asPolls(companyId), channel: "job" }, async (work) => {
      const { count } = await work.tx.poll.updateMany({ where: { id, drawn }, data: { drawn: tally } });
      if (count > 0) askForRedrawing(work, id);
    });
};

const each = async (
  core: Core,
  due: PollWhereInput,
  act: (work: Work, input: { pollId: string }) => Promise<unknown>,
): Promise<void> => {
  const polls = await core.database.read.poll.findMany({
    where: due,
    orderBy: { id: "asc" },
    select: { id: true, companyId: true },
  });
  for (const { id: pollId, companyId } of polls) {
    await runWork(core, { actor: asPolls(companyId), channel: "job" }, (work) => act(work, { pollId }));
    await breathe();
  }
};
