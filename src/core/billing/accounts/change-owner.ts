import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { addDays, type Day, isDay, monthOf } from "../calendar.ts";
import { factsChanged } from "../month/facts-changed.ts";
import { takeNumbers } from "./ensure-accounts.ts";
import { lockUnits } from "./lock-units.ts";
import { reviewOwners } from "./owners/review-owners.ts";

export interface OwnerChange {
  unitId: string;
  /** The new owner's first day. */
  from: Day;
  /** Splits that month's volumes by the reading of the day before, not by days. */
  byReading: boolean;
}

/**
 * A unit passes to somebody else: the old account ends with its debts and its advance, a new one begins. The month of the
 * change is split between them by days; what meters count, by the reading of the last day if that is asked for.
 */
export const changeOwner = async (
  work: Work,
  { unitId, from, byReading }: OwnerChange,
): Promise<
  Outcome<{ accountId: string; number: string }, "not-found" | "forbidden" | "bad-date" | "bad-span">
> => {
  const { tx, actor, now } = work;
  const attempt = { act: "account.change", subjectType: "unit", subjectId: unitId };
  const unit = await tx.unit.findUnique({ where: { id: unitId } });
  if (!unit) return refuse(work, attempt, "not-found");
  const { companyId, buildingId } = unit;
  if (!can(actor, "account.manage", { companyId })) return refuse(work, attempt, "forbidden");
  if (!isDay(from)) return refuse(work, attempt, "bad-date", { typed: from });
  await lockUnits(tx, [unitId]);
  const last = await tx.billingAccount.findFirst({ where: { unitId }, orderBy: { opened: "desc" } });
  if (last && last.opened >= from) return refuse(work, attempt, "bad-span", { opened: last.opened });
  if (last && (last.closed === null || last.closed >= from))
    await tx.billingAccount.update({ where: { id: last.id }, data: { closed: addDays(from, -1) } });
  const number = String(await takeNumbers(work, companyId, 1));
  const { id: accountId } = await tx.billingAccount.create({
    data: { companyId, buildingId, unitId, number, opened: from, byReading, createdAt: now },
    select: { id: true },
  });
  await answerNotice(work, { unitId, accountId });
  await factsChanged(work, companyId, { since: monthOf(from) });
  work.audit({ ...attempt, before: { account: last?.id ?? null }, after: { accountId, from, byReading } });
  // The register may tell of yet another change since that day.
  await reviewOwners(work, companyId, [unitId]);
  return done({ accountId, number });
};

/** Whoever was asked whether the account changes sees that it has. */
const answerNotice = async (
  { tx, actor, now, announce }: Work,
  { unitId, accountId }: { unitId: string; accountId: string },
): Promise<void> => {
  const asked = await tx.ownerNotice.findMany({ where: { unitId, state: "open" } });
  for (const { id: noticeId, companyId } of asked) {
    const decidedBy = actor.kind === "person" ? actor.personId : null;
    const data = { state: "done", nextAccountId: accountId, decidedBy, decidedAt: now } as const;
    await tx.ownerNotice.update({ where: { id: noticeId }, data });
    announce({ type: "owner-notice.changed", companyId, noticeId });
  }
};
