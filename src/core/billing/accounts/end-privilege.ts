import type { Db } from "../../../database/db.ts";
import { can } from "../../access/policy.ts";
import type { Vault } from "../../crypto/vault.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { addDays, type Day, isDay, monthOf } from "../calendar.ts";
import { factsChanged } from "../month/facts-changed.ts";

/**
 * A privilege holds to a day. The day before it began takes it back whole, so that a right one can be given instead;
 * months that are charged already stay as they are until they are recalculated.
 */
export const endPrivilege = async (
  work: Work,
  { privilegeId, to }: { privilegeId: string; to: Day },
): Promise<Outcome<null, "not-found" | "forbidden" | "bad-date" | "bad-span">> => {
  const { tx, actor } = work;
  const attempt = { act: "privilege.end", subjectType: "privilege", subjectId: privilegeId };
  const found = await tx.privilege.findUnique({ where: { id: privilegeId } });
  if (!found) return refuse(work, attempt, "not-found");
  if (!can(actor, "account.manage", { companyId: found.companyId }))
    return refuse(work, attempt, "forbidden");
  if (!isDay(to)) return refuse(work, attempt, "bad-date", { typed: to });
  if (to < addDays(found.from, -1)) return refuse(work, attempt, "bad-span");
  await tx.privilege.update({ where: { id: privilegeId }, data: { to } });
  await factsChanged(work, found.companyId, { since: monthOf(addDays(to, 1)) });
  work.audit({ ...attempt, before: { to: found.to }, after: { to } });
  return done(null);
};

/** A privilege as the office sees it. */
export interface HeldPrivilege {
  id: string;
  /** By language; null: every service. */
  serviceNames: unknown;
  /** Hundredths of a percent. */
  discount: number;
  from: Day;
  to: Day | null;
  reason: string | null;
}

/** The newest privileges of an account, also those that have ended; not those that were taken back whole. */
export const privilegesOf = async (
  db: Db,
  vault: Vault,
  accountId: string,
  most: number,
): Promise<HeldPrivilege[]> => {
  const all = await db.privilege.findMany({
    where: { accountId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const held = all.filter(({ from, to }) => to === null || to >= from).slice(0, most);
  const services = await db.service.findMany({
    where: { id: { in: held.flatMap(({ serviceId }) => serviceId ?? []) } },
    select: { id: true, names: true },
  });
  const namesOf = new Map(services.map(({ id, names }) => [id, names]));
  return held.map(({ id, serviceId, discount, from, to, reasonSealed }) => ({
    id,
    serviceNames: serviceId === null ? null : namesOf.get(serviceId),
    discount,
    from,
    to,
    reason: reasonSealed === null ? null : vault.open(reasonSealed),
  }));
};
