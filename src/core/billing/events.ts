import type { MonthState } from "../../database/types.ts";

export type BillingEvent =
  /** The month's state or progress: its card is drawn anew. */
  | { type: "month.changed"; companyId: string; monthId: string }
  /** A month's drafts are made anew, because an earlier month was charged anew; it had been approved, or not. */
  | { type: "month.redrafted"; companyId: string; monthId: string; because: string; approved: boolean }
  /** The bills of a month are to be out by a day that is near or has passed; nobody has begun where there is no state. */
  | {
      type: "bills.due";
      companyId: string;
      month: string;
      by: string;
      state: MonthState | null;
      today: string;
    }
  /** A building's receipts were numbered and posted; comes building by building while a month is published. */
  | {
      type: "receipts.published";
      companyId: string;
      monthId: string;
      /** Their places in the month. */
      first: number;
      last: number;
    }
  | { type: "payment.posted"; companyId: string; accountId: string; unitId: string; paymentId: string }
  | { type: "payment.reversed"; companyId: string; accountId: string; unitId: string; paymentId: string }
  | {
      type: "payment.refunded";
      companyId: string;
      accountId: string;
      unitId: string;
      paymentId: string;
      /** Given back now: a payment may be given back in parts. Minor units. */
      amount: bigint;
    }
  /** Staff are asked whether an account ends with its owners, or that has been answered. */
  | { type: "owner-notice.changed"; companyId: string; noticeId: string }
  | { type: "plan.changed"; companyId: string; accountId: string; planId: string }
  | { type: "openings.import.changed"; companyId: string; importId: string }
  | { type: "openings.import.problems"; companyId: string; importId: string; attachmentId: string }
  /** A debtor is to be reminded, in private. */
  | { type: "debt.noticed"; companyId: string; noticeId: string };
