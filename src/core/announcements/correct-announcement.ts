import type { AnnouncementModel } from "../../database/types.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import type { Texts } from "./announcement.ts";
import { type ChangeRefusal, changeAnnouncement } from "./change-announcement.ts";
import { checkTexts, type TextsMistake } from "./check-texts.ts";
import { followNow } from "./follow-queue.ts";
import { manners } from "./manners.ts";
import { writeVersion } from "./write-version.ts";

export interface Correction {
  announcementId: string;
  texts: Texts;
  /** When it ends now; left out: as before. */
  endsAt?: Date | null;
}

/**
 * Changes the words of what was sent, or is being sent: messages that can be edited are, on other ways a short correction
 * follows. The words before are kept. Rules must be read anew.
 */
export const correctAnnouncement = async (
  work: Work,
  { announcementId, texts, endsAt }: Correction,
): Promise<Outcome<{ number: number; version: number }, ChangeRefusal | TextsMistake>> => {
  const changed = await changeAnnouncement<TextsMistake>(work, {
    announcementId,
    right: ({ kind }) => (manners[kind].urgent ? "announcement.send-urgent" : "announcement.send"),
    from: ["scheduled", "sending", "paused", "sent"],
    decide: async (announcement) => {
      const checked = checkTexts(texts);
      if (!checked.ok) return checked;
      const textVersion = announcement.textVersion + 1;
      await writeVersion(work, announcement, textVersion, checked.value);
      return done({ act: "corrected", columns: correctedColumns(work, announcement, textVersion, endsAt) });
    },
  });
  if (!changed.ok) return changed;
  followNow(work, announcementId);
  return done({ number: changed.value.number, version: changed.value.textVersion });
};

const correctedColumns = (
  work: Work,
  { kind, expiresAt, endsAt: before }: AnnouncementModel,
  textVersion: number,
  endsAt: Date | null | undefined,
) => ({
  textVersion,
  correctedAt: work.now,
  ...(manners[kind].seen === "required" ? { seen: 0 } : {}),
  ...(endsAt === undefined ? {} : { endsAt }),
  // What was past at its end is past at the new one.
  ...(endsAt && before && expiresAt ? { expiresAt: endsAt } : {}),
});
