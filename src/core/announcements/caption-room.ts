import type { AnnouncementModel } from "../../database/types.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { announcementLimits } from "./announcement.ts";
import { type ShownAnnouncement, showAnnouncement } from "./show-announcement.ts";

/** How many characters a reader of a language sees of an announcement. */
export type ShownLength = (announcement: ShownAnnouncement, language: string) => number;

/**
 * Whether corrected words have room where they stand. What fitted under its file was sent as the caption of it, and a
 * message that is a caption can't become longer than one: nobody is to read half of a correction.
 */
export const fitsCaption = async (
  { tx, vault, now }: Work,
  { id, startedAt }: AnnouncementModel,
  { texts, endsAt }: Pick<ShownAnnouncement, "texts"> & { endsAt: Date | null | undefined },
  lengthOf: ShownLength | undefined,
): Promise<Outcome<null, "too-long-for-caption">> => {
  if (!startedAt || !lengthOf) return done(null);
  const files = await tx.attachment.count({
    where: {
      subjectType: { in: ["announcement", "announcement-before"] },
      subjectId: id,
      createdAt: { lte: startedAt },
    },
  });
  const shown = files > 0 ? await showAnnouncement(tx, vault, id) : null;
  if (!shown) return done(null);
  const corrected = { ...shown, texts, correctedAt: now, ...(endsAt === undefined ? {} : { endsAt }) };
  const max = announcementLimits.caption;
  for (const language of Object.keys(texts)) {
    const length = lengthOf(corrected, language);
    if (length > max && lengthOf(shown, language) <= max)
      return refused("too-long-for-caption", { language, max, over: length - max });
  }
  return done(null);
};
