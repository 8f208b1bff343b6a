import { can } from "../access/policy.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { findHolder, type RoleChange } from "./grant-role.ts";
import { refuse } from "./refuse.ts";
import { lockRoles } from "./role.ts";

export type RevokeRefusal = "forbidden" | "not-found" | "last-administrator";

/** Takes a role away at once. The company keeps at least one administrator who covers all of it. */
export const revokeRole = async (
  work: Work,
  { companyId, holder, kind, buildingId }: RoleChange,
): Promise<Outcome<{ personId: string }, RevokeRefusal>> => {
  const { tx, actor, now } = work;
  const attempt = {
    act: "role.revoke",
    subjectType: "person",
    subjectId: "personId" in holder ? holder.personId : null,
  };
  if (!can(actor, "role.revoke", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  const person = await findHolder(work, holder);
  if (!person || person.companyId !== companyId) return refuse(work, attempt, "not-found");
  await lockRoles(work, companyId);
  const held = { companyId, personId: person.id, kind, buildingId, revokedAt: null };
  if (kind === "administrator" && buildingId === null) {
    const others = await tx.role.count({
      where: { companyId, kind, buildingId: null, revokedAt: null, personId: { not: person.id } },
    });
    if (others === 0) return refuse(work, attempt, "last-administrator");
  }
  const revoked = await tx.role.updateMany({ where: held, data: { revokedAt: now, onCall: false } });
  if (revoked.count === 0) return refuse(work, attempt, "not-found");
  work.audit({ ...attempt, subjectId: person.id, before: { kind, buildingId } });
  work.announce({ type: "role.revoked", companyId, personId: person.id });
  return done({ personId: person.id });
};
