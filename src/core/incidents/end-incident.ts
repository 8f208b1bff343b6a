import type { IncidentModel } from "../../database/types.ts";
import type { Texts } from "../announcements/announcement.ts";
import { checkTexts, type TextsMistake } from "../announcements/check-texts.ts";
import { confirmAnnouncement } from "../announcements/confirm-announcement.ts";
import { createAnnouncement } from "../announcements/create-announcement.ts";
import { heardOf } from "../announcements/heard-of.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { audienceOf } from "./begin-incident.ts";
import { type ChangeRefusal, changeIncident } from "./change-incident.ts";
import { announcementCategoryOf, readIncident } from "./incident.ts";

export interface Ended {
  number: number;
  /** People who asked and were not among those who were told: they are to hear of the end themselves. */
  askedOnly: string[];
}

/** It works again: everybody who was told of it, or asked about it, hears that. */
export const endIncident = async (
  work: Work,
  { incidentId, texts }: { incidentId: string; texts: Texts },
): Promise<Outcome<Ended, ChangeRefusal | TextsMistake>> => {
  const changed = await changeIncident<TextsMistake>(work, {
    incidentId,
    act: "ended",
    decide: () => {
      const checked = checkTexts(texts);
      if (!checked.ok) return checked;
      const endedBy = work.actor.kind === "person" ? work.actor.personId : null;
      return done({ state: "ended", endedAt: work.now, endedBy });
    },
  });
  if (!changed.ok) return changed;
  await tellRestored(work, changed.value, texts);
  return done({ number: changed.value.number, askedOnly: await askedOnly(work, changed.value) });
};

const tellRestored = async (work: Work, row: IncidentModel, texts: Texts): Promise<void> => {
  if (!row.announcementId) return;
  const created = await createAnnouncement(work, {
    kind: "outage",
    category: announcementCategoryOf(row.categoryKey),
    texts,
    audience: audienceOf(readIncident(work.vault, row)),
    followsId: row.announcementId,
    incidentId: row.id,
  });
  if (created.ok) await confirmAnnouncement(work, created.value);
};

const askedOnly = async ({ tx }: Work, { id, announcementId }: IncidentModel): Promise<string[]> => {
  const readers = await tx.incidentReader.findMany({
    where: { incidentId: id },
    select: { personId: true },
  });
  const told = announcementId
    ? await tx.recipient.findMany({
        where: {
          announcementId,
          personId: { in: readers.map(({ personId }) => personId) },
          state: { in: [...(await heardOf(tx, announcementId))] },
        },
        select: { personId: true },
      })
    : [];
  return readers
    .map(({ personId }) => personId)
    .filter((personId) => !told.some((one) => one.personId === personId));
};
