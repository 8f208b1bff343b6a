import type { Db } from "../../database/types.ts";
import { companyDefaults, type KnownReach, loadReach } from "../contacts/load-reach.ts";
import { awakeAt } from "../contacts/ways-to.ts";
import type { Core } from "../work/core.ts";
import { peopleFirst } from "../work/people-first.ts";
import { runWork } from "../work/run-work.ts";
import { peopleAsked } from "./electorate.ts";
import { ownVote } from "./own-vote.ts";
import { type PollSheet, pollSheet } from "./poll-sheet.ts";
import { asPolls } from "./tell-news.ts";

const chunk = 40;

/**
 * Reminds those who have not voted of polls that end soon: once each, and in nobody's quiet time. Whom it finds asleep
 * is looked for again at the next run.
 */
export const remindVoters = async (core: Core): Promise<void> => {
  const { read } = core.database;
  const now = core.clock.now();
  const open = await read.poll.findMany({
    where: { state: "open", endAt: { gt: now }, remindHours: { gt: 0 } },
    select: { id: true, endAt: true, openedAt: true, remindHours: true },
  });
  for (const { id, endAt, openedAt, remindHours } of open) {
    const from = new Date(endAt.getTime() - (remindHours ?? 0) * 3_600_000);
    // A poll that was only just announced reminds nobody.
    if (from > now || (openedAt && now.getTime() - openedAt.getTime() < quarter(openedAt, endAt))) continue;
    const poll = await pollSheet(read, core.vault, id);
    if (poll) await remindOf(core, poll);
  }
};

/** A quarter of the poll's time. */
const quarter = (openedAt: Date, endAt: Date): number => (endAt.getTime() - openedAt.getTime()) / 4;

const remindOf = async (core: Core, poll: PollSheet): Promise<void> => {
  const { database, vault } = core;
  const pollId = poll.id;
  let after: string | null = "";
  while (after !== null) {
    const page = await notReminded(core, poll, after);
    const silent: string[] = [];
    for (const personId of page.awake)
      if ((await ownVote(database.read, vault, poll, personId)).state === "none") silent.push(personId);
    if (silent.length > 0)
      await runWork(core, { actor: asPolls(poll.companyId), channel: "job" }, async (work) => {
        // Written again at the same moment by another process: then its transaction waits, and tells nobody.
        const personIds = await noteReminded(work, pollId, silent);
        if (personIds.length === 0) return;
        work.audit({
          act: "poll.remind",
          subjectType: "poll",
          subjectId: pollId,
          after: { people: personIds.length },
        });
        work.announce({ type: "poll.reminder", companyId: poll.companyId, pollId, personIds });
      });
    after = page.last;
    await peopleFirst();
  }
};

/** The next of those whom the poll asks and who were not reminded, without those who want quiet now. */
const notReminded = async (
  { database: { read }, clock }: Core,
  poll: PollSheet,
  after: string,
): Promise<{ awake: string[]; last: string | null }> => {
  const now = clock.now();
  const people = await read.person.findMany({
    where: { AND: [peopleAsked(poll, now), { id: { gt: after } }] },
    orderBy: { id: "asc" },
    take: chunk,
    select: { id: true },
  });
  const ids = people.map(({ id }) => id);
  const known = await read.pollReminder.findMany({
    where: { pollId: poll.id, personId: { in: ids } },
    select: { personId: true },
  });
  const told = new Set(known.map(({ personId }) => personId));
  const left = ids.filter((id) => !told.has(id));
  const reach = left.length === 0 ? new Map<string, KnownReach>() : await loadReach(read, left, now);
  const company = await companyDefaults(read, poll.companyId, "vote");
  return {
    awake: [...reach.values()]
      .filter((each) => awakeAt(each, "vote", { company, now }) === null)
      .map(({ personId }) => personId),
    last: people.length < chunk ? null : (ids.at(-1) ?? null),
  };
};

const noteReminded = async (
  { tx, now }: { tx: Db; now: Date },
  pollId: string,
  people: readonly string[],
): Promise<string[]> => {
  const fresh: string[] = [];
  for (const personId of people) {
    const count = await tx.$executeRaw`
      INSERT INTO "PollReminder" ("pollId", "personId", "at") VALUES (${pollId}, ${personId}, ${now})
      ON CONFLICT DO NOTHING`;
    if (count > 0) fresh.push(personId);
  }
  return fresh;
};
