import type { IncidentModel, Tx } from "../../database/types.ts";
import type { Texts } from "../announcements/announcement.ts";
import { checkTexts, type TextsMistake } from "../announcements/check-texts.ts";
import { confirmAnnouncement } from "../announcements/confirm-announcement.ts";
import { createAnnouncement } from "../announcements/create-announcement.ts";
import { heardOf } from "../announcements/heard-of.ts";
import type { WayName } from "../contacts/kinds.ts";
import { companyDefaults, loadReach } from "../contacts/load-reach.ts";
import { waysTo } from "../contacts/ways-to.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { audienceOf } from "./begin-incident.ts";
import { type ChangeRefusal, changeIncident } from "./change-incident.ts";
import { announcementCategoryOf, readIncident } from "./incident.ts";

export interface Ended {
  number: number;
  /** People who asked and whom the announcement of the end does not reach: they are to hear of it themselves. */
  askedOnly: string[];
}

/** It works again: everybody who was told of it, or asked about it, hears that. `on`: the ways of this deployment. */
export const endIncident = async (
  work: Work,
  { incidentId, texts, on }: { incidentId: string; texts: Texts; on: ReadonlySet<WayName> },
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
  const isTold = await tellRestored(work, changed.value, texts);
  const asked = await whoAsked(work, incidentId);
  const told = isTold ? await hearRestored(work, changed.value, asked, on) : new Set();
  return done({ number: changed.value.number, askedOnly: asked.filter((id) => !told.has(id)) });
};

/** Resolves to whether the end is announced. */
const tellRestored = async (work: Work, row: IncidentModel, texts: Texts): Promise<boolean> => {
  if (!row.announcementId) return false;
  const created = await createAnnouncement(work, {
    kind: "outage",
    category: announcementCategoryOf(row.categoryKey),
    texts,
    audience: audienceOf(readIncident(work.vault, row)),
    followsId: row.announcementId,
    incidentId: row.id,
  });
  return created.ok && (await confirmAnnouncement(work, created.value)).ok;
};

/** Who was answered with the incident, and the authors of the requests that are linked to it. */
const whoAsked = async ({ tx }: { tx: Tx }, incidentId: string): Promise<string[]> => {
  const readers = await tx.incidentReader.findMany({ where: { incidentId }, select: { personId: true } });
  const links = await tx.incidentRequest.findMany({ where: { incidentId }, select: { requestId: true } });
  const requests = await tx.request.findMany({
    where: { id: { in: links.map(({ requestId }) => requestId) } },
    select: { authorId: true },
  });
  const people = [...readers.map(({ personId }) => personId), ...requests.map(({ authorId }) => authorId)];
  return [...new Set(people)];
};

/** Which of them the announcement of the end goes to: not to who has turned outages off, though they have asked. */
const hearRestored = async (
  { tx, now }: Work,
  { announcementId, companyId }: IncidentModel,
  asked: readonly string[],
  on: ReadonlySet<WayName>,
): Promise<Set<string>> => {
  if (!announcementId) return new Set();
  const recipients = await tx.recipient.findMany({
    where: {
      announcementId,
      personId: { in: [...asked] },
      state: { in: [...(await heardOf(tx, announcementId))] },
    },
    select: { personId: true },
  });
  const ids = recipients.map(({ personId }) => personId);
  const reach = await loadReach(tx, ids, now);
  const company = await companyDefaults(tx, companyId, "outage");
  return new Set(
    ids.filter((id) => {
      const person = reach.get(id);
      return person !== undefined && waysTo(person, "outage", { company, on, now }).ways.length > 0;
    }),
  );
};
