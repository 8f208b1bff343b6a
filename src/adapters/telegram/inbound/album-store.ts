import type { Vault } from "../../../core/crypto/vault.ts";
import type { Database } from "../../../database/db.ts";
import { isUniqueViolation } from "../../../database/unique-violation.ts";
import type { AlbumEvent, AlbumPart } from "./update-to-event.ts";

/** Keeps the parts of albums until they are taken, so that a restart loses none. */
export interface AlbumStore {
  /** A part that was stored before stays as it is. */
  add(part: AlbumPart, at: Date): Promise<void>;
  waiting(album: string): Promise<WaitingAlbum>;
  albumsWaiting(): Promise<string[]>;
  /** Forgets what the parts say; their ids stay a while, so that repeated deliveries are known. */
  taken(ids: string[]): Promise<void>;
  forgetBefore(at: Date): Promise<void>;
}

export interface WaitingAlbum {
  parts: { id: string; at: Date; event: AlbumEvent }[];
  /** Some parts were taken already; the waiting ones came late. */
  begun: boolean;
}

/** What stands in the place of a payload once it was taken. */
const emptied = "";

export const createAlbumStore = (database: Database, vault: Vault): AlbumStore => ({
  add: async ({ id, album, event }, at) => {
    const payloadSealed = vault.seal(JSON.stringify(event));
    try {
      await database.transaction((tx) => tx.albumPart.create({ data: { id, album, payloadSealed, at } }));
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  },
  waiting: async (album) => {
    const rows = await database.read.albumPart.findMany({ where: { album } });
    const parts = rows
      .filter((row) => row.payloadSealed !== emptied)
      .map((row) => ({ id: row.id, at: row.at, event: readEvent(vault.open(row.payloadSealed)) }));
    return { parts, begun: parts.length < rows.length };
  },
  albumsWaiting: async () => {
    const rows = await database.read.albumPart.findMany({
      where: { payloadSealed: { not: emptied } },
      select: { album: true },
      distinct: ["album"],
    });
    return rows.map((row) => row.album);
  },
  taken: async (ids) => {
    await database.transaction((tx) =>
      tx.albumPart.updateMany({ where: { id: { in: ids } }, data: { payloadSealed: emptied } }),
    );
  },
  forgetBefore: async (at) => {
    await database.transaction((tx) =>
      tx.albumPart.deleteMany({ where: { at: { lt: at }, payloadSealed: emptied } }),
    );
  },
});

const readEvent = (json: string): AlbumEvent => {
  const stored = JSON.parse(json) as Omit<AlbumEvent, "at"> & { at: string };
  return { ...stored, at: new Date(stored.at) };
};
