import { allOf, anyOf, listOf, type SqlPart, sql } from "../../database/sql-part.ts";
import type { Actor, PersonActor } from "../access/actor.ts";
import { can } from "../access/policy.ts";

/** The policy table's "request.view" as a condition on the row "Request" r; null: none at all. */
export const visibleRequests = (actor: Actor): SqlPart | null => {
  if (actor.kind === "stranger") return null;
  if (actor.kind === "system") return actor.companyId === null ? allOf([]) : ofCompany(actor.companyId);
  if (seesAll(actor)) return ofCompany(actor.companyId);
  // Not plain, since SQLite would else walk the company's requests instead of looking up the few.
  const companyOfRow = sql`COALESCE(r."companyId", '') = ${actor.companyId}`;
  return allOf([companyOfRow, anyOf([...asStaff(actor), ...asAssignee(actor), ...asResident(actor)])]);
};

/** Whether all requests of the actor's company may be seen. */
export const seesAll = (actor: Actor): boolean =>
  actor.kind === "system" ||
  (actor.kind === "person" && can(actor, "request.search", { companyId: actor.companyId }));

const ofCompany = (companyId: string): SqlPart => sql`r."companyId" = ${companyId}`;

const asStaff = (actor: PersonActor): SqlPart[] => {
  const { companyId } = actor;
  const buildings = buildingsOfRoles(actor).filter((buildingId) =>
    can(actor, "request.search", { companyId, buildingId }),
  );
  return buildings.length > 0 ? [sql`r."buildingId" IN ${listOf(buildings)}`] : [];
};

const asAssignee = (actor: PersonActor): SqlPart[] => {
  const assigned = sql`r."assigneeId" = ${actor.personId}`;
  if (actor.roles.some((role) => role.buildingId === null)) return [assigned];
  return actor.roles.length === 0
    ? []
    : [sql`(${assigned} AND r."buildingId" IN ${listOf(buildingsOfRoles(actor))})`];
};

const asResident = ({ personId, occupancies }: PersonActor): SqlPart[] =>
  occupancies.length === 0
    ? []
    : [
        ...occupancies.map(
          ({ unitId, since }) => sql`(r."unitId" = ${unitId} AND r."createdAt" >= ${since})`,
        ),
        sql`(r."authorId" = ${personId} AND (r."unitId" IN ${listOf(occupancies.map(({ unitId }) => unitId))}
          OR (r."unitId" IS NULL AND r."buildingId" IN ${listOf(occupancies.map(({ buildingId }) => buildingId))})))`,
      ];

const buildingsOfRoles = ({ roles }: PersonActor): string[] =>
  roles.flatMap((role) => (role.buildingId === null ? [] : [role.buildingId]));
