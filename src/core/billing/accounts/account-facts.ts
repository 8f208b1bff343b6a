import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { type Day, isDay, isMonth, type Month, monthOf } from "../calendar.ts";
import { decidedState, factsChanged } from "../month/facts-changed.ts";

/** How many people live in a unit from a day on. */
export const setResidents = async (
  work: Work,
  { unitId, from, count }: { unitId: string; from: Day; count: number },
): Promise<Outcome<null, "not-found" | "forbidden" | "bad-date" | "bad-count">> => {
  const { tx, actor, now } = work;
  const attempt = { act: "residents.set", subjectType: "unit", subjectId: unitId };
  const unit = await tx.unit.findUnique({ where: { id: unitId } });
  if (!unit) return refuse(work, attempt, "not-found");
  const { companyId } = unit;
  if (!can(actor, "account.manage", { companyId })) return refuse(work, attempt, "forbidden");
  if (!isDay(from)) return refuse(work, attempt, "bad-date", { typed: from });
  if (!Number.isInteger(count) || count < 0 || count > 100) return refuse(work, attempt, "bad-count");
  const createdBy = actor.kind === "person" ? actor.personId : null;
  await tx.residentCount.upsert({
    where: { unitId_from: { unitId, from } },
    create: { companyId, unitId, from, count, createdBy, createdAt: now },
    update: { count, createdBy },
  });
  await factsChanged(work, companyId, { since: monthOf(from) });
  work.audit({ ...attempt, after: { from, count } });
  return done(null);
};

export interface NewPrivilege {
  accountId: string;
  /** Null: every service. */
  serviceId: string | null;
  /** Hundredths of a percent that are taken off; 10000: exempt. */
  discount: number;
  from: Day;
  to: Day | null;
  reason: string | null;
}

/** Takes something off an account's charges for some time. */
export const grantPrivilege = async (
  work: Work,
  { accountId, serviceId, discount, from, to, reason }: NewPrivilege,
): Promise<Outcome<{ privilegeId: string }, "not-found" | "forbidden" | "bad-date" | "bad-discount">> => {
  const { tx, actor, now, vault } = work;
  const attempt = { act: "privilege.grant", subjectType: "account", subjectId: accountId };
  const account = await tx.billingAccount.findUnique({ where: { id: accountId } });
  if (!account) return refuse(work, attempt, "not-found");
  const { companyId } = account;
  if (!can(actor, "account.manage", { companyId })) return refuse(work, attempt, "forbidden");
  if (!isDay(from) || (to !== null && (!isDay(to) || to < from)))
    return refuse(work, attempt, "bad-date", { typed: to ?? from });
  if (!Number.isInteger(discount) || discount < 1 || discount > 10_000)
    return refuse(work, attempt, "bad-discount");
  const { id: privilegeId } = await tx.privilege.create({
    data: {
      companyId,
      accountId,
      serviceId,
      discount,
      from,
      to,
      reasonSealed: reason ? vault.seal(reason) : null,
      createdBy: actor.kind === "person" ? actor.personId : null,
      createdAt: now,
    },
    select: { id: true },
  });
  await factsChanged(work, companyId, { since: monthOf(from) });
  work.audit({ ...attempt, after: { privilegeId, serviceId, discount, from, to } });
  return done({ privilegeId });
};

export interface NewExtra {
  accountId: string;
  serviceId: string;
  /** The month whose receipt carries it. */
  month: Month;
  /** Minor units; negative: given back. */
  amount: bigint;
  reason: string;
}

/** A charge of its own, once. */
export const addExtraCharge = async (
  work: Work,
  { accountId, serviceId, month, amount, reason }: NewExtra,
): Promise<
  Outcome<
    { extraId: string },
    | "not-found"
    | "forbidden"
    | "bad-month"
    | "bad-amount"
    | "no-reason"
    | "month-approved"
    | "month-published"
  >
> => {
  const { tx, actor, now, vault } = work;
  const attempt = { act: "extra.add", subjectType: "account", subjectId: accountId };
  const account = await tx.billingAccount.findUnique({ where: { id: accountId } });
  const service = await tx.service.findUnique({ where: { id: serviceId } });
  if (!account || service?.companyId !== account.companyId) return refuse(work, attempt, "not-found");
  const { companyId } = account;
  if (!can(actor, "tariff.manage", { companyId })) return refuse(work, attempt, "forbidden");
  if (!isMonth(month)) return refuse(work, attempt, "bad-month", { typed: month });
  if (amount === 0n) return refuse(work, attempt, "bad-amount");
  if (reason.trim() === "") return refuse(work, attempt, "no-reason");
  await factsChanged(work, companyId, { month });
  const decided = await decidedState(work, companyId, month);
  if (decided) return refuse(work, attempt, decided, { month });
  const { id: extraId } = await tx.extraCharge.create({
    data: {
      companyId,
      accountId,
      serviceId,
      month,
      amount,
      reasonSealed: vault.seal(reason.trim()),
      createdBy: actor.kind === "person" ? actor.personId : null,
      createdAt: now,
    },
    select: { id: true },
  });
  work.audit({ ...attempt, after: { extraId, serviceId, month, amount: String(amount) } });
  return done({ extraId });
};

/** What a supplier asks of a house for a month; a second one takes the first one's place. */
export const setInvoice = async (
  work: Work,
  {
    buildingId,
    serviceId,
    month,
    amount,
  }: { buildingId: string; serviceId: string; month: Month; amount: bigint },
): Promise<
  Outcome<null, "not-found" | "forbidden" | "bad-month" | "bad-amount" | "month-approved" | "month-published">
> => {
  const { tx, actor, now } = work;
  const attempt = { act: "invoice.set", subjectType: "building", subjectId: buildingId };
  const building = await tx.building.findUnique({ where: { id: buildingId } });
  const service = await tx.service.findUnique({ where: { id: serviceId } });
  if (!building || service?.companyId !== building.companyId) return refuse(work, attempt, "not-found");
  const { companyId } = building;
  if (!can(actor, "tariff.manage", { companyId })) return refuse(work, attempt, "forbidden");
  if (!isMonth(month)) return refuse(work, attempt, "bad-month", { typed: month });
  if (amount < 0n) return refuse(work, attempt, "bad-amount");
  await factsChanged(work, companyId, { month });
  const decided = await decidedState(work, companyId, month);
  if (decided) return refuse(work, attempt, decided, { month });
  const createdBy = actor.kind === "person" ? actor.personId : null;
  await tx.supplierInvoice.upsert({
    where: { buildingId_serviceId_month: { buildingId, serviceId, month } },
    create: { companyId, buildingId, serviceId, month, amount, createdBy, createdAt: now },
    update: { amount, createdBy },
  });
  work.audit({ ...attempt, after: { serviceId, month, amount: String(amount) } });
  return done(null);
};
