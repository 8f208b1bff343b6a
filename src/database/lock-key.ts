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

/** The same for many keys, in one order, so that two such transactions never wait for each other. */
export const lockKeys = async (tx: Tx, keys: readonly string[]): Promise<void> => {
  if (providerOf(tx) === "sqlite" || keys.length === 0) return;
  await tx.$executeRaw`
    SELECT count(pg_advisory_xact_lock(hashtextextended("key", 0)))
    FROM (SELECT "key" FROM jsonb_array_elements_text(${JSON.stringify([...new Set(keys)])}::jsonb) AS "key"
      ORDER BY "key" COLLATE "C" OFFSET 0) AS sorted`;
};

/** Holds the key beside others who share it; whoever asks for it by `lockKey` waits for all of them. */
export const shareKey = async (tx: Tx, key: string): Promise<void> => {
  if (providerOf(tx) === "sqlite") return;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))`;
};
