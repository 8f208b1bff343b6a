import type { Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";

/** Somebody's name in plain, null for nobody. */
export const personName = async (db: Db, vault: Vault, personId: string | null): Promise<string | null> =>
  personId === null ? null : ((await personNames(db, vault, [personId])).get(personId) ?? null);

/** Names by person id, of those who exist. */
export const personNames = async (
  db: Db,
  vault: Vault,
  personIds: readonly (string | null)[],
): Promise<Map<string, string>> => {
  const ids = [...new Set(personIds.filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  const people = await db.person.findMany({
    where: { id: { in: ids } },
    select: { id: true, nameSealed: true },
  });
  return new Map(people.map(({ id, nameSealed }) => [id, vault.open(nameSealed)]));
};
