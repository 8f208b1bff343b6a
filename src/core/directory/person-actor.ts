import type { Tx } from "../../database/types.ts";
import type { PersonActor } from "../access/actor.ts";

/** Somebody of the register as one who acts, without an account of a chat; null: there is nobody. */
export const personActor = async (tx: Tx, personId: string, now: Date): Promise<PersonActor | null> => {
  const person = await tx.person.findUnique({
    where: { id: personId },
    include: {
      company: { select: { language: true } },
      roles: { where: { revokedAt: null } },
      occupancies: {
        where: { from: { lte: now }, OR: [{ to: null }, { to: { gt: now } }] },
        include: { unit: { select: { buildingId: true, building: { select: { language: true } } } } },
      },
    },
  });
  if (!person) return null;
  return {
    kind: "person",
    companyId: person.companyId,
    personId,
    language: person.language ?? person.occupancies[0]?.unit.building.language ?? person.company.language,
    account: null,
    roles: person.roles.map(({ kind, buildingId }) => ({ kind, buildingId })),
    occupancies: person.occupancies.map(({ unitId, unit, kind, from }) => ({
      unitId,
      buildingId: unit.buildingId,
      kind,
      since: from,
    })),
  };
};
