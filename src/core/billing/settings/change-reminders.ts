import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";

export interface Reminders {
  companyId: string;
  /** Null: the company's, for every building that has none of its own. */
  buildingId: string | null;
  /** Days overdue on which debtors are reminded; none: never. */
  noticeDays: readonly number[];
  /** Smaller debts are not told of; minor units. */
  leastDebt: bigint;
}

const mostDays = 12;
/** After three years a debt is past the time in which it can be sued for (Civil Code of Russia, 196). */
const latestDay = 1095;

/** When debtors are reminded, and of how much at least. */
export const changeReminders = async (
  work: Work,
  { companyId, buildingId, noticeDays, leastDebt }: Reminders,
): Promise<Outcome<null, "not-found" | "forbidden" | "bad-days" | "bad-amount">> => {
  const { tx, actor, now } = work;
  const attempt = { act: "billing.reminders", subjectType: "company", subjectId: buildingId ?? companyId };
  if (!can(actor, "tariff.manage", { companyId })) return refuse(work, attempt, "forbidden");
  if (buildingId) {
    const building = await tx.building.findUnique({ where: { id: buildingId } });
    if (building?.companyId !== companyId) return refuse(work, attempt, "not-found");
  }
  const days = [...new Set(noticeDays)].sort((a, b) => a - b);
  if (days.length > mostDays || days.some((day) => !Number.isInteger(day) || day < 1 || day > latestDay))
    return refuse(work, attempt, "bad-days", { most: mostDays });
  if (leastDebt < 0n) return refuse(work, attempt, "bad-amount");
  const id = buildingId ?? companyId;
  const rows = await tx.billingSettings.findMany({ where: { id: { in: [id, companyId] } } });
  const before = rows.find((row) => row.id === id);
  // A building's own settings count instead of the company's, so they begin as a copy of those.
  const { noticeDays: _, ...like } = rows.find((row) => row.id === companyId) ?? { noticeDays: null };
  await tx.billingSettings.upsert({
    where: { id },
    create: { ...like, id, companyId, noticeDays: days, leastDebt, updatedAt: now },
    update: { noticeDays: days, leastDebt, updatedAt: now },
  });
  work.audit({
    ...attempt,
    before: { noticeDays: before?.noticeDays ?? null },
    after: { noticeDays: days, leastDebt: String(leastDebt) },
  });
  return done(null);
};
