import { lanes } from "../core/outbox/draft.ts";
import type { Platform } from "../core/platform.ts";
import type { Database, Db, Provider } from "../database/db.ts";
import { postgresqlStatements } from "./claim-postgresql.ts";
import { sqliteStatements } from "./claim-sqlite.ts";
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

export interface Claimed {
  rows: Row[];
  /** A lane had as many candidates as were asked for: there may be more. */
  more: boolean;
  /** When nothing is due: when the next row of the wanted lanes will be. */
  next?: Date;
}

/**
 * Marks due rows as being sent and returns them, the most urgent first, at most one of a chat. In a chat rows go by id,
 * but the patient lanes wait for all others. A row that waits for its next try holds up those after it; a scheduled one
 * does not.
 * `choose` takes the candidates that there is room for.
 */
export const claimRows = async (
  database: Database,
  now: Date,
  lease: Lease,
  wants: readonly Want[],
  choose: (candidates: Candidate[]) => Candidate[],
): Promise<Claimed> => {
  if (wants.length === 0) return { rows: [], more: false };
  const statements = statementsOf(database.provider);
  const claim = async (read: Db, write: (ids: number[]) => Promise<unknown[]>): Promise<Claimed> => {
    const found = await candidates(read, statements.lockDue(now, wants));
    const chosen = choose(found);
    const more = wants.some(
      (want) =>
        found.filter((row) => row.lane === want.lane && row.platform === want.platform).length >= want.limit,
    );
    if (chosen.length > 0) return { rows: inOrder(await write(chosen.map(({ id }) => id))), more };
    if (found.length > 0) return { rows: [], more };
    const { sql, values } = statements.next(now, wants);
    const [later] = await read.$queryRawUnsafe<Array<{ at: Date | string | null }>>(sql, ...values);
    return later === undefined || later.at === null
      ? { rows: [], more }
      : { rows: [], more, next: new Date(later.at) };
  };
  const update = (db: Db) => (ids: number[]) =>
    db.$queryRawUnsafe<unknown[]>(statements.claim, lease.holder, lease.until, JSON.stringify(ids));
  // On SQLite nobody else claims, so looking needs no turn at the writer.
  if (database.provider === "sqlite") {
    return claim(database.read, (ids) => database.transaction((tx) => update(tx)(ids)));
  }
  return database.transaction((tx) => claim(tx, update(tx)), { byIndex: true });
};

const inOrder = (raw: unknown[]): Row[] =>
  raw.map((row) => toRow(row as Record<keyof Row, unknown>)).sort((a, b) => a.lane - b.lane || a.id - b.id);

/** Whether anything could be sent now if pace and slots allowed. */
export const hasDue = async (
  database: Database,
  now: Date,
  platforms: readonly Platform[],
): Promise<boolean> => {
  const wants = platforms.flatMap((platform) =>
    Object.values(lanes).map((lane) => ({ platform, lane, limit: 1, cooling: [] })),
  );
  if (wants.length === 0) return false;
  const found = await candidates(database.read, statementsOf(database.provider).due(now, wants));
  return found.length > 0;
};

export interface Statement {
  sql: string;
  values: unknown[];
}

/** What each database is asked in its own words. */
export interface ClaimStatements {
  due(now: Date, wants: readonly Want[]): Statement;
  /** The same, and nobody else may claim these rows until the transaction ends. */
  lockDue(now: Date, wants: readonly Want[]): Statement;
  /** Holder, until, JSON array of ids. Frees the key of cards and edits, so that a later change makes a new row. */
  claim: string;
  /** When the first of the rows that wait for their time is due. */
  next(now: Date, wants: readonly Want[]): Statement;
}

const statementsOf = (provider: Provider): ClaimStatements =>
  provider === "sqlite" ? sqliteStatements : postgresqlStatements;

const candidates = async (db: Db, { sql, values }: Statement): Promise<Candidate[]> => {
  const found = await db.$queryRawUnsafe<Array<Record<keyof Candidate, unknown>>>(sql, ...values);
  return found
    .map((row) => ({ id: Number(row.id), platform: row.platform as Platform, lane: Number(row.lane) }))
    .sort((a, b) => a.lane - b.lane);
};
