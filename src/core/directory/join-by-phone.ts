import type { Actor } from "../access/actor.ts";
import { can } from "../access/policy.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { accountOf, admit } from "./admit.ts";
import { confirmContact, contactHash } from "./contact.ts";
import type { Joined } from "./join-by-invite.ts";
import { notePhone } from "./join-request.ts";
import { heldAt, verifyAllHeld } from "./occupancy.ts";
import { normalisePhone } from "./phone.ts";
import { refuse } from "./refuse.ts";
import { soleCompany } from "./sole-company.ts";

export type PhoneRefusal =
  | "forbidden"
  | "no-company"
  | "already-joined"
  | "not-own"
  | "bad-phone"
  | "no-match";

/**
 * Lets the acting account in by its own phone number when exactly one person of the register who lives here has
 * it. `own` is true only where the platform vouches for the number. After `no-match` (none or several) the number is
 * kept with the account's request to join.
 */
export const joinByPhone = async (
  work: Work,
  input: { phone: string; own: boolean },
): Promise<Outcome<Joined, PhoneRefusal>> => {
  const { tx, vault, now, actor } = work;
  const attempt = { act: "join.phone", subjectType: "person", subjectId: null };
  const account = accountOf(actor);
  const companyId = actor.kind === "person" ? actor.companyId : (await soleCompany(tx))?.id;
  if (!account) return refuse(work, attempt, "forbidden");
  if (!companyId) return refuse(work, attempt, "no-company");
  if (!can(actor, "join.ask", { companyId })) return refuse(work, attempt, "forbidden");
  if (isInside(actor)) return refuse(work, attempt, "already-joined");
  if (!input.own) return refuse(work, attempt, "not-own");
  // Telegram gives the international number without its plus.
  const phone =
    normalisePhone(input.phone.startsWith("+") ? input.phone : `+${input.phone}`) ??
    normalisePhone(input.phone);
  if (!phone) return refuse(work, attempt, "bad-phone");
  const residents = await tx.contactPoint.findMany({
    where: {
      companyId,
      kind: "phone",
      valueHash: contactHash(vault, "phone", phone),
      person: { occupancies: { some: heldAt(now) } },
    },
    select: { personId: true },
    take: 2,
  });
  const [resident, another] = residents;
  if (!resident || another) {
    await notePhone(work, { companyId, account, phone });
    return refuse(work, attempt, "no-match");
  }
  const personId = await admit(work, { companyId, account, personId: resident.personId, name: "" });
  await confirmContact(work, { companyId, personId, kind: "phone", value: phone });
  await verifyAllHeld(work, personId, { how: "phone", by: null });
  work.audit({ ...attempt, subjectId: personId });
  work.announce({ type: "person.joined", companyId, personId });
  return done({ companyId, personId, role: null });
};

/** Joining again would make the account somebody else's, and take its roles away. */
const isInside = (actor: Actor): boolean =>
  actor.kind === "person" && (actor.occupancies.length > 0 || actor.roles.length > 0);
