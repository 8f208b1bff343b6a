import type { PersonWhereInput } from "../../database/types.ts";
import type { Core } from "../work/core.ts";
import { peopleFirst } from "../work/people-first.ts";
import { runWork } from "../work/run-work.ts";
import type { PollNews } from "./events.ts";
import { pollReaders } from "./poll-readers.ts";
import { type PollSheet, pollSheet } from "./poll-sheet.ts";

/** People told in one transaction. */
const chunk = 40;

/**
 * Tells everybody whom it concerns, some at a time. Called again after a crash it begins anew: who was told already is
 * not told twice, since each message has its key.
 */
export const tellNews = async (core: Core, pollId: string, news: PollNews): Promise<void> => {
  const poll = await pollSheet(core.database.read, core.vault, pollId);
  if (!poll) return;
  const only = await whom(core, poll, news);
  let after: string | null = "";
  while (after !== null) {
    const page: Awaited<ReturnType<typeof pollReaders>> = await pollReaders(core.database.read, poll, {
      now: core.clock.now(),
      after,
      size: chunk,
      only,
    });
    if (page.readers.length > 0)
      await runWork(core, { actor: asPolls(poll.companyId), channel: "job" }, async (work) =>
        work.announce({
          type: "poll.news",
          news,
          companyId: poll.companyId,
          pollId,
          readers: page.readers,
        }),
      );
    after = page.last;
    await peopleFirst();
  }
};

export const asPolls = (companyId: string) => ({ kind: "system", name: "polls", companyId }) as const;

/** The results are for those who voted; of a cancelled poll everybody is told who could still be waiting for it. */
const whom = async ({ database }: Core, poll: PollSheet, news: PollNews): Promise<PersonWhereInput> => {
  if (news !== "results" && news !== "cancelled") return {};
  const voters = await database.read.pollVote.findMany({
    where: { pollId: poll.id, personId: { not: null } },
    select: { personId: true },
    distinct: ["personId"],
  });
  return { id: { in: voters.flatMap(({ personId }) => personId ?? []) } };
};
