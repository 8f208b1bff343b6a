import type { Db, Tx } from "../../../database/db.ts";
import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Core } from "../../work/core.ts";
import { runWork } from "../../work/run-work.ts";
import type { Work } from "../../work/work.ts";
import { type Month, nextMonth } from "../calendar.ts";
import { type ChargeLine, linesFromJson, plainLines } from "../charge-line.ts";
import { lockAccounts } from "../payments/lock-account.ts";
import { linesOfReceipts } from "../receipt-lines.ts";
import { moneyRules } from "../tariffs/money-rules.ts";
import { replaceCarry } from "./carry-over.ts";
import { chargeBuilding } from "./charge-building.ts";
import { differences } from "./differences.ts";
import { factsChanged, undecided } from "./facts-changed.ts";
import { gatherBuilding } from "./gather-building.ts";
import { asMonth } from "./month-row.ts";
import { pricesOfCompany } from "./prices-of-company.ts";
import type { ChargingDeps } from "./run-charging.ts";

/** The queue of the job that charges past months anew. */
export const recalculateQueue = "recalculate-months";

export interface RecalculationOrder {
  companyId: string;
  /** Null: all buildings. */
  buildingId: string | null;
  /** Null: all accounts of the building. */
  accountId: string | null;
  from: Month;
  to: Month;
  reason: string;
}

/** Orders past months to be charged anew with what is known now; the differences wait for the open month. */
export const recalculateMonths = async (
  work: Work,
  order: RecalculationOrder,
): Promise<Outcome<{ months: number }, "forbidden" | "no-reason" | "nothing-published">> => {
  const { tx, actor, vault } = work;
  const { companyId, buildingId, accountId, from, to, reason } = order;
  const attempt = { act: "month.recalculate", subjectType: "company", subjectId: companyId };
  if (!can(actor, "month.charge", { companyId })) return refuse(work, attempt, "forbidden");
  if (reason.trim() === "") return refuse(work, attempt, "no-reason");
  const months = await tx.billingMonth.count({
    where: { companyId, month: { gte: from, lte: to }, publishedAt: { not: null } },
  });
  if (months === 0) return refuse(work, attempt, "nothing-published", { from, to });
  work.enqueue({
    queue: recalculateQueue,
    payload: { companyId, buildingId, accountId, from, to, reasonSealed: vault.seal(reason.trim()) },
  });
  work.audit({ ...attempt, after: { buildingId, accountId, from, to } });
  return done({ months });
};

/** As the job's payload has it. */
export type RecalculationJob = Omit<RecalculationOrder, "reason"> & { reasonSealed: string };

/**
 * The job: month by month and building by building; what was recalculated before is counted in, so it may run again. Where
 * a house's use was negative and is carried on by another sum now, the month after the last is charged anew as well.
 */
export const runRecalculation = async (
  { core, volumes }: ChargingDeps,
  job: RecalculationJob,
  signal?: AbortSignal,
): Promise<void> => {
  const { companyId, buildingId, accountId, from, to, reasonSealed } = job;
  const db = core.database.read;
  const company = await db.company.findUniqueOrThrow({ where: { id: companyId } });
  const account =
    accountId === null ? null : await db.billingAccount.findUnique({ where: { id: accountId } });
  const only = account?.buildingId ?? buildingId;
  const buildings = await db.building.findMany({
    where: { companyId, ...(only === null ? {} : { id: only }) },
    orderBy: [{ address: "asc" }, { id: "asc" }],
  });
  for (let month = from; month <= to; month = nextMonth(month)) {
    const published = await db.billingMonth.findFirst({ where: { companyId, month } });
    if (published?.state === "publishing") await waitFor(core, companyId, { ...job, from: month, to: month });
    if (!published?.publishedAt) continue;
    const prices = await pricesOfCompany(db, companyId, month);
    for (const { id } of buildings) {
      signal?.throwIfAborted();
      const money = moneyRules(company);
      const question = { companyId, buildingId: id, month, money, prices, volumes };
      const scope = { companyId, buildingId: id, month, monthId: published.id, accountId, reasonSealed };
      const carry = await chargeAnew(core, scope, async () =>
        chargeBuilding(await gatherBuilding(db, question)),
      );
      // One account charged anew leaves the others' sums, so that what is carried on for all stays, too.
      if (accountId !== null) continue;
      const next = nextMonth(month);
      const order: RecalculationJob = {
        companyId,
        buildingId: id,
        accountId: null,
        from: next,
        to: next,
        reasonSealed,
      };
      await replaceCarry(
        core,
        scope,
        carry,
        month < to ? [] : [{ queue: recalculateQueue, payload: { ...order } }],
      );
    }
  }
};

/** After so many minutes a month is looked at again whose receipts are just going out. */
const publishingMinutes = 1;

const waitFor = (core: Core, companyId: string, job: RecalculationJob): Promise<void> =>
  runWork(core, asMonth(companyId), async ({ now, enqueue }) =>
    enqueue({
      queue: recalculateQueue,
      payload: { ...job },
      runAt: new Date(now.getTime() + publishingMinutes * 60_000),
    }),
  );

