import { DateTime } from "luxon";
import { castVote } from "../../core/polls/cast-vote.ts";
import { createPoll } from "../../core/polls/create-poll.ts";
import { openPoll } from "../../core/polls/open-poll.ts";
import type { PollRules } from "../../core/polls/poll-rules.ts";
import { pollSheet } from "../../core/polls/poll-sheet.ts";
import { runDuePolls } from "../../core/polls/run-due-polls.ts";
import { houses } from "./buildings.ts";
import { as, type Deed, type MonthWorld, phoneOf } from "./month-world.ts";
import { timeZone } from "./open-company.ts";
import { type PastPoll, pastPolls } from "./past-polls.ts";

const hourMs = 3_600_000;

/** The month's polls: their beginnings, every answer, and their ends. */
export const pollDeeds = (until: Date): Deed[] => pastPolls.flatMap((poll) => deedsOf(poll, until));

const deedsOf = (poll: PastPoll, until: Date): Deed[] => {
  const [hour = 0, minute = 0] = poll.at.split(":").map(Number);
  const at = DateTime.fromJSDate(until, { zone: timeZone })
    .minus({ days: poll.daysAgo })
    .set({ hour, minute, second: 10, millisecond: 0 })
    .toMillis();
  const made = { id: "" };
  return [
    {
      at,
      play: async (world) => {
        made.id = await begin(world, poll);
      },
    },
    ...poll.votes.map((vote) => ({
      at: at + vote.afterHours * hourMs,
      play: (world: MonthWorld) => answer(world, made.id, vote),
    })),
    { at: at + poll.lastsDays * 24 * hourMs + 60_000, play: ({ core }: MonthWorld) => runDuePolls(core) },
  ];
};

const usualRules: PollRules = {
  anonymous: false,
  final: false,
  voice: "person",
  ownersOnly: false,
  live: false,
  adding: "none",
};

const begin = async (world: MonthWorld, poll: PastPoll): Promise<string> => {
  const { question: text, options, multiple, rules, lastsDays } = poll;
  const building = await world.core.database.read.building.findFirstOrThrow({
    where: { address: houses[0].address },
    select: { id: true },
  });
  const { pollId } = await as(world, "pavel", (work) =>
    createPoll(work, {
      place: { buildingId: building.id, entrance: null },
      title: "",
      question: { text, options, multiple },
      rules: { ...usualRules, ...rules },
      times: { startAt: null, endAt: new Date(work.now.getTime() + lastsDays * 24 * hourMs) },
      remindHours: 24,
      files: [],
    }),
  );
  await as(world, "pavel", (work) => openPoll(work, { pollId }));
  return pollId;
};

const answer = async (
  world: MonthWorld,
  pollId: string,
  { from, options, inGroup = false }: PastPoll["votes"][number],
): Promise<void> => {
  const { read } = world.core.database;
  if (inGroup) {
    const card = await read.card.findFirst({ where: { subjectId: pollId, kind: "poll-native" } });
    if (!card?.messageId) throw new Error("the group has no poll of the month");
    world.telegram.vote({
      from: phoneOf(world, from),
      chat: Number(card.chatId),
      messageId: Number(card.messageId),
      options: [...options],
    });
    return world.settled();
  }
  const [question] = (await pollSheet(read, world.core.vault, pollId))?.questions ?? [];
  if (!question) throw new Error("a poll of the month has no question");
  const chosen = options.flatMap((place) => question.options[place]?.id ?? []);
  await as(world, from, (work) => castVote(work, { pollId, choices: { [question.id]: chosen } }));
};
