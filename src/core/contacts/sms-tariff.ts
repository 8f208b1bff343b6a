import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type SmsBudget, smsBudget } from "./sms-budget.ts";
import { isGatewaySilent } from "./sms-receipts.ts";

export interface SmsUse extends SmsBudget {
  currency: string;
  /** Messages of this month by what became of them. */
  submitted: number;
  delivered: number;
  failed: number;
  /** The gateway seems to send no receipts. */
  isSilent: boolean;
}

/** What SMS cost the actor's company this month, and how they arrived. */
export const smsUse = async (work: Work): Promise<Outcome<SmsUse, "forbidden">> => {
  const { actor, tx, now } = work;
  const attempt = { act: "sms.view", subjectType: "company", subjectId: null };
  if (actor.kind !== "person" || !can(actor, "sms.view", { companyId: actor.companyId })) {
    return refuse(work, attempt, "forbidden");
  }
  const { companyId } = actor;
  const { timeZone, currency } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const budget = await smsBudget(tx, { companyId, timeZone, now });
  const counts = await tx.smsMessage.groupBy({
    by: ["state"],
    where: { companyId, month: budget.month },
    _count: true,
  });
  const countOf = (state: string) => counts.find((one) => one.state === state)?._count ?? 0;
  return done({
    ...budget,
    currency,
    submitted: countOf("submitted"),
    delivered: countOf("delivered"),
    failed: countOf("failed"),
    isSilent: await isGatewaySilent(tx, now),
  });
};

/** What a segment costs and how much a month may; minor currency units, no limit where it is null. */
export const setSmsTariff = async (
  work: Work,
  input: { pricePerSegment: bigint; monthlyLimit: bigint | null },
): Promise<Outcome<null, "forbidden" | "bad-amount">> => {
  const { actor, tx } = work;
  const attempt = { act: "sms.tariff", subjectType: "company", subjectId: null };
  if (actor.kind !== "person" || !can(actor, "sms.tariff", { companyId: actor.companyId })) {
    return refuse(work, attempt, "forbidden");
  }
  const { pricePerSegment, monthlyLimit } = input;
  if (pricePerSegment < 0n || (monthlyLimit !== null && monthlyLimit < 0n)) {
    return refuse(work, attempt, "bad-amount");
  }
  const { companyId } = actor;
  const before = await tx.smsTariff.findUnique({ where: { companyId } });
  await tx.smsTariff.upsert({
    where: { companyId },
    create: { companyId, pricePerSegment, monthlyLimit },
    update: { pricePerSegment, monthlyLimit },
  });
  const said = (value: bigint | null | undefined) => value?.toString() ?? null;
  work.audit({
    ...attempt,
    subjectId: companyId,
    before: { price: said(before?.pricePerSegment), limit: said(before?.monthlyLimit) },
    after: { price: said(pricePerSegment), limit: said(monthlyLimit) },
  });
  return done(null);
};
