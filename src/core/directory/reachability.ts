import type { Tx } from "../../database/types.ts";
import { isLetterPlatform, type Platform } from "../platform.ts";

/**
 * Nothing more is sent to this account, until its person writes again: it blocked us, or is gone. Of a contact point:
 * until its person confirms it anew. Resolves to whether it is a known person's.
 */
export const markUnreachable = async (
  tx: Tx,
  { platform, chatId, reason, now }: { platform: Platform; chatId: string; reason: string; now: Date },
): Promise<boolean> => {
  const data = { unreachableSince: now, unreachableReason: reason };
  const { count } = isLetterPlatform(platform)
    ? await tx.contactPoint.updateMany({ where: { id: chatId }, data })
    : await tx.identity.updateMany({ where: { platform, chatId }, data });
  return count > 0;
};

/** The account was heard from, in this private chat. */
export const markReachable = async (tx: Tx, identityId: string, chatId: string): Promise<void> => {
  await tx.identity.update({
    where: { id: identityId },
    data: { chatId, unreachableSince: null, unreachableReason: null },
  });
};
