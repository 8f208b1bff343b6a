import type { PersonActor } from "../access/actor.ts";
import { type Act, can } from "../access/policy.ts";
import type { Work } from "../work/work.ts";

/** The acting person, where they may do this with their own contacts and settings; else null. */
export const ownerFor = ({ actor }: Work, act: Act): PersonActor | null =>
  actor.kind === "person" && can(actor, act, { companyId: actor.companyId, authorId: actor.personId })
    ? actor
    : null;

/** What an act on one's own contacts is called in the audit log. */
export const attemptBy = ({ actor }: Work, act: Act) => ({
  act,
  subjectType: "person",
  subjectId: actor.kind === "person" ? actor.personId : null,
});
