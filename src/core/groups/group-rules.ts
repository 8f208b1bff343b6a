import type { Tx } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import type { Vault } from "../crypto/vault.ts";
import { languages } from "../directory/languages.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";

/** What newcomers of a building's group are told. */
export interface GroupRules {
  greets: boolean;
  /** By language; empty: the usual words. */
  texts: Readonly<Record<string, string>>;
}

export const longestRules = 2000;

export const groupRulesOf = async (
  { tx, vault }: { tx: Pick<Tx, "groupRules">; vault: Vault },
  buildingId: string,
): Promise<GroupRules> => {
  const row = await tx.groupRules.findUnique({ where: { buildingId } });
  const texts = row?.textsSealed ? (JSON.parse(vault.open(row.textsSealed)) as Record<string, string>) : {};
  return { greets: row?.greets ?? true, texts };
};

/** Changes what newcomers of the building's group are told. */
export const setGroupRules = async (
  work: Work,
  { groupId, greets, texts }: GroupRules & { groupId: string },
): Promise<Outcome<null, "forbidden" | "not-found" | "text-too-long">> => {
  const { tx, vault } = work;
  const attempt = { act: "group.rules", subjectType: "group", subjectId: groupId };
  const group = await tx.groupLink.findUnique({ where: { id: groupId } });
  if (!group?.buildingId) return refuse(work, attempt, "not-found");
  const { companyId, buildingId } = group;
  if (!can(work.actor, "group.rules", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  const kept = Object.fromEntries(
    languages.map((language) => [language, texts[language]?.trim() ?? ""]).filter(([, text]) => text !== ""),
  );
  if (Object.values(kept).some((text) => String(text).length > longestRules))
    return refuse(work, attempt, "text-too-long", { max: longestRules });
  const textsSealed = Object.keys(kept).length > 0 ? vault.seal(JSON.stringify(kept)) : null;
  await tx.groupRules.upsert({
    where: { buildingId },
    create: { buildingId, companyId, greets, textsSealed },
    update: { greets, textsSealed },
  });
  work.audit({ ...attempt, after: { greets, languages: Object.keys(kept) } });
  work.announce({ type: "group.changed", act: "rules", companyId, groupId });
  return done(null);
};
