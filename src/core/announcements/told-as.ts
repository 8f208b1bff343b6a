import type { AnnouncementModel, Db } from "../../database/types.ts";
import type { NotificationKind } from "../contacts/kinds.ts";
import { notificationKindOf } from "./manners.ts";

/**
 * By which kind's ways and manners people are told: its own, but what follows another goes as that one went. So who was
 * told of a danger is told that it is over at night too, and whatever they have turned off.
 */
export const toldAs = async (
  read: Pick<Db, "announcement">,
  { kind, followsId }: Pick<AnnouncementModel, "kind" | "followsId">,
): Promise<NotificationKind> => {
  if (!followsId) return notificationKindOf(kind);
  const followed = await read.announcement.findUnique({ where: { id: followsId }, select: { kind: true } });
  return notificationKindOf(followed?.kind ?? kind);
};
