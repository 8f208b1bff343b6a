import type { PersonActor } from "../access/actor.ts";
import { personActor } from "../directory/person-actor.ts";
import { refuse } from "../directory/refuse.ts";
import type { Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { acknowledge } from "./acknowledge.ts";
import type { SeenLink } from "./seen-link.ts";

/** Whose link it is, and by which way it went to them. */
export interface LinkReader {
  actor: PersonActor;
  channel: "email" | "sms" | "push";
}

const channelOf = { email: "email", phone: "sms", push: "push" } as const;

/** The person to whose contact a link was sent; null: the contact is theirs no more. */
export const readerOf = async (
  { tx, now }: Pick<Work, "tx" | "now">,
  { contactPointId }: SeenLink,
): Promise<LinkReader | null> => {
  const point = await tx.contactPoint.findUnique({
    where: { id: contactPointId },
    select: { personId: true, kind: true },
  });
  const actor = point && (await personActor(tx, point.personId, now));
  return point && actor ? { actor, channel: channelOf[point.kind] } : null;
};

/**
 * Notes that whoever holds the link says to have read its announcement, as it stands now. Once for each version of the
 * words, however often it is pressed; the link ends with its date, with the contact and when the announcement is cancelled.
 */
export const acknowledgeByLink = async (
  work: Work,
  { announcementId, expiresAt }: SeenLink,
): Promise<Outcome<{ first: boolean }, "expired" | "not-found" | "forbidden" | "not-asked">> => {
  const attempt = { act: "announcement.seen", subjectType: "announcement", subjectId: announcementId };
  if (expiresAt <= work.now) return refuse(work, attempt, "expired");
  const announcement = await work.tx.announcement.findUnique({
    where: { id: announcementId },
    select: { state: true },
  });
  if (announcement?.state === "cancelled") return refuse(work, attempt, "not-found");
  return acknowledge(work, { announcementId });
};
