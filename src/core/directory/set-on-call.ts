import type { Tx } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { refuse } from "./refuse.ts";

/** Roles that overdue requests may be escalated to. */
export const dutyKinds = ["administrator", "manager", "dispatcher"] as const;

export interface Duty {
  companyId: string;
  personId: string;
  /** Null: the whole company. */
  buildingId: string | null;
}

/** Puts somebody on call in place of whoever was, for a building or the whole company. */
export const setOnCall = async (
  work: Work,
  { companyId, personId, buildingId }: Duty,
): Promise<Outcome<{ personId: string }, "forbidden" | "no-role">> => {
  const { tx, actor } = work;
  const attempt = { act: "oncall.set", subjectType: "person", subjectId: personId };
  if (!can(actor, "oncall.set", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  const scope = { companyId, buildingId, revokedAt: null, kind: { in: [...dutyKinds] } };
  const role = await tx.role.findFirst({ where: { ...scope, personId }, orderBy: { kind: "asc" } });
  if (!role) return refuse(work, attempt, "no-role");
  const before = await tx.role.findMany({ where: { ...scope, onCall: true }, select: { personId: true } });
  await tx.role.updateMany({
    where: { ...scope, onCall: true, id: { not: role.id } },
    data: { onCall: false },
  });
  await tx.role.update({ where: { id: role.id }, data: { onCall: true } });
  work.audit({
    ...attempt,
    before: { onCall: before.map((held) => held.personId) },
    after: { onCall: [personId], buildingId },
  });
  return done({ personId });
};

/** How far somebody's duty can reach: the whole company if a role of theirs does, else a building of theirs. */
export const dutyScopeOf = async (
  tx: Tx,
  personId: string,
): Promise<{ buildingId: string | null } | null> => {
  const roles = await tx.role.findMany({
    where: { personId, revokedAt: null, kind: { in: [...dutyKinds] } },
    orderBy: { grantedAt: "asc" },
    select: { buildingId: true },
  });
  return roles.find((role) => role.buildingId === null) ?? roles[0] ?? null;
};
