import { asPolls } from "../../core/polls/tell-news.ts";
import type { Core } from "../../core/work/core.ts";
import { peopleFirst } from "../../core/work/people-first.ts";
import { runWork } from "../../core/work/run-work.ts";
import { refreshSomeCards } from "../cards.ts";

/** Cards drawn in one transaction. */
const chunk = 50;

/** The job that draws all cards of a poll anew, some at a time; those that would look the same are not sent. */
export const redrawPollCards = async (core: Core, pollId: string): Promise<void> => {
  const poll = await core.database.read.poll.findUnique({ where: { id: pollId } });
  if (!poll) return;
  let after: string | undefined = "";
  while (after !== undefined) {
    const page: { after: string; size: number } = { after, size: chunk };
    const cards = await runWork(core, { actor: asPolls(poll.companyId), channel: "job" }, (work) =>
      refreshSomeCards(work, pollId, "bulk", { page }),
    );
    after = cards.length < chunk ? undefined : cards.at(-1)?.id;
    await peopleFirst();
  }
};
