import type { Db, PersonWhereInput, UnitWhereInput } from "../../database/types.ts";
import type { PersonActor } from "../access/actor.ts";
import { can } from "../access/policy.ts";
import { heldAt } from "../directory/occupancy.ts";
import type { PollSheet } from "./poll-sheet.ts";

type Asked = Pick<PollSheet, "companyId" | "place" | "rules">;

const unitsOf = ({ companyId, place }: Asked): UnitWhereInput => ({
  companyId,
  ...(place.buildingId === null ? {} : { buildingId: place.buildingId }),
  ...(place.entrance === null ? {} : { entrance: place.entrance }),
});

const heldIn = (poll: Asked, now: Date) => ({
  ...heldAt(now),
  ...(poll.rules.ownersOnly ? { kind: "owner" as const } : {}),
});

/** Everybody who may vote in the poll. */
export const peopleAsked = (poll: Asked, now: Date): PersonWhereInput => ({
  companyId: poll.companyId,
  occupancies: { some: { ...heldIn(poll, now), unit: unitsOf(poll) } },
});

/** How many voices there are: people, or units that somebody holds. */
export const countVoices = (read: Db, poll: Asked, now: Date): Promise<number> =>
  poll.rules.voice === "person"
    ? read.person.count({ where: peopleAsked(poll, now) })
    : read.unit.count({ where: { ...unitsOf(poll), occupancies: { some: heldIn(poll, now) } } });

/** The units for which somebody may vote in the poll; none when the poll does not ask this person. */
export const unitsWithVoice = async (read: Db, poll: Asked, actor: PersonActor): Promise<string[]> => {
  const held = actor.occupancies.filter(
    ({ unitId, buildingId, kind }) =>
      (poll.place.buildingId === null || buildingId === poll.place.buildingId) &&
      (!poll.rules.ownersOnly || kind === "owner") &&
      can(actor, "poll.vote", { companyId: poll.companyId, buildingId, unitId }),
  );
  const unitIds = [...new Set(held.map(({ unitId }) => unitId))].sort();
  if (poll.place.entrance === null || unitIds.length === 0) return unitIds;
  const here = await read.unit.findMany({
    where: { id: { in: unitIds }, entrance: poll.place.entrance },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return here.map(({ id }) => id);
};

/** Whether the person lives or owns where the poll is asked, whoever it asks there. */
export const isNeighbour = (poll: Asked, actor: PersonActor): boolean =>
  actor.companyId === poll.companyId &&
  actor.occupancies.some(
    ({ buildingId }) => poll.place.buildingId === null || buildingId === poll.place.buildingId,
  );
