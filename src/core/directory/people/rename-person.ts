import { can } from "../../access/policy.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { tidy } from "../names.ts";
import { refuse } from "../refuse.ts";
import { homeOf } from "./home-of.ts";
import { indexName } from "./name-words.ts";

/** Corrects how somebody's name is written. */
export const renamePerson = async (
  work: Work,
  { personId, name }: { personId: string; name: string },
): Promise<Outcome<{ personId: string }, "forbidden" | "not-found" | "bad-name">> => {
  const { tx, vault, actor, now } = work;
  const attempt = { act: "person.rename", subjectType: "person", subjectId: personId };
  const person = await tx.person.findUnique({ where: { id: personId } });
  if (!person) return refuse(work, attempt, "not-found");
  const { companyId } = person;
  const homes = await homeOf(tx, personId, now);
  if (!homes.some((buildingId) => can(actor, "person.rename", { companyId, buildingId })))
    return refuse(work, attempt, "forbidden");
  const said = tidy(name);
  if (said.length < 2 || said.length > 200) return refuse(work, attempt, "bad-name");
  await tx.person.update({ where: { id: personId }, data: { nameSealed: vault.seal(said) } });
  await indexName(work, { personId, companyId, name: said });
  work.audit({ ...attempt, before: { name: vault.open(person.nameSealed) }, after: { name: said } });
  return done({ personId });
};
