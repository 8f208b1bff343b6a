import type { Tx } from "../../../database/db.ts";
import { lockKey } from "../../../database/lock-key.ts";

/** Money of one account moves in turn: two payments never pay the same debt. Held to the end of the transaction. */
export const lockAccount = (tx: Tx, accountId: string): Promise<void> => lockKey(tx, `account:${accountId}`);
