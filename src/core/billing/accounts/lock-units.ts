import type { Tx } from "../../../database/db.ts";
import { lockKeys } from "../../../database/lock-key.ts";

/** Accounts of a unit are opened in turn: the second sees the first's. Held to the end of the transaction. */
export const lockUnits = (tx: Tx, unitIds: readonly string[]): Promise<void> =>
  lockKeys(
    tx,
    unitIds.map((unitId) => `unit-account:${unitId}`),
  );
