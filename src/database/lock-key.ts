import { providerOf } from "./as-db.ts";
import type { Tx } from "./db.ts";

/**
 * Holds the key until the transaction ends; a second transaction with the same key waits. On SQLite there is
 * nothing to do: only one transaction is open at a time.
 */
export const lockKey = async (tx: Tx, key: string): Promise<void> => {
  if (providerOf(tx) === "sqlite") return;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
};
