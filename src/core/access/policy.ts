import type { Actor, PersonActor, RoleGrant } from "./actor.ts";
import { type Holder, holders, type Rule, type Scope } from "./rule.ts";
import { announcementRules } from "./rules/announcements.ts";
import { billingRules } from "./rules/billing.ts";
import { contactRules } from "./rules/contacts.ts";
import { directoryRules } from "./rules/directory.ts";
import { incidentRules } from "./rules/incidents.ts";
import { maintenanceRules } from "./rules/maintenance.ts";
import { meetingRules } from "./rules/meetings.ts";
import { meterRules } from "./rules/meters.ts";
import { pollRules } from "./rules/polls.ts";
import { receiptRules } from "./rules/receipts.ts";
import { reportRules } from "./rules/reports.ts";
import { requestRules } from "./rules/requests.ts";

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

const rules = {
  ...announcementRules,
  ...billingRules,
  ...contactRules,
  ...directoryRules,
  ...incidentRules,
  ...maintenanceRules,
  ...meetingRules,
  ...meterRules,
  ...pollRules,
  ...receiptRules,
  ...reportRules,
  ...requestRules,
};

/** Something that somebody may want to do. */
export type Act = keyof typeof rules;

export const acts = Object.keys(rules) as Act[];

const policy: Readonly<Record<Act, Rule>> = rules;

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
