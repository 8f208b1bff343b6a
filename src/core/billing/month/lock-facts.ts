import type { Tx } from "../../../database/db.ts";
import { lockKey, shareKey } from "../../../database/lock-key.ts";

const entering = (companyId: string): string => `billing-facts:${companyId}`;

/** Held by whoever enters what bills go by, before the look at which months are drafted. */
export const shareFacts = (tx: Tx, companyId: string): Promise<void> => shareKey(tx, entering(companyId));

/**
 * Waits until what is being entered is there, and holds off the look of whoever enters more until the month is begun: else a
 * fact would be neither among the drafts nor find them.
 */
export const lockFacts = (tx: Tx, companyId: string): Promise<void> => lockKey(tx, entering(companyId));
