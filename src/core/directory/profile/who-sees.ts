import type { Db, RoleKind } from "../../../database/types.ts";
import type { PersonActor } from "../../access/actor.ts";
import { type Act, allow } from "../../access/policy.ts";
import type { Vault } from "../../crypto/vault.ts";

/** What there is to see of a resident, each by the act that shows it. */
export const topics = {
  contacts: "person.view",
  unit: "unit.view",
  requests: "request.view",
  notes: "note.view",
} as const satisfies Record<string, Act>;

export type Topic = keyof typeof topics;

const roleKinds = [
  "administrator",
  "manager",
  "dispatcher",
  "accountant",
  "board",
  "contractor",
] as const satisfies RoleKind[];

/** Those who see something by what they are to it, not by a role. */
const relations = ["author", "occupant", "neighbour", "assignee"] as const;

export type Relation = (typeof relations)[number];

export interface Seen {
  topic: Topic;
  /** Roles that show it, with those who hold them where the person lives. */
  roles: { kind: RoleKind; names: string[] }[];
  relations: Relation[];
  /** Roles that do not show it. */
  hidden: RoleKind[];
}

const mostNames = 5;

/** Who sees what of somebody, as the policy table has it now and as roles are held now. */
export const whoSees = async (db: Db, vault: Vault, actor: PersonActor): Promise<Seen[]> => {
  const buildingIds = [...new Set(actor.occupancies.map(({ buildingId }) => buildingId))];
  const held = await db.role.findMany({
    where: {
      companyId: actor.companyId,
      revokedAt: null,
      OR: [{ buildingId: null }, { buildingId: { in: buildingIds } }],
    },
    orderBy: { grantedAt: "asc" },
    select: { kind: true, person: { select: { id: true, nameSealed: true } } },
  });
  const namesOf = (kind: RoleKind): string[] => {
    const people = new Map(
      held.filter((role) => role.kind === kind).map(({ person }) => [person.id, person]),
    );
    return [...people.values()].slice(0, mostNames).map(({ nameSealed }) => vault.open(nameSealed));
  };
  return Object.entries(topics).map(([topic, act]) => {
    const shown = roleKinds.filter((kind) => allow(kind, act, "building"));
    return {
      topic: topic as Topic,
      roles: shown.map((kind) => ({ kind, names: namesOf(kind) })).filter(({ names }) => names.length > 0),
      relations: relations.filter((relation) => allow(relation, act, "building")),
      hidden: roleKinds.filter((kind) => !shown.includes(kind)),
    };
  });
};
