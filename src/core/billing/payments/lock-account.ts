import type { Tx } from "../../../database/db.ts";
import { lockKey, lockKeys } from "../../../database/lock-key.ts";

const keyOf = (accountId: string): string => `account:${accountId}`;

/** Money of one account moves in turn: two payments never pay the same debt. Held to the end of the transaction. */
export const lockAccount = (tx: Tx, accountId: string): Promise<void> => lockKey(tx, keyOf(accountId));

/** The same for many; comes before anything else that the transaction writes. */
export const lockAccounts = (tx: Tx, accountIds: readonly string[]): Promise<void> =>
  lockKeys(tx, accountIds.map(keyOf));
