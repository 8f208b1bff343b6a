import type { Db, RecipientState } from "../../database/types.ts";

/** Who has been told, or is just being told. */
const told: readonly RecipientState[] = ["reached", "trying"];

const every: readonly RecipientState[] = [...told, "waiting", "unreachable", "muted"];

/**
 * Which recipients of an announcement hear what follows it: all of them, but that something is off those alone who know
 * that it was to be.
 */
export const heardOf = async (
  read: Pick<Db, "announcement">,
  announcementId: string,
): Promise<readonly RecipientState[]> => {
  const followed = await read.announcement.findUnique({
    where: { id: announcementId },
    select: { state: true },
  });
  return followed?.state === "cancelled" ? told : every;
};