interface Scope {
  companyId: string;
  buildingId: string;
  month: Month;
  monthId: string;
  accountId: string | null;
  reasonSealed: string;
}

type Charged = Awaited<ReturnType<typeof chargeBuilding>>;

/** Charges a building anew, and once more if another recalculation of it came between; what it carries over. */
const chargeAnew = async (
  core: Core,
  scope: Scope,
  charge: () => Promise<Charged>,
): Promise<Charged["carry"]> => {
  for (;;) {
    const known = await recalculationsOf(core.database.read, scope);
    const { lines, carry } = await charge();
    if (await writeDifferences(core, scope, lines, known)) return carry;
  }
};

/** A building's recalculations of the month, and whose they are. */
const recalculationsOf = async (
  db: Db,
  { buildingId, month }: Scope,
): Promise<ReadonlyMap<string, string>> => {
  const rows = await db.$queryRaw<Array<{ id: string; accountId: string }>>`
    SELECT r."id", r."accountId" FROM "BillingAccount" AS a JOIN "Recalculation" AS r ON r."accountId" = a."id"
    WHERE a."buildingId" = ${buildingId} AND r."month" = ${month}`;
  return new Map(rows.map((row) => [row.id, row.accountId]));
};

/** Accounts in one transaction. */
const accountsAtOnce = 100;

/** False: others were written that are not known, so that the lines may be older than theirs. */
const writeDifferences = async (
  core: Core,
  scope: Scope,
  right: ReadonlyMap<string, readonly ChargeLine[]>,
  known: ReadonlyMap<string, string>,
): Promise<boolean> => {
  const { companyId, buildingId, month, monthId, accountId, reasonSealed } = scope;
  const receipts = await core.database.read.receipt.findMany({
    where: { monthId, buildingId, ...(accountId === null ? {} : { accountId }) },
    select: { id: true, accountId: true },
    orderBy: { position: "asc" },
  });
  const charged = new Map(receipts.map((receipt) => [receipt.accountId, receipt.id]));
  // Also who was charged for the month by a recalculation alone, and is not to pay for it any more.
  const accounts =
    accountId === null ? [...new Set([...charged.keys(), ...right.keys(), ...known.values()])] : [accountId];
  for (let at = 0; at < accounts.length; at += accountsAtOnce) {
    const some = accounts.slice(at, at + accountsAtOnce);
    const isWritten = await runWork(core, asMonth(companyId), async (work) => {
      const { tx, now } = work;
      // Another worker may be at the same accounts: the second sees what the first wrote.
      await lockAccounts(tx, some);
      const lines = await linesOfReceipts(
        tx,
        some.flatMap((id) => charged.get(id) ?? []),
      );
      const earlier = await tx.recalculation.findMany({ where: { accountId: { in: some }, month } });
      if (earlier.some(({ id }) => !known.has(id))) return false;
      const anew: string[] = [];
      let isOther = false;
      for (const id of some) {
        const before = [
          ...(lines.get(charged.get(id) ?? "") ?? []).filter(
            (line) => line.recalculates === undefined && line.formula !== "extra",
          ),
          ...earlier.filter((row) => row.accountId === id).flatMap((row) => linesFromJson(row.lines)),
        ];
        const changed = differences(before, right.get(id) ?? [], month);
        if (changed.length === 0) continue;
        isOther = true;
        const receiptId = charged.get(id);
        if (receiptId !== undefined) anew.push(receiptId);
        await tx.recalculation.create({
          data: {
            companyId,
            accountId: id,
            month,
            lines: plainLines(changed),
            amount: changed.reduce((sum, { amount }) => sum + amount, 0n),
            reasonSealed,
            createdAt: now,
          },
        });
      }
      // A month that is drafted takes the differences, if it is drafted again; an approved one leaves them to the next.
      if (isOther) await factsChanged(work, companyId, { since: nextMonth(month) }, undecided);
      const again = new Set(earlier.flatMap((row) => charged.get(row.accountId) ?? []));
      await reckonLateness(tx, anew, again);
      return true;
    });
    if (!isWritten) return false;
  }
  return true;
};

/**
 * The penalty of what was charged too much was none: of bills that are paid as well, so that they are looked at again.
 *
 * @param again those of which an earlier recalculation may have taken the penalty before it was charged
 */
const reckonLateness = async (
  tx: Tx,
  receiptIds: readonly string[],
  again: ReadonlySet<string>,
): Promise<void> => {
  if (receiptIds.length === 0) return;
  const late = await tx.penalty.findMany({
    where: { receiptId: { in: [...receiptIds] } },
    select: { receiptId: true },
    distinct: ["receiptId"],
  });
  const touched = [...late.map(({ receiptId }) => receiptId), ...receiptIds.filter((id) => again.has(id))];
  await tx.receipt.updateMany({
    where: { id: { in: touched }, charged: { gt: 0n } },
    data: { settled: false, lateCheck: true },
  });
};
