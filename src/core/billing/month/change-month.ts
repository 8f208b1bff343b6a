import type { BillingMonthModel, MonthState } from "../../../database/types.ts";
import type { PersonActor } from "../../access/actor.ts";
import type { Act } from "../../access/policy.ts";
import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome, type Refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";

export type MonthRefusal = "not-found" | "forbidden" | "wrong-state";

export interface MonthChange<Code extends string> {
  act: Act;
  from: readonly MonthState[];
  to(month: BillingMonthModel, actor: PersonActor): Record<string, unknown> & { state: MonthState };
  /** What comes before anything is written. */
  before?(companyId: string): Promise<void>;
  /** What must still be so at that moment. */
  only?: { stale?: boolean };
  /** What else stands in the way. */
  forbids?(month: BillingMonthModel): Promise<Refused<Code> | null>;
  /** Done in the same transaction. */
  after?(month: BillingMonthModel): void;
}

/** Moves a month on, by compare-and-set: of two people only one does. */
export const changeMonth = async <Code extends string = never>(
  work: Work,
  monthId: string,
  { act, from, to, only = {}, before, forbids, after }: MonthChange<Code>,
): Promise<Outcome<{ monthId: string; month: string }, MonthRefusal | Code>> => {
  const { tx, actor } = work;
  const attempt = { act, subjectType: "month", subjectId: monthId };
  const found = await tx.billingMonth.findUnique({ where: { id: monthId } });
  if (!found || actor.kind !== "person" || found.companyId !== actor.companyId)
    return refuse(work, attempt, "not-found");
  const { companyId, month } = found;
  if (!can(actor, act, { companyId })) return refuse(work, attempt, "forbidden");
  if (!from.includes(found.state)) return refuse(work, attempt, "wrong-state", { month });
  await before?.(companyId);
  const obstacle = await forbids?.(found);
  if (obstacle) return refuse(work, attempt, obstacle.code, obstacle.params);
  const data = to(found, actor);
  const { count } = await tx.billingMonth.updateMany({
    where: { id: monthId, state: found.state, run: found.run, ...only },
    data,
  });
  if (count === 0) return refuse(work, attempt, "wrong-state", { month });
  after?.(found);
  work.audit({ ...attempt, before: { state: found.state }, after: { state: data.state } });
  work.announce({ type: "month.changed", companyId, monthId });
  return done({ monthId, month });
};
