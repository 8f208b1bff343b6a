import { providerOf } from "./as-db.ts";
import type { Tx } from "./db.ts";
import { rowsOf, type SqlPart, withParts } from "./sql-part.ts";

/**
 * Writes to different tables, of which none needs to see what another wrote: in one round trip on PostgreSQL, one after
 * the other on SQLite, where a statement costs less than to put them together.
 */
export const writeTogether = async (tx: Tx, parts: readonly SqlPart[]): Promise<void> => {
  if (providerOf(tx) === "sqlite") for (const part of parts) await rowsOf(tx, part);
  else await rowsOf(tx, withParts(parts));
};
