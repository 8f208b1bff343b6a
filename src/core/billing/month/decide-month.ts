import { refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { changeMonth } from "./change-month.ts";
import { draftedAnew } from "./drafted-anew.ts";
import { chargeQueue } from "./start-month.ts";

/** The queue of the job that numbers and posts receipts. */
export const publishQueue = "publish-month";

/** Drafts the receipts anew, after something was fixed. What was approved has to be approved again. */
export const rechargeMonth = (work: Work, { monthId }: { monthId: string }) =>
  changeMonth(work, monthId, {
    act: "month.charge",
    from: ["charged", "approved"],
    to: ({ run }) => draftedAnew(run),
    after: ({ run }) => work.enqueue({ queue: chargeQueue, payload: { monthId, run: run + 1 } }),
  });

/** The accountant says that the drafts are right. */
export const approveMonth = (work: Work, { monthId }: { monthId: string }) =>
  changeMonth(work, monthId, {
    act: "month.approve",
    from: ["charged"],
    to: (_month, { personId }) => ({ state: "approved", approvedBy: personId, approvedAt: work.now }),
  });

/** Receipts get their numbers, are posted and shown; a job does it. What was published stays. */
export const publishMonth = (work: Work, { monthId }: { monthId: string }) =>
  changeMonth(work, monthId, {
    act: "month.publish",
    from: ["approved"],
    to: (_month, { personId }) => ({ state: "publishing", publishedBy: personId, done: 0 }),
    after: ({ run }) => work.enqueue({ queue: publishQueue, payload: { monthId, run } }),
  });

/** Nothing may be posted in the month any more; what belongs to it is posted in the open one. */
export const closeMonth = (work: Work, { monthId }: { monthId: string }) =>
  changeMonth(work, monthId, {
    act: "month.close",
    from: ["published"],
    to: (_month, { personId }) => ({ state: "closed", closedBy: personId, closedAt: work.now }),
    forbids: async ({ companyId, month }) => {
      const open = await work.tx.billingMonth.findFirst({
        where: { companyId, month: { lt: month }, closedAt: null },
        orderBy: { month: "asc" },
      });
      return open ? refused("earlier-open", { month: open.month }) : null;
    },
  });
