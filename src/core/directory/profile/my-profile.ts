import type { ContactKind, Db, OccupancyKind, Proof, RoleKind, UnitKind } from "../../../database/types.ts";
import type { PersonActor } from "../../access/actor.ts";
import type { Vault } from "../../crypto/vault.ts";
import { heldAt } from "../occupancy.ts";
import type { Share } from "../share.ts";

export interface Profile {
  name: string;
  contacts: { kind: ContactKind; value: string; confirmed: boolean }[];
  units: {
    unitId: string;
    address: string;
    timeZone: string;
    unitKind: UnitKind;
    number: string;
    kind: OccupancyKind;
    share: Share | null;
    from: Date;
    to: Date | null;
    verified: { how: Proof | null } | null;
  }[];
  /** The address; null: the whole company. */
  roles: { kind: RoleKind; address: string | null }[];
  /** The end of the shift that is going on. */
  dutyUntil: Date | null;
  /** Minutes of the day. */
  quiet: { from: number; to: number } | null;
  timeZone: string;
}

/** What the company knows of somebody, for themselves. */
export const myProfile = async (
  db: Db,
  vault: Vault,
  { personId }: PersonActor,
  now: Date,
): Promise<Profile> => {
  const person = await db.person.findUniqueOrThrow({
    where: { id: personId },
    include: {
      company: { select: { timeZone: true } },
      contactPoints: { where: { kind: { in: ["phone", "email"] } }, orderBy: { position: "asc" } },
      roles: { where: { revokedAt: null }, orderBy: { grantedAt: "asc" } },
      occupancies: {
        where: heldAt(now),
        orderBy: { id: "asc" },
        include: { unit: { include: { building: true } } },
      },
    },
  });
  const buildings = await db.building.findMany({
    where: { id: { in: person.roles.flatMap(({ buildingId }) => buildingId ?? []) } },
  });
  const shift = await db.dutyShift.findFirst({
    where: { personId, cancelledAt: null, from: { lte: now }, to: { gt: now } },
    orderBy: { to: "desc" },
  });
  const { quietFrom: from, quietTo: to } = person;
  return {
    name: vault.open(person.nameSealed),
    contacts: person.contactPoints.map(({ kind, valueSealed, confirmedAt }) => ({
      kind,
      value: vault.open(valueSealed),
      confirmed: confirmedAt !== null,
    })),
    units: person.occupancies.map(({ unit, shareNumerator, shareDenominator, ...held }) => ({
      unitId: unit.id,
      address: unit.building.address,
      timeZone: unit.building.timeZone,
      unitKind: unit.kind,
      number: unit.number,
      kind: held.kind,
      share:
        shareNumerator === null || shareDenominator === null
          ? null
          : { numerator: shareNumerator, denominator: shareDenominator },
      from: held.from,
      to: held.to,
      verified: held.verifiedAt && { how: held.verifiedHow },
    })),
    roles: person.roles.map(({ kind, buildingId }) => ({
      kind,
      address: buildings.find(({ id }) => id === buildingId)?.address ?? null,
    })),
    dutyUntil: shift?.to ?? null,
    quiet: from === null || to === null ? null : { from, to },
    timeZone: person.company.timeZone,
  };
};
