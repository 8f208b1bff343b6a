import type { Texts } from "../announcements/announcement.ts";
import { checkTexts, type TextsMistake } from "../announcements/check-texts.ts";
import { correctAnnouncement } from "../announcements/correct-announcement.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type ChangeRefusal, changeIncident } from "./change-incident.ts";
import { sealTexts } from "./incident.ts";

export type ExtendRefusal = ChangeRefusal | "end-in-past" | TextsMistake;

/**
 * It lasts longer, or less long, than was said; everybody who was told hears the new end. Not `told`: the announcement
 * was cancelled or is past, or the actor may not change it; the incident goes on answering requests with the new end.
 */
export const extendIncident = async (
  work: Work,
  { incidentId, expectedEndAt, texts }: { incidentId: string; expectedEndAt: Date; texts: Texts },
): Promise<Outcome<{ number: number; told: boolean }, ExtendRefusal>> => {
  const changed = await changeIncident<"end-in-past" | TextsMistake>(work, {
    incidentId,
    act: "extended",
    decide: () => {
      if (expectedEndAt <= work.now) return refused("end-in-past");
      const checked = checkTexts(texts);
      if (!checked.ok) return checked;
      return done({
        expectedEndAt,
        remindedAt: null,
        textsSealed: sealTexts(work.vault, checked.value),
      });
    },
  });
  if (!changed.ok) return changed;
  const { announcementId, number } = changed.value;
  const corrected =
    announcementId === null
      ? null
      : await correctAnnouncement(work, {
          announcementId,
          texts,
          endsAt: expectedEndAt,
          byIncident: true,
        });
  return done({ number, told: corrected?.ok ?? false });
};
