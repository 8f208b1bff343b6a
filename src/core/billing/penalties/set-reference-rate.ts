import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { type Day, isDay } from "../calendar.ts";
import { policyPack } from "../policy/policy-pack.ts";

/** The central bank's rates that a company's policy pack reckons penalties by. */
export const referencesOf = (pack: string): string[] => [
  ...new Set(policyPack(pack).rates.map(({ name }) => name)),
];

export interface NewRate {
  companyId: string;
  /** The policy pack's: ru-key, de-base. */
  name: string;
  from: Day;
  /** Hundredths of a percent; Germany's has been less than nothing. */
  rate: number;
}

/** A central bank's rate from a day on. A second one of the same day takes the first one's place. */
export const setReferenceRate = async (
  work: Work,
  { companyId, name, from, rate }: NewRate,
): Promise<Outcome<null, "forbidden" | "not-found" | "bad-date" | "bad-rate">> => {
  const { tx, actor, now } = work;
  const attempt = { act: "rate.set", subjectType: "company", subjectId: companyId };
  if (actor.kind !== "person" || !can(actor, "tariff.manage", { companyId }))
    return refuse(work, attempt, "forbidden");
  const { policyPack: pack } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  if (!referencesOf(pack).includes(name)) return refuse(work, attempt, "not-found");
  if (!isDay(from)) return refuse(work, attempt, "bad-date", { typed: from });
  if (!Number.isInteger(rate) || rate < -1_000 || rate > 10_000) return refuse(work, attempt, "bad-rate");
  const written = { rate, createdBy: actor.personId };
  const id = { companyId, name, from };
  const before = await tx.referenceRate.findUnique({ where: { companyId_name_from: id } });
  await tx.referenceRate.upsert({
    where: { companyId_name_from: id },
    create: { ...id, ...written, createdAt: now },
    update: written,
  });
  work.audit({ ...attempt, before: { rate: before?.rate ?? null }, after: { name, from, rate } });
  return done(null);
};
