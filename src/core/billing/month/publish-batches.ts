import type { Tx } from "../../../database/db.ts";
import { tableInsert } from "../../../database/table-insert.ts";
import type { BillingMonthModel } from "../../../database/types.ts";
import type { Work } from "../../work/work.ts";
import { lastDay } from "../calendar.ts";
import { ledgerAccount } from "../ledger/accounts.ts";
import { balancesOf } from "../ledger/balance.ts";
import { heldClosedThrough, openDay } from "../ledger/closed-months.ts";
import { type EntryDraft, lineOf } from "../ledger/entry-draft.ts";
import { postEntries } from "../ledger/post-entries.ts";
import { applyAdvances } from "../payments/apply-advances.ts";
import { lockAccounts } from "../payments/lock-account.ts";
import { chargePenalties, type PenaltyChange } from "../penalties/charge-penalties.ts";
import type { NumberedBatch } from "./issuing-order.ts";
import { positionsOfBuilding, type TakenBatches, takeBatches } from "./receipt-batch.ts";
import type { Publishing } from "./run-publishing.ts";

/**
 * Writes and posts batches of receipts that follow one another. All of them make one entry: what each account owes, to what
 * each service earns.
 */
export const publishBatches = async (
  work: Work,
  { month, terms, due }: Publishing,
  batches: readonly NumberedBatch[],
): Promise<void> => {
  const { tx } = work;
  const { id: monthId, companyId } = month;
  const taken = await takeBatches(tx, monthId, batches);
  const { drafts } = taken;
  const first = drafts[0];
  if (!first) return;
  const accountIds = drafts.map(({ accountId }) => accountId);
  // A refund of the advance that pays a receipt here would be one from nothing.
  await lockAccounts(tx, accountIds);
  const before = await standing(tx, accountIds);
  const date = lastDay(month.month);
  const because = month.month;
  const penalties = await chargePenalties(work, {
    companyId,
    accountIds,
    until: date,
    date,
    because,
    terms,
    billed: true,
  });
  if (!penalties.ok) throw closedMeanwhile(month);
  // Both at once: on PostgreSQL the statements of one are made while the other's are carried out.
  const [posted] = await Promise.all([
    postEntries(work, companyId, accrual(taken, `accrual:${month.month}:${first.number}`, date)),
    writeIssued(work, { month, due }, drafts, before, penalties.value),
  ]);
  if (!posted.ok) throw closedMeanwhile(month);
  const applied = await applyAdvances(work, {
    companyId,
    accountIds: drafts
      .filter(
        ({ accountId, charged }) =>
          before(accountId).advance > 0n || charged < 0n || penalties.value.get(accountId)?.gaveBack === true,
      )
      .map(({ accountId }) => accountId),
    date: openDay(due.issued, await heldClosedThrough(tx, companyId)),
    order: terms.pack.allocation,
    because: `receipt:${month.month}`,
  });
  if (!applied.ok) throw new Error("an advance was dated in a closed month; report this");
  for (const { endsBuilding, position, receipts } of batches) {
    if (!endsBuilding) continue;
    const last = position + receipts - 1;
    work.announce({
      type: "receipts.published",
      companyId,
      monthId,
      first: last - (last % positionsOfBuilding),
      last,
    });
  }
};

const closedMeanwhile = ({ month }: Pick<BillingMonthModel, "month">): Error =>
  new Error(`the month ${month} was closed while it was published`);

/** One entry for all; a sum that is given back is the account's advance. */
const accrual = ({ drafts, earned }: TakenBatches, key: string, date: string): EntryDraft[] => {
  const lines = [
    ...drafts.flatMap(({ accountId, charged }) =>
      lineOf(ledgerAccount(charged > 0n ? "receivable" : "advances", accountId), charged),
    ),
    ...[...earned]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([serviceId, amount]) => lineOf(ledgerAccount("income", serviceId), -amount)),
  ];
  return lines.length === 0 ? [] : [{ key, kind: "accrual", date, lines }];
};

interface Standing {
  debt: bigint;
  penalty: bigint;
  advance: bigint;
}

/** What accounts owed and had paid ahead before the receipts. */
const standing = async (tx: Tx, accountIds: readonly string[]): Promise<(accountId: string) => Standing> => {
  const kinds = ["receivable", "penalties", "advances"] as const;
  const balances = await balancesOf(
    tx,
    accountIds.flatMap((id) => kinds.map((kind) => ledgerAccount(kind, id))),
  );
  const of = (kind: (typeof kinds)[number], id: string): bigint =>
    balances.get(ledgerAccount(kind, id)) ?? 0n;
  return (id) => ({ debt: of("receivable", id), penalty: of("penalties", id), advance: -of("advances", id) });
};

const receipts = tableInsert("Receipt", {
  id: "text",
  companyId: "text",
  buildingId: "text",
  unitId: "text",
  accountId: "text",
  monthId: "text",
  month: "text",
  number: "integer",
  position: "integer",
  charged: "bigint",
  penalty: "bigint",
  debtBefore: "bigint",
  penaltyBefore: "bigint",
  advanceBefore: "bigint",
  total: "bigint",
  paid: "bigint",
  settled: "boolean",
  issued: "text",
  due: "text",
  incomplete: "boolean",
  createdAt: "timestamp(3)",
});

const writeIssued = async (
  { tx, now }: Work,
  { month, due }: Pick<Publishing, "month" | "due">,
  drafts: TakenBatches["drafts"],
  before: (accountId: string) => Standing,
  penalties: ReadonlyMap<string, PenaltyChange>,
): Promise<void> => {
  const { companyId, id: monthId, month: named } = month;
  await receipts.insert(
    tx,
    drafts.map(({ id, buildingId, unitId, accountId, position, number, charged, incomplete }) => {
      const { debt, penalty, advance } = before(accountId);
      const added = penalties.get(accountId)?.sum ?? 0n;
      const total = debt + penalty + added + charged - advance;
      // Every field by its name: rows made by spreading take ten times as long to make and to read.
      return {
        id,
        companyId,
        buildingId,
        unitId,
        accountId,
        monthId,
        month: named,
        number,
        position,
        charged: String(charged),
        penalty: String(added),
        debtBefore: String(debt),
        penaltyBefore: String(penalty),
        advanceBefore: String(advance),
        total: String(total > 0n ? total : 0n),
        paid: String(charged > 0n ? 0n : charged),
        settled: charged > 0n ? 0 : 1,
        issued: due.issued,
        due: due.of(buildingId),
        incomplete: incomplete ? 1 : 0,
        createdAt: now,
      };
    }),
  );
};
