import type { Tx } from "../../../database/db.ts";
import { lockKey } from "../../../database/lock-key.ts";

/**
 * The ledger's key of money that came in, by the key that names it. It is the same for an account's payment and for
 * money of an unknown payer, so that the ledger takes no money twice, whichever it was taken as first.
 */
export const moneyEntryKey = (key: string): string => `money:${key}`;

/** The same money is taken in turn. Held to the end of the transaction; comes before the lock of an account. */
export const lockMoney = (tx: Tx, companyId: string, key: string): Promise<void> =>
  lockKey(tx, `${moneyEntryKey(key)}:${companyId}`);
