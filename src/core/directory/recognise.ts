import type { Work } from "../work/work.ts";
import { contactHash } from "./contact.ts";
import { sameAs } from "./names.ts";
import { heldAt } from "./occupancy.ts";

/**
 * The person of the register whom a newcomer to the unit is: who has the vouched number, or the same name and no
 * account yet. Null when nobody or more than one fits.
 */
export const recognise = async (
  { tx, vault, now }: Work,
  { unitId, name, phone }: { unitId: string; name: string; phone: string | null },
): Promise<string | null> => {
  const people = await tx.person.findMany({
    where: { occupancies: { some: { unitId, ...heldAt(now) } } },
    select: {
      id: true,
      nameSealed: true,
      contactPoints: { where: { kind: "phone" }, select: { valueHash: true } },
      _count: { select: { identities: true } },
    },
  });
  const hash = phone ? contactHash(vault, "phone", phone) : null;
  const byPhone = people.filter((person) => person.contactPoints.some(({ valueHash }) => valueHash === hash));
  if (byPhone.length === 1) return byPhone[0]?.id ?? null;
  const byName = people.filter(
    (person) => person._count.identities === 0 && sameAs(vault.open(person.nameSealed)) === sameAs(name),
  );
  return byName.length === 1 ? (byName[0]?.id ?? null) : null;
};
