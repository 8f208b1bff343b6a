import type { Database } from "../database/db.ts";

/**
 * Deletes what only served conversations: claims of updates that no platform repeats any more, forms that were
 * left open, arguments of buttons that nobody pressed for long.
 */
export const purgeChat = async (database: Database, before: Date): Promise<void> => {
  await database.transaction((tx) => tx.inboxEntry.deleteMany({ where: { at: { lt: before } } }));
  await database.transaction((tx) => tx.conversation.deleteMany({ where: { updatedAt: { lt: before } } }));
  await database.transaction((tx) => tx.actionSpill.deleteMany({ where: { createdAt: { lt: before } } }));
};
