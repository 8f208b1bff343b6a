import type { Provider } from "../../../database/db.ts";
import { growthSteps, refreshStatistics } from "../../../database/refresh-statistics.ts";
import type { BillingMonthModel } from "../../../database/types.ts";
import { atMostEvery } from "../../work/at-most-every.ts";
import type { Core } from "../../work/core.ts";
import { inLanes } from "../../work/in-lanes.ts";
import { peopleFirst } from "../../work/people-first.ts";
import { runWork } from "../../work/run-work.ts";
import { type Day, dayAt, lastDay } from "../calendar.ts";
import { heldClosedThrough, openDay } from "../ledger/closed-months.ts";
import { applyAdvances } from "../payments/apply-advances.ts";
import { lockAccounts } from "../payments/lock-account.ts";
import { chargePenalties } from "../penalties/charge-penalties.ts";
import { type CompanyTerms, companyTerms } from "../penalties/penalty-terms.ts";
import { type DueDates, dueDates } from "./due-dates.ts";
import { issuingOrder, type NumberedBatch, type Stretch } from "./issuing-order.ts";
import { asMonth, shownMs } from "./month-row.ts";
import { publishBatches } from "./publish-batches.ts";
import { receiptsOfBatch } from "./receipt-batch.ts";
import { receiptsAtOnce } from "./write-drafts.ts";

/** What the publishing of a month goes by, the same for all of its receipts. */
export interface Publishing {
  month: BillingMonthModel;
  terms: CompanyTerms;
  due: DueDates;
}

/** Stretches of a month that are issued side by side: SQLite has one writer, PostgreSQL's would wait for us half of the time. */
const lanes: Readonly<Record<Provider, number>> = { sqlite: 1, postgresql: 2 };

/**
 * The job that gives receipts their numbers and posts them, some batches at a time, from where it was interrupted. They are
 * written, posted and announced in one transaction, so that it happens once.
 */
export const runPublishing = async (
  core: Core,
  monthId: string,
  run: number,
  signal?: AbortSignal,
): Promise<void> => {
  const db = core.database.read;
  const month = await db.billingMonth.findUnique({ where: { id: monthId } });
  if (month?.state !== "publishing" || month.run !== run) return;
  const { companyId } = month;
  const { timeZone } = await db.company.findUniqueOrThrow({ where: { id: companyId } });
  const terms = await companyTerms(db, companyId);
  // The day of the first batch, also after an interruption over midnight.
  const issued = month.issued ?? dayAt(core.clock.now(), timeZone);
  const due = await dueDates(db, month, issued, terms.pack);
  const publishing = { month, terms, due };
  const order = await issuingOrder(db, monthId);
  let { issued: done } = order;
  let step = 0;
  const isShown = atMostEvery(shownMs);
  await showProgress(core, month, { issued, done });
  await inLanes(lanes[core.database.provider], order.stretches, async (stretch) => {
    for (let at = 0; at < stretch.length; ) {
      signal?.throwIfAborted();
      const batches = nextOf(stretch, at, receiptsAtOnce(core.database.provider));
      step += 1;
      const hasGrown = growthSteps.has(step);
      await runWork(core, asMonth(companyId), async (work) => {
        // Tables of a first month begin empty, and are a hundred times as large an instant later.
        if (hasGrown) await refreshStatistics(work.tx, ["Receipt", "LedgerTurnover", "LedgerBalance"]);
        await publishBatches(work, publishing, batches);
      });
      at += batches.length;
      done += batches.reduce((sum, { receipts }) => sum + receipts, 0);
      if (isShown()) await showProgress(core, month, { issued, done });
      await peopleFirst();
    }
  });
  await chargeOthers(core, publishing, signal);
  await runWork(core, asMonth(companyId), async (work) => {
    const { count } = await work.tx.billingMonth.updateMany({
      where: { id: monthId, run, state: "publishing" },
      data: { state: "published", publishedAt: work.now, done },
    });
    if (count === 0) return;
    await work.tx.recalculation.updateMany({
      where: { monthId, state: "pending" },
      data: { state: "taken" },
    });
    work.audit({ act: "month.published", subjectType: "month", subjectId: monthId });
    work.announce({ type: "month.changed", companyId, monthId });
  });
};

/** Of a stretch from a batch on, so that its steps are of a size. */
const nextOf = (stretch: Stretch, from: number, most: number): readonly NumberedBatch[] => {
  const left = stretch.length - from;
  const steps = Math.ceil((left * receiptsOfBatch) / most);
  return stretch.slice(from, from + Math.ceil(left / steps));
};

/** The day of the receipts, and how many are out. */
const showProgress = (
  core: Core,
  { id: monthId, companyId }: BillingMonthModel,
  data: { issued: Day; done: number },
): Promise<void> =>
  runWork(core, asMonth(companyId), async (work) => {
    const { count } = await work.tx.billingMonth.updateMany({
      where: { id: monthId, state: "publishing" },
      data,
    });
    if (count > 0) work.announce({ type: "month.changed", companyId, monthId });
  });

/** Accounts in one transaction. */
const accountsAtOnce = 200;

/** Penalties of accounts that get no receipt in this month, such as a former owner's; what they have ahead pays them. */
const chargeOthers = async (
  core: Core,
  { month, terms, due }: Publishing,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const { companyId, id: monthId } = month;
  const until = lastDay(month.month);
  const late = await core.database.read.$queryRaw<Array<{ accountId: string }>>`
    SELECT DISTINCT r."accountId" FROM "Receipt" AS r
    WHERE r."companyId" = ${companyId} AND r."settled" = false AND r."due" < ${until}
      AND NOT EXISTS (SELECT 1 FROM "Receipt" AS m WHERE m."monthId" = ${monthId} AND m."accountId" = r."accountId")
    ORDER BY r."accountId"`;
  for (let from = 0; from < late.length; from += accountsAtOnce) {
    signal?.throwIfAborted();
    const accountIds = late.slice(from, from + accountsAtOnce).map(({ accountId }) => accountId);
    await runWork(core, asMonth(companyId), async (work) => {
      // A payment that comes at this moment is reckoned before or after, not between.
      await lockAccounts(work.tx, accountIds);
      const because = month.month;
      const charged = await chargePenalties(work, {
        companyId,
        accountIds,
        until,
        date: until,
        because,
        terms,
      });
      if (!charged.ok) throw new Error(`the month ${month.month} was closed while it was published`);
      const applied = await applyAdvances(work, {
        companyId,
        accountIds,
        date: openDay(due.issued, await heldClosedThrough(work.tx, companyId)),
        order: terms.pack.allocation,
        because: `penalty:${because}`,
      });
      if (!applied.ok) throw new Error("an advance was dated in a closed month; report this");
    });
  }
};
