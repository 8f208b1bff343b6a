import { setImmediate as breathe } from "node:timers/promises";
import type { Db } from "../../database/types.ts";
import type { Core } from "../work/core.ts";
import { runWork } from "../work/run-work.ts";
import type { PollReader } from "./events.ts";
import { ownVote } from "./own-vote.ts";
import { pollReaders } from "./poll-readers.ts";
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
  const { database, vault, clock } = core;
  const pollId = poll.id;
  let after: string | null = "";
  while (after !== null) {
    const page: Awaited<ReturnType<typeof pollReaders>> = await pollReaders(database.read, poll, {
      now: clock.now(),
      after,
      size: chunk,
    });
    const awake = page.readers.filter(({ notBefore }) => notBefore === null);
    const due = await notReminded(database.read, pollId, awake);
    const silent: PollReader[] = [];
    for (const reader of due)
      if ((await ownVote(database.read, vault, poll, reader.personId)).state === "none") silent.push(reader);
    if (silent.length > 0)
      await runWork(core, { actor: asPolls(poll.companyId), channel: "job" }, async (work) => {
        const people = [...new Set(silent.map(({ personId }) => personId))];
        // Written again at the same moment by another process: then its transaction waits, and tells nobody.
        const fresh = new Set(await noteReminded(work, pollId, people));
        const readers = silent.filter(({ personId }) => fresh.has(personId));
        if (readers.length === 0) return;
        work.audit({
          act: "poll.remind",
          subjectType: "poll",
          subjectId: pollId,
          after: { people: fresh.size },
        });
        work.announce({ type: "poll.news", news: "reminder", companyId: poll.companyId, pollId, readers });
      });
    after = page.last;
    await breathe();
  }
};

const notReminded = async <Reader extends { personId: string }>(
  read: Db,
  pollId: string,
  readers: readonly Reader[],
): Promise<Reader[]> => {
  const known = await read.pollReminder.findMany({
    where: { pollId, personId: { in: readers.map(({ personId }) => personId) } },
    select: { personId: true },
  });
  const told = new Set(known.map(({ personId }) => personId));
  return readers.filter(({ personId }) => !told.has(personId));
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
