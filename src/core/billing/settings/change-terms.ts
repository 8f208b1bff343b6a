import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { boundTerms } from "./bound-terms.ts";
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
}

export type TermsRefusal = "not-found" | "forbidden" | "bad-terms" | "bound-terms";

const lastDayOfAnyMonth = 28;

/** When readings are taken, and when bills go out and are due. */
export const changeTerms = async (work: Work, terms: NewTerms): Promise<Outcome<null, TermsRefusal>> => {
  const { tx, actor, now } = work;
  const { companyId, buildingId, ...data } = terms;
  const attempt = { act: "billing.terms", subjectType: "company", subjectId: buildingId ?? companyId };
  if (!can(actor, "tariff.manage", { companyId })) return refuse(work, attempt, "forbidden");
  if (buildingId) {
    const building = await tx.building.findUnique({ where: { id: buildingId } });
    if (building?.companyId !== companyId) return refuse(work, attempt, "not-found");
  }
  const { readingsFrom, readingsTo, receiptsBy, dueDay } = data;
  const within = (day: number, most: number): boolean => Number.isInteger(day) && day >= 1 && day <= most;
  // Readings may be taken to the month's end; a bill's days have to be there in every month.
  const days =
    within(readingsFrom, 31) &&
    within(readingsTo, 31) &&
    within(receiptsBy, lastDayOfAnyMonth) &&
    within(dueDay, lastDayOfAnyMonth);
  if (!days || readingsFrom > readingsTo || receiptsBy > dueDay) return refuse(work, attempt, "bad-terms");
  const bound = await boundTerms(work, companyId);
  if (bound?.inForce && (dueDay !== bound.dueDay || receiptsBy > bound.receiptsBy))
    return refuse(work, attempt, "bound-terms", { by: bound.receiptsBy, day: bound.dueDay });
  await writeSettings(tx, { companyId, buildingId }, { ...data, updatedAt: now });
  work.audit({ ...attempt, after: { ...data } });
  return done(null);
};
