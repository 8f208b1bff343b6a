import type { Db, RoleKind } from "../../../database/types.ts";
import type { Vault } from "../../crypto/vault.ts";
import { dutyKinds } from "../set-on-call.ts";

export interface DutyPerson {
  personId: string;
  name: string;
  kind: RoleKind;
}

/** Who may be put on call somewhere in the company, each once. */
export const dutyPeople = async (db: Db, vault: Vault, companyId: string): Promise<DutyPerson[]> => {
  const roles = await db.role.findMany({
    where: { companyId, revokedAt: null, kind: { in: [...dutyKinds] } },
    orderBy: [{ grantedAt: "asc" }, { id: "asc" }],
    select: { personId: true, kind: true, person: { select: { nameSealed: true } } },
  });
  const people = new Map<string, DutyPerson>();
  for (const { personId, kind, person } of roles)
    if (!people.has(personId)) people.set(personId, { personId, kind, name: vault.open(person.nameSealed) });
  return [...people.values()];
};
