import type { Db } from "../../../database/db.ts";
import type { Day } from "../calendar.ts";
import type { PolicyPack } from "../policy/pack.ts";
import { policyPack } from "../policy/policy-pack.ts";
import type { PauseReason, PenaltyTerms } from "./penalty-of.ts";
import { referenceRates } from "./reference-rates.ts";

/** A company's rules for lateness. */
export interface CompanyTerms {
  pack: PolicyPack;
  /** Services that have rules of their own. */
  capital: ReadonlySet<string>;
  /** For an account, whose instalment plans pause the penalty of what was late when they began. */
  termsFor(plans: readonly PlanPause[], due: Day): { default: PenaltyTerms; capital: PenaltyTerms };
}

export interface PlanPause {
  from: Day;
  /** Null: as long as it is kept. */
  ended: Day | null;
  reason: PauseReason;
}

export const companyTerms = async (db: Db, companyId: string): Promise<CompanyTerms> => {
  const company = await db.company.findUniqueOrThrow({
    where: { id: companyId },
    select: { policyPack: true },
  });
  const pack = policyPack(company.policyPack);
  const rates = await referenceRates(db, companyId, pack);
  const services = pack.penalties.capital
    ? await db.service.findMany({ where: { companyId, group: "capital" }, select: { id: true } })
    : [];
  return {
    pack,
    capital: new Set(services.map(({ id }) => id)),
    termsFor: (plans, due) => {
      const pauses = plans
        .filter(({ from }) => due < from)
        .map(({ from, ended, reason }) => ({ from, to: ended ?? "9999-12-31", reason }));
      return {
        default: { ...rates, pauses, rules: pack.penalties.default },
        capital: { ...rates, pauses, rules: pack.penalties.capital ?? pack.penalties.default },
      };
    },
  };
};
