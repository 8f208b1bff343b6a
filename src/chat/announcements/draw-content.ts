import { type ShownAnnouncement, showAnnouncement } from "../../core/announcements/show-announcement.ts";
import type { Vault } from "../../core/crypto/vault.ts";
import type { Db } from "../../database/db.ts";
import type { ContentDrawer } from "../content-drawer.ts";
import type { View } from "../view.ts";
import { correctionView, digestView, groupView, residentView, testView } from "./resident-view.ts";

/** Nothing of what was cancelled goes out any more. */
const isOff = ({ state }: ShownAnnouncement): boolean => state === "cancelled";

const drawn =
  (view: (announcement: ShownAnnouncement) => View): ContentDrawer =>
  async (read, vault, id) => {
    const announcement = await showAnnouncement(read, vault, id);
    return announcement && !isOff(announcement) ? view(announcement) : null;
  };

const digest = async (read: Db, vault: Vault, ids: string): Promise<View | null> => {
  const found = await Promise.all(ids.split(",").map((id) => showAnnouncement(read, vault, id)));
  const shown = found.filter((announcement) => announcement !== null).filter((one) => !isOff(one));
  return shown.length > 0 ? digestView(shown) : null;
};

/** By the kind that core/announcements/drawn.ts gives them. */
export const announcementDrawers: Readonly<Record<string, ContentDrawer>> = {
  announcement: drawn(residentView),
  "announcement-group": drawn(groupView),
  "announcement-correction": drawn(correctionView),
  "announcement-test": drawn(testView),
  "announcement-digest": digest,
};
