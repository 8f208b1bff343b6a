import type { Platform } from "../core/platform.ts";
import type { Tx } from "../database/db.ts";
import type { IdentityModel } from "../database/types.ts";
import type { UnreachableReason } from "./verdict.ts";

/** Remembers that a private chat takes no messages; resolves to how many accounts have it. */
export const markUnreachable = async (
  tx: Tx,
  chat: { platform: Platform; chatId: string },
  reason: UnreachableReason,
  now: Date,
): Promise<number> => {
  const { count } = await tx.identity.updateMany({
    where: { platform: chat.platform, chatId: chat.chatId },
    data: { unreachableSince: now, unreachableReason: reason },
  });
  return count;
};

/** To be called on every message of a person: who writes can be reached. Writes only where there was a mark. */
export const clearUnreachable = async (
  tx: Tx,
  identity: Pick<IdentityModel, "id" | "unreachableSince">,
): Promise<void> => {
  if (identity.unreachableSince === null) return;
  await tx.identity.update({
    where: { id: identity.id },
    data: { unreachableSince: null, unreachableReason: null },
  });
};
