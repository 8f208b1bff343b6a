import { can } from "../access/policy.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Language, languages } from "./languages.ts";
import { refuse } from "./refuse.ts";
import { keepStrangerLanguage } from "./stranger-language.ts";

/** The person reads everything in this language from now on; so does who has not joined yet, and when they have. */
export const setLanguage = async (
  work: Work,
  { language }: { language: string },
): Promise<Outcome<{ language: Language }, "forbidden" | "bad-language">> => {
  const { actor, tx } = work;
  const attempt = {
    act: "language.set",
    subjectType: "person",
    subjectId: actor.kind === "person" ? actor.personId : null,
  };
  // Who has not joined is in no company yet.
  const companyId = actor.kind === "person" ? actor.companyId : "";
  if (actor.kind === "system" || !can(actor, "language.set", { companyId })) {
    return refuse(work, attempt, "forbidden");
  }
  const known = languages.find((candidate) => candidate === language);
  if (!known) return refuse(work, attempt, "bad-language");
  if (actor.kind === "stranger") await keepStrangerLanguage(tx, actor.account, known);
  else await tx.person.update({ where: { id: actor.personId }, data: { language: known } });
  work.audit({ ...attempt, before: { language: actor.language }, after: { language: known } });
  if (actor.kind === "person")
    work.announce({ type: "language.chosen", companyId: actor.companyId, personId: actor.personId });
  return done({ language: known });
};
