import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { writeSettings } from "./own-row.ts";

export interface NewTerms {
  companyId: string;
  /** Null: the company's, for every building that has none of its own. */
  buildingId: string | null;
  /** Days of the month between which readings are taken. */
  readingsFrom: number;
  readingsTo: number;
  /** Days of the next month by which receipts go out, and by which they are due. */
  receiptsBy: number;
  dueDay: number;
  /** Days overdue at which debtors are told. */
  noticeDays: readonly number[];
  /** Smaller debts are not told of; minor units. */
  leastDebt: bigint;
}

export type TermsRefusal = "not-found" | "forbidden" | "bad-days" | "bad-notice-days" | "bad-amount";

const lastDayOfAnyMonth = 28;
const mostNoticeDays = 10;
const longestNotice = 1095;

/** When readings are taken, when bills are due, and when debtors are told. */
export const changeTerms = async (work: Work, terms: NewTerms): Promise<Outcome<null, TermsRefusal>> => {
  const { tx, actor, now } = work;
  const { companyId, buildingId, noticeDays, ...data } = terms;
  const attempt = { act: "billing.terms", subjectType: "company", subjectId: buildingId ?? companyId };
  if (!can(actor, "tariff.manage", { companyId })) return refuse(work, attempt, "forbidden");
  if (buildingId) {
    const building = await tx.building.findUnique({ where: { id: buildingId } });
    if (building?.companyId !== companyId) return refuse(work, attempt, "not-found");
  }
  const { readingsFrom, readingsTo, receiptsBy, dueDay, leastDebt } = data;
  const within = (day: number, most: number): boolean => Number.isInteger(day) && day >= 1 && day <= most;
  // Readings may be taken to the month's end; a bill's days have to be there in every month.
  const days =
    within(readingsFrom, 31) &&
    within(readingsTo, 31) &&
    within(receiptsBy, lastDayOfAnyMonth) &&
    within(dueDay, lastDayOfAnyMonth);
  if (!days || readingsFrom > readingsTo || receiptsBy > dueDay) return refuse(work, attempt, "bad-days");
  if (noticeDays.length > mostNoticeDays || !noticeDays.every((day) => within(day, longestNotice)))
    return refuse(work, attempt, "bad-notice-days");
  if (leastDebt < 0n) return refuse(work, attempt, "bad-amount");
  const sorted = [...new Set(noticeDays)].sort((a, b) => a - b);
  await writeSettings(tx, { companyId, buildingId }, { ...data, noticeDays: sorted, updatedAt: now });
  work.audit({ ...attempt, after: { ...data, leastDebt: String(leastDebt), noticeDays: sorted } });
  return done(null);
};
