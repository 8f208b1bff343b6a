import type { Tx } from "./db.ts";

export type SavepointOutcome<T> = { ok: true; value: T } | { ok: false; error: unknown };

/**
 * Tries `fn` inside the transaction: when it throws, its writes are undone and the error is returned, and the
 * transaction goes on. The way to react to a unique violation on both databases. Not for use in parallel.
 */
export const savepoint = async <T>(tx: Tx, fn: () => Promise<T>): Promise<SavepointOutcome<T>> => {
  await tx.$executeRawUnsafe("SAVEPOINT domovoy");
  try {
    const value = await fn();
    await tx.$executeRawUnsafe("RELEASE SAVEPOINT domovoy");
    return { ok: true, value };
  } catch (error) {
    await tx.$executeRawUnsafe("ROLLBACK TO SAVEPOINT domovoy");
    await tx.$executeRawUnsafe("RELEASE SAVEPOINT domovoy");
    return { ok: false, error };
  }
};
