import type { Work } from "../../work/work.ts";
import { type Day, dayAt } from "../calendar.ts";
import { bindingDueDay } from "../policy/due-date.ts";
import { policyPack } from "../policy/policy-pack.ts";

/** What the law says of a company's bills and no setting can change, from a day on. */
export interface BoundTerms {
  from: Day;
  /** The latest day of the next month by which they go out. */
  receiptsBy: number;
  /** The only day by which they are due. */
  dueDay: number;
  inForce: boolean;
}

export const boundTerms = async ({ tx, now }: Work, companyId: string): Promise<BoundTerms | null> => {
  const company = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const pack = policyPack(company.policyPack);
  const rule = bindingDueDay(pack);
  if (!rule) return null;
  const { from, day: dueDay } = rule;
  return { from, receiptsBy: pack.receiptsBy, dueDay, inForce: from <= dayAt(now, company.timeZone) };
};
