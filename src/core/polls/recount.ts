import type { Db, Tx } from "../../database/types.ts";

export interface Recount {
  /** By option. */
  votes: ReadonlyMap<string, number>;
  others: ReadonlyMap<string, number>;
  voters: number;
  outsiders: number;
  /** How many of the figures kept with each vote are not those of the ballots. */
  differences: number;
}

interface Counted {
  optionId: string;
  counted: number | bigint | boolean;
  ballots: number | bigint;
}

/** Counts a poll from its ballots, and compares with what was kept with each vote. */
export const recountPoll = async (read: Db, pollId: string): Promise<Recount> => {
  const rows = await read.$queryRaw<Counted[]>`
    SELECT "optionId", "counted", COUNT(*) AS "ballots"
    FROM "PollChoice" WHERE "pollId" = ${pollId} GROUP BY "optionId", "counted"`;
  const of = (counted: boolean): Map<string, number> =>
    new Map(
      rows.filter((row) => isTrue(row.counted) === counted).map((row) => [row.optionId, Number(row.ballots)]),
    );
  const [votes, others] = [of(true), of(false)];
  const voters = await read.pollVote.count({ where: { pollId, counted: true } });
  const outsiders = await read.pollVote.count({ where: { pollId, counted: false } });
  const poll = await read.poll.findUniqueOrThrow({ where: { id: pollId } });
  const options = await read.pollOption.findMany({ where: { pollId } });
  const wrong = options.filter(
    (option) =>
      option.votes !== (votes.get(option.id) ?? 0) || option.others !== (others.get(option.id) ?? 0),
  ).length;
  const heads = Number(poll.voters !== voters) + Number(poll.outsiders !== outsiders);
  return { votes, others, voters, outsiders, differences: wrong + heads };
};

/** The drivers give a truth value each in their way. */
const isTrue = (value: Counted["counted"]): boolean => value === true || Number(value) === 1;

/** The ballots are what counts. */
export const writeRecount = async (tx: Tx, pollId: string, recount: Recount): Promise<void> => {
  const { voters, outsiders, votes, others } = recount;
  await tx.poll.update({ where: { id: pollId }, data: { voters, outsiders } });
  const options = await tx.pollOption.findMany({ where: { pollId }, select: { id: true } });
  for (const { id } of options)
    await tx.pollOption.update({
      where: { id },
      data: { votes: votes.get(id) ?? 0, others: others.get(id) ?? 0 },
    });
};
