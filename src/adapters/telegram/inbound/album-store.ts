import type { Vault } from "../../../core/crypto/vault.ts";
import type { Database } from "../../../database/db.ts";
import { lockKey } from "../../../database/lock-key.ts";
import { isUniqueViolation } from "../../../database/unique-violation.ts";
import { inOrder, joinAlbum } from "./join-album.ts";
import type { AlbumEvent, AlbumPart } from "./update-to-event.ts";

/** Keeps the parts of albums until they are taken, so that a restart loses none. */
export interface AlbumStore {
  /** A part that was stored before stays as it is. */
  add(part: AlbumPart, at: Date): Promise<void>;
  /**
   * Lays down which event carries which of the parts that wait, and gives those events. A part that comes later goes
   * into an event of its own: one that was taken already would be known by its id, and the part would be lost with it.
   */
  close(album: string): Promise<AlbumEvent[]>;
  /** When the last part that waits came, to whichever process; undefined when none waits. */
  lastAt(album: string): Promise<Date | undefined>;
  /** Albums of which all parts that wait came before then, each with the chat they were sent to. */
  albumsWaiting(before?: Date): Promise<{ album: string; chatId: string }[]>;
  /** Forgets what the parts of the event say; their ids stay a while, so that repeated deliveries are known. */
  taken(eventId: string): Promise<void>;
  forgetBefore(at: Date): Promise<void>;
}

/** What stands in the place of a payload once it was taken. */
const emptied = "";

export const createAlbumStore = (database: Database, vault: Vault): AlbumStore => {
  const read = (payloadSealed: string): AlbumEvent => readEvent(vault.open(payloadSealed));

  return {
    add: async ({ id, album, event }, at) => {
      const payloadSealed = vault.seal(JSON.stringify(event));
      try {
        await database.transaction((tx) => tx.albumPart.create({ data: { id, album, payloadSealed, at } }));
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
      }
    },
    close: (album) =>
      database.transaction(async (tx) => {
        await lockKey(tx, album);
        const rows = await tx.albumPart.findMany({ where: { album } });
        const parts = rows
          .filter((row) => row.payloadSealed !== emptied)
          .map((row) => ({ id: row.id, eventId: row.eventId, event: read(row.payloadSealed) }));
        const open = parts.filter(({ eventId }) => eventId === null);
        const [first] = inOrder(open.map(({ event }) => event));
        // Some parts are in an event already; these came late.
        const begun = open.length < rows.length;
        const opened = begun ? `${album}:${first?.message.messageId}` : album;
        if (first)
          await tx.albumPart.updateMany({
            where: { id: { in: open.map(({ id }) => id) } },
            data: { eventId: opened },
          });
        const byEvent = new Map<string, AlbumEvent[]>();
        for (const { eventId, event } of parts) {
          const id = eventId ?? opened;
          byEvent.set(id, [...(byEvent.get(id) ?? []), event]);
        }
        return inOrder([...byEvent].flatMap(([id, carried]) => joinAlbum(id, carried) ?? []));
      }),
    lastAt: async (album) => {
      const last = await database.read.albumPart.findFirst({
        where: { album, payloadSealed: { not: emptied } },
        orderBy: { at: "desc" },
        select: { at: true },
      });
      return last?.at;
    },
    albumsWaiting: async (before) => {
      const rows = await database.read.albumPart.findMany({
        where: { payloadSealed: { not: emptied } },
        select: { album: true, payloadSealed: true, at: true },
        distinct: ["album"],
        orderBy: { at: "desc" },
      });
      return rows
        .filter(({ at }) => before === undefined || at < before)
        .map(({ album, payloadSealed }) => ({ album, chatId: read(payloadSealed).chat.id }));
    },
    taken: async (eventId) => {
      await database.transaction((tx) =>
        tx.albumPart.updateMany({ where: { eventId }, data: { payloadSealed: emptied } }),
      );
    },
    forgetBefore: async (at) => {
      await database.transaction((tx) =>
        tx.albumPart.deleteMany({ where: { at: { lt: at }, payloadSealed: emptied } }),
      );
    },
  };
};

const readEvent = (json: string): AlbumEvent => {
  const stored = JSON.parse(json) as Omit<AlbumEvent, "at"> & { at: string };
  return { ...stored, at: new Date(stored.at) };
};
