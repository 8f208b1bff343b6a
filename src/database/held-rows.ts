import { providerOf } from "./as-db.ts";
import type { Tx } from "./db.ts";
import { type SqlPart, sql } from "./sql-part.ts";

/**
 * At the end of a SELECT: its rows are nobody else's until the transaction ends. On SQLite there is nothing to do: only one
 * transaction is open at a time.
 */
export const heldRows = (tx: Tx): SqlPart => (providerOf(tx) === "sqlite" ? sql`` : sql`FOR UPDATE`);
