import type { Tx } from "../../database/types.ts";
import type { Platform } from "../platform.ts";

/**
 * Nothing more is sent to this account, until its person writes again: it blocked us, or is gone. Resolves to whether
 * the chat is a known person's private one.
 */
export const markUnreachable = async (
  tx: Tx,
  { platform, chatId, reason, now }: { platform: Platform; chatId: string; reason: string; now: Date },
): Promise<boolean> => {
  const { count } = await tx.identity.updateMany({
    where: { platform, chatId },
    data: { unreachableSince: now, unreachableReason: reason },
  });
  return count > 0;
};

/** The account was heard from, in this private chat. */
export const markReachable = async (tx: Tx, identityId: string, chatId: string): Promise<void> => {
  await tx.identity.update({
    where: { id: identityId },
    data: { chatId, unreachableSince: null, unreachableReason: null },
  });
};
