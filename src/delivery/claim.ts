import type { Platform } from "../core/platform.ts";
import type { Database, Db, Provider } from "../database/db.ts";
import * as postgresql from "./claim-postgresql.ts";
import * as sqlite from "./claim-sqlite.ts";
import { type Row, toRow } from "./row.ts";

/** How many messages of a lane may be sent on a platform now, and to which chats none. */
export interface Want {
  platform: Platform;
  lane: number;
  limit: number;
  cooling: readonly string[];
}

/** A row that is due and first in its chat. */
export interface Candidate {
  id: number;
  platform: Platform;
  lane: number;
}

export interface Lease {
  holder: string;
  until: Date;
}

/**
 * Marks due rows as being sent and returns them, the most urgent first, at most one of a chat. In a chat rows go by id,
 * but bulk waits for all others. A row that waits for its next try holds up those after it; a scheduled one does not.
 * `choose` takes the candidates that there is room for.
 */
export const claimRows = async (
  database: Database,
  now: Date,
  lease: Lease,
  wants: readonly Want[],
  choose: (candidates: Candidate[]) => Candidate[],
): Promise<Row[]> => {
  if (wants.length === 0) return [];
  const statements = statementsOf(database.provider);
  const claim = async (read: Db, write: (ids: number[]) => Promise<unknown[]>) => {
    const chosen = choose(await candidates(read, statements.lockDue(now, wants)));
    return chosen.length === 0 ? [] : write(chosen.map(({ id }) => id));
  };
  const update = (db: Db) => (ids: number[]) =>
    db.$queryRawUnsafe<unknown[]>(statements.claim, lease.holder, lease.until, JSON.stringify(ids));
  // On SQLite nobody else claims, so looking needs no turn at the writer.
  const raw =
    database.provider === "sqlite"
      ? await claim(database.read, (ids) => database.transaction((tx) => update(tx)(ids)))
      : await database.transaction((tx) => claim(tx, update(tx)));
  return raw
    .map((row) => toRow(row as Record<keyof Row, unknown>))
    .sort((a, b) => a.lane - b.lane || a.id - b.id);
};

/** Whether anything could be sent now if pace and slots allowed. */
export const hasDue = async (
  database: Database,
  now: Date,
  platforms: readonly Platform[],
): Promise<boolean> => {
  const wants = platforms.flatMap((platform) =>
    [0, 1, 2, 3].map((lane) => ({ platform, lane, limit: 1, cooling: [] })),
  );
  if (wants.length === 0) return false;
  const found = await candidates(database.read, statementsOf(database.provider).due(now, wants));
  return found.length > 0;
};

/** When the next message that waits for its time is due, if that is before `horizon`. */
export const nextDue = async (
  database: Database,
  now: Date,
  horizon: Date,
  platforms: Platform[],
): Promise<Date | undefined> => {
  const row = await database.read.outboxMessage.findFirst({
    // Platforms and lanes are named so that the index finds the times without walking through all that waits.
    where: {
      state: "pending",
      platform: { in: platforms },
      lane: { in: [0, 1, 2, 3] },
      notBefore: { gt: now, lte: horizon },
    },
    orderBy: { notBefore: "asc" },
    select: { notBefore: true },
  });
  return row?.notBefore;
};

export interface Statement {
  sql: string;
  values: unknown[];
}

const statementsOf = (provider: Provider) => (provider === "sqlite" ? sqlite : postgresql);

const candidates = async (db: Db, { sql, values }: Statement): Promise<Candidate[]> => {
  const found = await db.$queryRawUnsafe<Array<Record<keyof Candidate, unknown>>>(sql, ...values);
  return found
    .map((row) => ({ id: Number(row.id), platform: row.platform as Platform, lane: Number(row.lane) }))
    .sort((a, b) => a.lane - b.lane);
};
