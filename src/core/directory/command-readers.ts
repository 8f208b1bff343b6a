import type { Db } from "../../database/types.ts";
import type { Work } from "../work/work.ts";
import { heldAt } from "./occupancy.ts";

/** Whose list of commands in a private chat is another than everybody's. */
export interface CommandReader {
  chatId: string;
  isContractor: boolean;
  isResident: boolean;
  /** Null: they chose none, and see the language of their app. */
  language: string | null;
}

/** Gives a person's private chats the commands that their roles now allow; the job looks what those are. */
export const commandsQueue = "publish-commands";

/** Asks for that, of whoever is or has been a contractor: all others share one list. */
export const followCommands = async ({ tx, enqueue }: Work, personId: string): Promise<void> => {
  if ((await tx.role.count({ where: { personId, kind: "contractor" } })) === 0) return;
  enqueue({ queue: commandsQueue, payload: { personId }, singletonKey: personId });
};

/** The Telegram chats of one person, or of all contractors of now. */
export const commandReaders = async (
  read: Db,
  personId: string | null,
  now: Date,
): Promise<CommandReader[]> => {
  const held = { kind: "contractor", revokedAt: null } as const;
  const identities = await read.identity.findMany({
    where: { platform: "telegram", person: personId ? { id: personId } : { roles: { some: held } } },
    select: {
      chatId: true,
      person: {
        select: {
          language: true,
          roles: { where: held, select: { id: true }, take: 1 },
          occupancies: { where: heldAt(now), select: { id: true }, take: 1 },
        },
      },
    },
    orderBy: { id: "asc" },
  });
  return identities.map(({ chatId, person }) => ({
    chatId,
    isContractor: person.roles.length > 0,
    isResident: person.occupancies.length > 0,
    language: person.language,
  }));
};
