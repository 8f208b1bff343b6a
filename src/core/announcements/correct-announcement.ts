import type { AnnouncementModel } from "../../database/types.ts";
import type { NewFile } from "../files/keep-files.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import type { Texts } from "./announcement.ts";
import { fitsCaption, type ShownLength } from "./caption-room.ts";
import { type ChangeRefusal, changeAnnouncement, type Step } from "./change-announcement.ts";
import { changeFiles } from "./change-files.ts";
import { checkTexts, type TextsMistake } from "./check-texts.ts";
import { asksForSecond } from "./confirm-announcement.ts";
import { expiryOf, isOfIncident } from "./expiry.ts";
import { followNow } from "./follow-queue.ts";
import { seenRuleOf } from "./kind-rules.ts";
import { manners } from "./manners.ts";
import { writeVersion } from "./write-version.ts";

export interface Correction {
  announcementId: string;
  texts: Texts;
  /** When it ends now; left out: as before. */
  endsAt?: Date | null;
  /** More files; those who were told get them as well. */
  files?: readonly NewFile[];
  /** The files that it had go to nobody any more; where they are shown already they stay. */
  dropFiles?: boolean;
  /** Of an incident's change, which corrects what it told; by itself such an announcement is not corrected. */
  byIncident?: boolean;
  /** To see whether a caption holds the words; left out where it was sent without files. */
  lengthOf?: ShownLength;
}

/**
 * Changes the words of what was sent, or is being sent: messages that can be edited are, on other ways a short correction
 * follows, and files that came with it are sent after. The words before are kept. Rules must be read anew.
 */
export const correctAnnouncement = async (
  work: Work,
  { announcementId, texts, endsAt, files = [], dropFiles = false, byIncident = false, lengthOf }: Correction,
): Promise<Outcome<Corrected, ChangeRefusal | CorrectionMistake>> => {
  const changed = await changeAnnouncement<CorrectionMistake>(work, {
    announcementId,
    right: ({ kind }) => (manners[kind].urgent ? "announcement.send-urgent" : "announcement.send"),
    from: ["scheduled", "sending", "paused", "sent"],
    decide: async (announcement) => {
      if (!byIncident && isOfIncident(announcement)) return refused("of-incident");
      const checked = checkTexts(texts);
      if (!checked.ok) return checked;
      const fits = await fitsCaption(work, announcement, { texts: checked.value, endsAt }, lengthOf);
      if (!fits.ok) return fits;
      const changedFiles = await changeFiles(work, announcement, { files, dropFiles });
      if (!changedFiles.ok) return changedFiles;
      const textVersion = announcement.textVersion + 1;
      await writeVersion(work, announcement, textVersion, checked.value);
      const columns = correctedColumns(work, announcement, textVersion, endsAt);
      const filesVersion = files.length > 0 ? textVersion : announcement.filesVersion;
      return done({
        act: "corrected",
        columns: { ...columns, filesVersion, ...(await confirmedAnew(work, announcement)) },
      });
    },
  });
  if (!changed.ok) return changed;
  followNow(work, announcementId);
  const { number, textVersion, state } = changed.value;
  return done({ number, version: textVersion, waitsForSecond: state === "confirmed" });
};

/** Two people answer for what goes out, so that words which nobody has yet need the second one anew. */
const confirmedAnew = async (work: Work, announcement: AnnouncementModel): Promise<Step["columns"]> => {
  if (announcement.state !== "scheduled" || !(await asksForSecond(work, announcement))) return {};
  const confirmedBy = work.actor.kind === "person" ? work.actor.personId : null;
  return { state: "confirmed", confirmedBy, secondBy: null };
};

interface Corrected {
  number: number;
  version: number;
  /** It had not gone out yet, and does not until a second person confirms the new words. */
  waitsForSecond: boolean;
}

type CorrectionMistake = TextsMistake | "of-incident" | "too-many-files" | "too-long-for-caption";

const correctedColumns = (
  work: Work,
  announcement: AnnouncementModel,
  textVersion: number,
  endsAt: Date | null | undefined,
) => ({
  textVersion,
  correctedAt: work.now,
  ...(seenRuleOf(announcement) === "required" ? { seen: 0 } : {}),
  ...(endsAt === undefined ? {} : { endsAt }),
  // It is past at its new end, the first that is given too.
  ...(endsAt && announcement.startedAt
    ? { expiresAt: expiryOf({ ...announcement, endsAt }, announcement.startedAt) }
    : {}),
});
