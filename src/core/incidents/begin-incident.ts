import { lockKey } from "../../database/lock-key.ts";
import { can } from "../access/policy.ts";
import type { Texts } from "../announcements/announcement.ts";
import type { Audience } from "../announcements/audience.ts";
import { confirmAnnouncement } from "../announcements/confirm-announcement.ts";
import { createAnnouncement, type DraftMistake } from "../announcements/create-announcement.ts";
import { newId } from "../directory/new-id.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { announcementCategoryOf, sealTexts } from "./incident.ts";
import { linkOpenRequests } from "./link-requests.ts";
import { openAlready } from "./open-already.ts";
import type { IncidentPlace } from "./place.ts";

export interface NewIncident extends IncidentPlace {
  categoryKey: string;
  expectedEndAt: Date;
  /** What residents are told, by language. */
  texts: Texts;
  /** It is known that such an incident is open there already, and this is another one. */
  isAnother?: boolean;
}

/** open-already: one of the same matter lasts there; params.number: which. */
export type BeginRefusal = "forbidden" | "category-unknown" | "end-in-past" | "open-already" | DraftMistake;

export interface Begun {
  incidentId: string;
  number: number;
  /** Open requests that it explains. */
  linked: number;
}

/** Something is off for many: from now on it answers their requests, and everybody there is told. */
export const beginIncident = async (
  work: Work,
  input: NewIncident,
): Promise<Outcome<Begun, BeginRefusal>> => {
  const { tx, actor, now, vault } = work;
  const attempt = { act: "incident.began", subjectType: "incident", subjectId: null };
  const building = await tx.building.findUnique({ where: { id: input.buildingId } });
  if (!building || actor.kind !== "person") return refuse(work, attempt, "forbidden");
  const { companyId } = building;
  if (!can(actor, "incident.manage", { companyId, buildingId: building.id })) {
    return refuse(work, attempt, "forbidden");
  }
  const category = await tx.category.findUnique({
    where: { companyId_key: { companyId, key: input.categoryKey } },
  });
  if (!category) return refuse(work, attempt, "category-unknown");
  if (input.expectedEndAt <= now) return refuse(work, attempt, "end-in-past");
  // Two who hear of it at the same moment begin it one after the other, so that the house is told once.
  await lockKey(tx, `incidents-of:${building.id}`);
  const open = input.isAnother ? null : await openAlready(work, input);
  if (open) return refused("open-already", { number: open.number });
  const id = newId(now);
  const announced = await announce(work, id, input);
  if (!announced.ok) return announced;
  const number = await nextNumber(work, companyId);
  const { buildingId, entrance, riser, unitIds, categoryKey, expectedEndAt } = input;
  await tx.incident.create({
    data: {
      id,
      companyId,
      number,
      categoryKey,
      buildingId,
      entrance,
      riser,
      ...(unitIds ? { unitIds: [...unitIds] } : {}),
      textsSealed: sealTexts(vault, input.texts),
      expectedEndAt,
      beganAt: now,
      beganBy: actor.personId,
      announcementId: announced.value,
      createdAt: now,
    },
  });
  const linked = await linkOpenRequests(work, { ...input, id, companyId });
  work.audit({
    ...attempt,
    subjectId: id,
    after: {
      number,
      categoryKey,
      buildingId,
      entrance,
      riser,
      expectedEndAt: expectedEndAt.toISOString(),
      linked,
    },
  });
  work.announce({ type: "incident.changed", act: "began", companyId, incidentId: id, requestId: null });
  return done({ incidentId: id, number, linked });
};

/** Told as an outage, at once. */
const announce = async (
  work: Work,
  incidentId: string,
  input: NewIncident,
): Promise<Outcome<string, "forbidden" | DraftMistake>> => {
  const created = await createAnnouncement(work, {
    kind: "outage",
    category: announcementCategoryOf(input.categoryKey),
    texts: input.texts,
    audience: audienceOf(input),
    beginsAt: work.now,
    endsAt: input.expectedEndAt,
    incidentId,
  });
  if (!created.ok) return created;
  const { announcementId } = created.value;
  const confirmed = await confirmAnnouncement(work, { announcementId });
  if (!confirmed.ok) throw new Error(`The announcement of an incident was not confirmed: ${confirmed.code}.`);
  return done(announcementId);
};

export const audienceOf = ({ buildingId, entrance, riser, unitIds }: IncidentPlace): Audience => ({
  buildingIds: [buildingId],
  who: "all",
  ...(entrance === null ? {} : { entrance }),
  ...(riser === null ? {} : { riser }),
  ...(unitIds === null ? {} : { unitIds }),
});

const nextNumber = async ({ tx }: Work, companyId: string): Promise<number> => {
  await lockKey(tx, `incident-number:${companyId}`);
  const { _max } = await tx.incident.aggregate({ where: { companyId }, _max: { number: true } });
  return (_max.number ?? 0) + 1;
};
