import type { Vault } from "../core/crypto/vault.ts";
import type { Database, Db } from "../database/db.ts";
import type { View } from "./view.ts";

/** Draws what many messages share, from what is in the database now; null when there is nothing to send any more. */
export type ContentDrawer = (read: Db, vault: Vault, id: string) => Promise<View | null>;

/** What delivery calls when the turn of a message comes that names what it is drawn from, as kind:id. */
export const createContentDrawer =
  (database: Database, vault: Vault, drawers: Readonly<Record<string, ContentDrawer>>) =>
  async (from: string): Promise<View | null> => {
    const cut = from.indexOf(":");
    const draw = drawers[from.slice(0, cut)];
    if (!draw) throw new Error(`nobody draws "${from.slice(0, cut)}"; name its drawer in src/chat/areas.ts`);
    return draw(database.read, vault, from.slice(cut + 1));
  };
