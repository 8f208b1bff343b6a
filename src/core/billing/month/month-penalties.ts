import type { Db } from "../../../database/db.ts";
import type { Core } from "../../work/core.ts";
import { peopleFirst } from "../../work/people-first.ts";
import { runWork } from "../../work/run-work.ts";
import { type Day, lastDay } from "../calendar.ts";
import { companyTerms } from "../penalties/penalty-terms.ts";
import { reckonPenalties } from "../penalties/reckon-penalties.ts";
import { asMonth } from "./month-row.ts";

/** What late payment adds in a building. */
interface Sum {
  amount: bigint;
  accounts: number;
}

/** Accounts that are reckoned before others get their turn. */
const accountsAtOnce = 200;

/**
 * Reckons the penalties that a month's receipts will carry, so that its preview tells the whole. It goes by what is paid
 * when the month is charged; what is paid later makes the posted ones smaller.
 */
export const forecastPenalties = async (
  core: Core,
  monthId: string,
  run: number,
  signal?: AbortSignal,
): Promise<void> => {
  const db = core.database.read;
  const month = await db.billingMonth.findUnique({ where: { id: monthId } });
  if (month?.state !== "charging" || month.run !== run) return;
  const until = lastDay(month.month);
  const terms = await companyTerms(db, month.companyId);
  await eachBuilding(core, month, signal, async (buildingId) => {
    const late = await lateAccounts(db, buildingId, until);
    const sum: Sum = { amount: 0n, accounts: 0 };
    for (let from = 0; from < late.length; from += accountsAtOnce) {
      const accountIds = late.slice(from, from + accountsAtOnce);
      const changed = (await reckonPenalties(db, { accountIds, until, terms })).filter(
        ({ change }) => change !== 0n,
      );
      sum.amount += changed.reduce((total, { change }) => total + change, 0n);
      sum.accounts += new Set(changed.map(({ receipt }) => receipt.accountId)).size;
      await peopleFirst();
    }
    return sum;
  });
};

/** Tells the preview of a published month what was posted instead of what was reckoned. */
export const countPenalties = async (core: Core, monthId: string, signal?: AbortSignal): Promise<void> => {
  const db = core.database.read;
  const month = await db.billingMonth.findUnique({ where: { id: monthId } });
  if (!month?.publishedAt) return;
  const until = lastDay(month.month);
  await eachBuilding(core, month, signal, async (buildingId) => {
    const [row] = await db.$queryRaw<Array<{ amount: bigint | null; accounts: bigint | number }>>`
      SELECT CAST(SUM(p."amount") AS BIGINT) AS "amount", COUNT(DISTINCT p."accountId") AS "accounts"
      FROM "BillingAccount" AS a JOIN "Penalty" AS p ON p."accountId" = a."id"
      WHERE a."buildingId" = ${buildingId} AND p."until" = ${until} AND p."amount" <> 0`;
    return { amount: BigInt(row?.amount ?? 0), accounts: Number(row?.accounts ?? 0) };
  });
};

const eachBuilding = async (
  core: Core,
  { id: monthId, companyId }: { id: string; companyId: string },
  signal: AbortSignal | undefined,
  sumOf: (buildingId: string) => Promise<Sum>,
): Promise<void> => {
  const buildings = await core.database.read.building.findMany({
    where: { companyId },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  for (const { id: buildingId } of buildings) {
    signal?.throwIfAborted();
    const sum = await sumOf(buildingId);
    await runWork(core, asMonth(companyId), async (work) => {
      await work.tx.monthPenalty.deleteMany({ where: { monthId, buildingId } });
      if (sum.accounts > 0)
        await work.tx.monthPenalty.create({ data: { monthId, buildingId, companyId, ...sum } });
    });
  }
  await runWork(core, asMonth(companyId), async (work) =>
    work.announce({ type: "month.changed", companyId, monthId }),
  );
};

/** Accounts of a building with receipts whose penalty may have changed by a day. */
const lateAccounts = async (db: Db, buildingId: string, until: Day): Promise<string[]> => {
  const rows = await db.$queryRaw<Array<{ accountId: string }>>`
    SELECT DISTINCT r."accountId" FROM "BillingAccount" AS a JOIN "Receipt" AS r ON r."accountId" = a."id"
    WHERE a."buildingId" = ${buildingId} AND r."settled" = false AND r."due" < ${until}
    ORDER BY r."accountId"`;
  return rows.map(({ accountId }) => accountId);
};
