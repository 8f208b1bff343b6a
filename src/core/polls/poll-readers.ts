import type { Db, PersonWhereInput } from "../../database/types.ts";
import { quietUntil } from "../contacts/quiet-hours.ts";
import { heldAt } from "../directory/occupancy.ts";
import { peopleAsked } from "./electorate.ts";
import type { PollReader } from "./events.ts";
import type { PollSheet } from "./poll-sheet.ts";

export interface ReadersPage {
  readers: PollReader[];
  /** The last person looked at; null: there are no more. */
  last: string | null;
}

/**
 * The next of those whom a poll asks, who can be reached in Telegram, in the order of their ids. Each carries when the
 * person's quiet time ends.
 */
export const pollReaders = async (
  read: Db,
  poll: PollSheet,
  { now, after, size, only = {} }: { now: Date; after: string; size: number; only?: PersonWhereInput },
): Promise<ReadersPage> => {
  const people = await read.person.findMany({
    where: { AND: [peopleAsked(poll, now), only, { id: { gt: after } }] },
    orderBy: { id: "asc" },
    take: size,
    include: {
      identities: { where: { platform: "telegram", unreachableSince: null } },
      occupancies: {
        where: heldAt(now),
        orderBy: { id: "asc" },
        take: 1,
        select: { unit: { select: { building: { select: { language: true, timeZone: true } } } } },
      },
    },
  });
  const readers = people.flatMap(
    ({ id: personId, language, identities, occupancies, quietFrom, quietTo }) => {
      const building = occupancies[0]?.unit.building;
      const quiet = quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo };
      const notBefore = quietUntil(quiet, now, building?.timeZone ?? poll.timeZone);
      return identities.map(
        ({ chatId, language: heard }): PollReader => ({
          personId,
          platform: "telegram",
          chatId,
          language: language ?? heard ?? building?.language ?? poll.language,
          notBefore,
        }),
      );
    },
  );
  return { readers, last: people.length < size ? null : (people.at(-1)?.id ?? null) };
};
