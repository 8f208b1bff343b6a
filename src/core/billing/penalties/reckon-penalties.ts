import type { Db } from "../../../database/db.ts";
import type { Day } from "../calendar.ts";
import { type LateReceipt, lateReceipts, segmentsOf } from "./late-receipts.ts";
import { penaltySum } from "./penalty-of.ts";
import type { CompanyTerms } from "./penalty-terms.ts";
import { plansOf } from "./plans-of.ts";

/** What a late receipt costs until a day. */
export interface Reckoned {
  receipt: LateReceipt;
  segments: ReturnType<typeof segmentsOf>;
  /** All of its penalty, minor units. */
  sum: bigint;
  /** Less what was charged before. */
  change: bigint;
  /** Paid in full by the day: nothing more will come. */
  final: boolean;
}

export interface ToReckon {
  accountIds: readonly string[];
  /** The last day that is counted. */
  until: Day;
  terms: CompanyTerms;
}

/** Reckons the penalty of each late receipt of some accounts from its beginning; writes nothing. */
export const reckonPenalties = async (
  db: Db,
  { accountIds, until, terms }: ToReckon,
): Promise<Reckoned[]> => {
  const receipts = await lateReceipts(db, { accountIds, until, capital: terms.capital });
  if (receipts.length === 0) return [];
  const plans = await plansOf(db, [...new Set(receipts.map(({ accountId }) => accountId))]);
  return receipts.map((receipt) => {
    const rules = terms.termsFor(plans.get(receipt.accountId) ?? [], receipt.due);
    const segments = segmentsOf(receipt, rules, until);
    const sum = penaltySum(segments);
    const paidBy = receipt.paid
      .filter(({ date }) => date <= until)
      .reduce((total, { amount }) => total + amount, 0n);
    return { receipt, segments, sum, change: sum - receipt.lateFee, final: paidBy >= receipt.charged };
  });
};
