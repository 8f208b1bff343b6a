import {
  filesSince,
  type ShownAnnouncement,
  showAnnouncement,
} from "../../core/announcements/show-announcement.ts";
import type { Vault } from "../../core/crypto/vault.ts";
import type { Db } from "../../database/db.ts";
import type { ContentDrawer } from "../content-drawer.ts";
import type { View } from "../view.ts";
import { digestView } from "./digest-view.ts";
import {
  correctionView,
  groupView,
  newFilesView,
  reminderView,
  residentView,
  testView,
} from "./resident-view.ts";

/** Nothing of what was cancelled goes out any more. */
const isOff = ({ state }: ShownAnnouncement): boolean => state === "cancelled";

/** Views that are kept; more announcements than that are seldom under way at a time. */
const mostKept = 50;

/**
 * Thousands of messages in a row have the same content: it is drawn once for each version of its announcement, and only
 * the version is looked at for each.
 */
const drawn = (view: (announcement: ShownAnnouncement) => View): ContentDrawer => {
  const kept = new Map<string, { version: number; view: View | null }>();
  return async (read, vault, id) => {
    const [row] = await read.$queryRaw<{ version: number | bigint }[]>`
      SELECT "version" FROM "Announcement" WHERE "id" = ${id}`;
    if (!row) return null;
    const version = Number(row.version);
    const before = kept.get(id);
    if (before?.version === version) return before.view;
    const announcement = await showAnnouncement(read, vault, id);
    const made = announcement && !isOff(announcement) ? view(announcement) : null;
    if (kept.size >= mostKept) kept.clear();
    kept.set(id, { version, view: made });
    return made;
  };
};

const digest = async (read: Db, vault: Vault, ids: string): Promise<View | null> => {
  const found = await Promise.all(ids.split(",").map((id) => showAnnouncement(read, vault, id)));
  const shown = found.filter((announcement) => announcement !== null).filter((one) => !isOff(one));
  return shown.length > 0 ? digestView(shown) : null;
};

/** The id with the version of the words after which the files came. */
const newFiles = async (read: Db, vault: Vault, named: string): Promise<View | null> => {
  const [id = "", version] = named.split("@");
  const announcement = await showAnnouncement(read, vault, id);
  if (!announcement || isOff(announcement)) return null;
  const files = await filesSince(read, id, Number(version));
  return files.length > 0 ? newFilesView(announcement, files) : null;
};

/** By the kind that core/announcements/drawn.ts gives them. */
export const announcementDrawers: Readonly<Record<string, ContentDrawer>> = {
  announcement: drawn(residentView),
  "announcement-group": drawn(groupView),
  "announcement-correction": drawn(correctionView),
  "announcement-test": drawn(testView),
  "announcement-reminder": drawn(reminderView),
  "announcement-digest": digest,
  "announcement-files": newFiles,
};
