import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { attemptBy, ownerFor } from "./contact-owner.ts";
import { ownContacts } from "./own-contacts.ts";

/** Takes a way away: nothing goes there any more, also nothing that waits. */
export const removeContact = async (
  work: Work,
  { contactPointId }: { contactPointId: string },
): Promise<Outcome<null, "forbidden" | "not-found">> => {
  const attempt = attemptBy(work, "contact.change");
  const owner = ownerFor(work, "contact.change");
  if (!owner) return refuse(work, attempt, "forbidden");
  const { personId } = owner;
  const point = await work.tx.contactPoint.findFirst({ where: { id: contactPointId, personId } });
  if (!point) return refuse(work, attempt, "not-found");
  await work.tx.contactPoint.delete({ where: { id: point.id } });
  await work.tx.outboxMessage.updateMany({
    where: { chatId: point.id, state: "pending" },
    data: { state: "cancelled" },
  });
  work.audit({ ...attempt, before: { kind: point.kind, contactPointId }, after: { removed: true } });
  return done(null);
};

/** Moves a way up or down in the person's order; at the end of the list nothing changes. */
export const moveContact = async (
  work: Work,
  { id, by }: { id: string; by: -1 | 1 },
): Promise<Outcome<null, "forbidden" | "not-found">> => {
  const attempt = attemptBy(work, "contact.change");
  const owner = ownerFor(work, "contact.change");
  if (!owner) return refuse(work, attempt, "forbidden");
  const contacts = await ownContacts(work, owner.personId);
  const from = contacts.findIndex((contact) => contact.id === id);
  const moving = contacts[from];
  if (!moving) return refuse(work, attempt, "not-found");
  const to = Math.min(contacts.length - 1, Math.max(0, from + by));
  contacts.splice(from, 1);
  contacts.splice(to, 0, moving);
  const zero = contacts.findIndex((contact) => contact.id === "telegram");
  for (const [index, contact] of contacts.entries()) {
    if (contact.id === "telegram") continue;
    await work.tx.contactPoint.update({ where: { id: contact.id }, data: { position: index - zero } });
  }
  work.audit({ ...attempt, after: { order: contacts.map((contact) => contact.kind) } });
  return done(null);
};
