import type { Actor, PersonActor, RoleGrant } from "./actor.ts";
import { type Act, acts } from "./acts.ts";

export type { Act } from "./acts.ts";

/** As what somebody may act: by role, or by relation to the subject. */
export const holders = [
  /** An account that belongs to nobody we know. */
  "unknown",
  /** Anybody known in the company, also after a move-out. */
  "member",
  /** Whose it is, as long as they occupy the unit (for common places: a unit of the building). */
  "author",
  "occupant",
  /** Occupies a unit of the building, and the subject names no unit. */
  "neighbour",
  /** Who the request is assigned to, while they hold any role there. */
  "assignee",
  "administrator",
  "manager",
  "dispatcher",
  "accountant",
  "board",
  "contractor",
  "system",
] as const;

export type Holder = (typeof holders)[number];

/** How far a role reaches: the whole company, or the building that the subject is in. Relations reach "building". */
export type Scope = "company" | "building";

export interface Subject {
  companyId: string;
  buildingId?: string | null;
  /** Whose it is: a request's author, or the person themselves. */
  authorId?: string | null;
  unitId?: string | null;
  assigneeId?: string | null;
  /** When it came to be; later occupants of the unit have no part in it. */
  at?: Date;
}

interface Rule {
  needs: Scope;
  holders: readonly Holder[];
}

const building = (...who: Holder[]): Rule => ({ needs: "building", holders: who });
const company = (...who: Holder[]): Rule => ({ needs: "company", holders: who });

const desk = ["administrator", "manager", "dispatcher"] as const;

const policy: Record<Act, Rule> = {
  "company.create": building("system"),
  "company.change": company("administrator"),
  "building.add": company("administrator", "system"),
  "register.import": company("administrator", "manager", "accountant", "system"),
  "invite.issue": building(...desk, "system"),
  "invite.staff": company("administrator", "system"),
  "join.ask": building("unknown", "member"),
  "join.redeem": building("unknown", "member"),
  "join.decide": building(...desk),
  "role.grant": building("administrator", "system"),
  "role.revoke": building("administrator", "system"),
  "oncall.set": building("administrator", "manager"),
  "language.set": building("member"),
  "person.view": building("author", ...desk, "accountant", "system"),
  "occupancy.end": building("author", "administrator", "manager", "system"),
  "audit.view": company("administrator", "system"),
  "failures.view": company("administrator", "system"),

  "request.file": building("occupant", "neighbour", ...desk, "system"),
  "request.view": building("author", "occupant", "assignee", ...desk, "system"),
  "request.search": building(...desk, "system"),
  "request.take": building(...desk),
  "request.assign": building(...desk, "system"),
  "request.start": building("assignee", ...desk),
  "request.ask": building("assignee", ...desk),
  "request.answer": building("author"),
  "request.note": building(...desk),
  "request.edit": building("author"),
  "request.attach": building("author", "assignee", ...desk, "system"),
  "request.defer": building(...desk),
  "request.resume": building(...desk, "system"),
  "request.pause": building("assignee", ...desk, "system"),
  "request.unpause": building("assignee", ...desk, "system"),
  "request.decline": building(...desk),
  "request.done": building("assignee", ...desk),
  "request.confirm": building("author"),
  "request.return": building("author"),
  "request.rate": building("author"),
  "request.close": building("system"),
  "request.escalate": building("system"),
  "attach.view": building("author", "occupant", "assignee", ...desk, "system"),
  "note.view": building(...desk, "system"),
};

/** The one table: whether a role or relation, reaching that far, gives the right to the act. */
export const allow = (holder: Holder, act: Act, scope: Scope): boolean => {
  const rule = policy[act];
  return rule.holders.includes(holder) && (scope === "company" || rule.needs === "building");
};

/** Whether the actor may do this to that. Across companies nobody may do anything. */
export const can = (actor: Actor, act: Act, subject: Subject): boolean => {
  if (actor.kind === "stranger") return allow("unknown", act, "company");
  if (actor.kind === "system") {
    return (
      (actor.companyId === null || actor.companyId === subject.companyId) && allow("system", act, "company")
    );
  }
  if (actor.companyId !== subject.companyId) return false;
  return (
    relationsOf(actor, subject).some((relation) => allow(relation, act, "company")) ||
    rolesAt(actor, subject).some((role) =>
      allow(role.kind, act, role.buildingId === null ? "company" : "building"),
    )
  );
};

const rolesAt = (actor: PersonActor, { buildingId }: Subject): RoleGrant[] =>
  actor.roles.filter((role) => role.buildingId === null || role.buildingId === buildingId);

const relationsOf = (actor: PersonActor, subject: Subject): Holder[] => {
  const found: Holder[] = ["member"];
  const here = occupies(actor, subject);
  if (subject.authorId === actor.personId && (here || (!subject.unitId && !subject.buildingId)))
    found.push("author");
  if (here && (!subject.unitId || occupiedAt(actor, subject)))
    found.push(subject.unitId ? "occupant" : "neighbour");
  if (subject.assigneeId === actor.personId && rolesAt(actor, subject).length > 0) found.push("assignee");
  return found;
};

const occupiedAt = ({ occupancies }: PersonActor, { unitId, at }: Subject): boolean =>
  occupancies.some((held) => held.unitId === unitId && (!at || held.since <= at));

const occupies = ({ occupancies }: PersonActor, { unitId, buildingId }: Subject): boolean =>
  occupancies.some((held) => (unitId ? held.unitId === unitId : held.buildingId === buildingId));

/** The table as Markdown, for a manager to read who may do what. */
export const policyTable = (): string => {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rows = acts.map((act) =>
    line([
      `\`${act}\``,
      ...holders.map((holder) => {
        if (!policy[act].holders.includes(holder)) return "";
        return policy[act].needs === "company" ? "whole company" : "yes";
      }),
    ]),
  );
  return [line(["act", ...holders]), line(["---", ...holders.map(() => "---")]), ...rows, ""].join("\n");
};
