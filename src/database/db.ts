import type { Prisma } from "../generated/sqlite/client.ts";

export type Provider = "sqlite" | "postgresql";

declare const inTransaction: unique symbol;

/** The models and raw queries, on either database. What `Database.read` gives refuses writes. */
export type Db = Prisma.TransactionClient;

/** A `Db` inside an open transaction. A function that writes asks for this, so that it cannot be given `read`. */
export type Tx = Db & { readonly [inTransaction]: true };

export interface TransactionOptions {
  /** How long the transaction may stay open, in milliseconds; 10,000 if not given. */
  timeoutMs?: number;
  /**
   * PostgreSQL reads by indexes and in their order wherever it can, and plans anew each time. For queues, which
   * statistics always lag behind: plans made while they were small may read and sort a hundred thousand waiting rows.
   */
  byIndex?: boolean;
}

export interface Database {
  readonly provider: Provider;
  /** Sees committed rows only; refuses writes. */
  readonly read: Db;
  /**
   * Runs `fn` in one transaction: its writes are kept together when it returns, none when it throws.
   * No network calls inside. On PostgreSQL `fn` runs again after a deadlock or a serialization failure.
   */
  transaction<T>(fn: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Lets the transactions already asked for finish, refuses new ones, closes the connections. */
  close(): Promise<void>;
}
