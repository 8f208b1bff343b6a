import type { Db, OccupancyKind, Proof, UnitKind } from "../../../database/types.ts";
import type { Vault } from "../../crypto/vault.ts";
import type { Fraction } from "../../fraction.ts";
import { exceedsWhole, type HeldShare, largestSum, type Share } from "../share.ts";

export interface Occupant {
  occupancyId: string;
  personId: string;
  name: string;
  phones: string[];
  kind: OccupancyKind;
  share: Share | null;
  from: Date;
  to: Date | null;
  verified: { at: Date; how: Proof | null; by: string | null } | null;
  /** Whether an account is joined to the person. */
  joined: boolean;
}

export interface UnitPage {
  id: string;
  companyId: string;
  buildingId: string;
  address: string;
  timeZone: string;
  number: string;
  kind: UnitKind;
  entrance: string | null;
  floor: number | null;
  riser: string | null;
  /** 0.01 m² */
  area: number | null;
  account: string | null;
  /** Who holds it now or will; owners first. */
  occupants: Occupant[];
  /** Of the owners' shares, where any is known. */
  sum: Fraction | null;
  over: boolean;
}

const order: Record<OccupancyKind, number> = { owner: 0, tenant: 1, household: 2 };

/** A unit and its people in plain; null when there is none. Does not authorise. */
export const unitPage = async (db: Db, vault: Vault, unitId: string, now: Date): Promise<UnitPage | null> => {
  const unit = await db.unit.findUnique({
    where: { id: unitId },
    include: {
      building: { select: { address: true, timeZone: true } },
      occupancies: {
        where: { OR: [{ to: null }, { to: { gt: now } }] },
        orderBy: { id: "asc" },
        include: {
          person: {
            select: {
              nameSealed: true,
              contactPoints: { where: { kind: "phone" }, orderBy: { position: "asc" }, take: 3 },
              identities: { select: { id: true }, take: 1 },
            },
          },
        },
      },
    },
  });
  if (!unit) return null;
  const names = await verifiersOf(db, vault, unit.occupancies);
  const occupants = unit.occupancies
    .map(
      ({ person, ...held }): Occupant => ({
        occupancyId: held.id,
        personId: held.personId,
        name: vault.open(person.nameSealed),
        phones: person.contactPoints.map(({ valueSealed }) => vault.open(valueSealed)),
        kind: held.kind,
        share: shareOf(held),
        from: held.from,
        to: held.to,
        verified: held.verifiedAt && {
          at: held.verifiedAt,
          how: held.verifiedHow,
          by: held.verifiedBy && (names.get(held.verifiedBy) ?? null),
        },
        joined: person.identities.length > 0,
      }),
    )
    .sort((a, b) => order[a.kind] - order[b.kind]);
  const owned = occupants.flatMap(({ kind, share, from, to }): HeldShare[] =>
    kind === "owner" && share ? [{ ...share, from, to }] : [],
  );
  const sum = owned.length > 0 ? largestSum(owned, now) : null;
  const { building, id, companyId, buildingId, number, kind, entrance, floor, riser, area, account } = unit;
  return {
    ...{ id, companyId, buildingId, number, kind, entrance, floor, riser, area, account },
    ...building,
    occupants,
    sum,
    over: sum !== null && exceedsWhole(sum),
  };
};

const shareOf = ({
  shareNumerator: numerator,
  shareDenominator: denominator,
}: {
  shareNumerator: number | null;
  shareDenominator: number | null;
}): Share | null => (numerator === null || denominator === null ? null : { numerator, denominator });

const verifiersOf = async (
  db: Db,
  vault: Vault,
  held: readonly { verifiedBy: string | null }[],
): Promise<Map<string, string>> => {
  const ids = held.map(({ verifiedBy }) => verifiedBy).filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const people = await db.person.findMany({ where: { id: { in: ids } } });
  return new Map(people.map(({ id, nameSealed }) => [id, vault.open(nameSealed)]));
};
