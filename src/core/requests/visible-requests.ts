import type { RequestWhereInput } from "../../database/types.ts";
import type { Actor, PersonActor } from "../access/actor.ts";
import { can } from "../access/policy.ts";

/** The policy table's "request.view" as a condition on rows; null: none at all. */
export const visibleRequests = (actor: Actor): RequestWhereInput | null => {
  if (actor.kind === "stranger") return null;
  if (actor.kind === "system") return actor.companyId === null ? {} : { companyId: actor.companyId };
  const { companyId } = actor;
  if (can(actor, "request.search", { companyId })) return { companyId };
  return { companyId, OR: [...asStaff(actor), ...asAssignee(actor), ...asResident(actor)] };
};

const asStaff = (actor: PersonActor): RequestWhereInput[] => {
  const { companyId } = actor;
  const buildings = buildingsOfRoles(actor).filter((buildingId) =>
    can(actor, "request.search", { companyId, buildingId }),
  );
  return buildings.length > 0 ? [{ buildingId: { in: buildings } }] : [];
};

const asAssignee = (actor: PersonActor): RequestWhereInput[] => {
  if (actor.roles.some((role) => role.buildingId === null)) return [{ assigneeId: actor.personId }];
  return actor.roles.length === 0
    ? []
    : [{ assigneeId: actor.personId, buildingId: { in: buildingsOfRoles(actor) } }];
};

const asResident = ({ personId, occupancies }: PersonActor): RequestWhereInput[] => [
  ...occupancies.map(({ unitId, since }) => ({ unitId, createdAt: { gte: since } })),
  { authorId: personId, unitId: { in: occupancies.map((held) => held.unitId) } },
  { authorId: personId, unitId: null, buildingId: { in: occupancies.map((held) => held.buildingId) } },
];

const buildingsOfRoles = ({ roles }: PersonActor): string[] =>
  roles.flatMap((role) => (role.buildingId === null ? [] : [role.buildingId]));
