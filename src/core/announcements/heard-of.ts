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

/** Of lines by unit those that what follows a cancelled announcement concerns: who knows of that one, also by a paper. */
export const whoHeard = async <Line extends { personId: string | null }>(
  read: Pick<Db, "announcement" | "recipient">,
  { followsId }: { followsId: string | null },
  lines: readonly Line[],
): Promise<Line[]> => {
  if (!followsId || (await heardOf(read, followsId)) === every) return [...lines];
  const known = await read.recipient.findMany({
    where: { announcementId: followsId, state: { in: [...told, "unreachable"] } },
    select: { personId: true },
  });
  const ids = new Set(known.map(({ personId }) => personId));
  return lines.filter(({ personId }) => personId === null || ids.has(personId));
};
