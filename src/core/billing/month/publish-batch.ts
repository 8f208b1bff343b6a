import type { Tx } from "../../../database/db.ts";
import { tableInsert } from "../../../database/table-insert.ts";
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
import { type Batch, takeBatch } from "./receipt-batch.ts";
import type { Publishing } from "./run-publishing.ts";

/** Receipts after which the month's card shows how far it is. */
const shownSteps = 1000;

/**
 * Numbers, writes and posts the next batch of receipts from a position on; resolves to where the next one may begin, null
 * once there are none left. All of them make one entry: what each account owes, to what each service earns.
 */
export const publishBatch = async (
  work: Work,
  publishing: Publishing,
  from: number,
): Promise<number | null> => {
  const { tx } = work;
  const { month, terms, due } = publishing;
  const { id: monthId, companyId } = month;
  const batch = await takeBatch(tx, monthId, from);
  if (!batch) return null;
  const { drafts, position } = batch;
  const accountIds = drafts.map(({ accountId }) => accountId);
  // A refund of the advance that pays a receipt here would be one from nothing.
  await lockAccounts(tx, accountIds);
  const [numbered, before] = await Promise.all([
    tx.$queryRaw<Array<{ lastNumber: number | bigint }>>`
      UPDATE "BillingMonth" SET "lastNumber" = "lastNumber" + ${drafts.length}, "issued" = ${due.issued}
      WHERE "id" = ${monthId} RETURNING "lastNumber"`,
    standing(tx, accountIds),
  ]);
  const lastNumber = Number(numbered[0]?.lastNumber ?? 0);
  const first = lastNumber - drafts.length + 1;
  const date = lastDay(month.month);
  const issue = async () => {
    const because = month.month;
    const charged = await chargePenalties(work, { companyId, accountIds, until: date, date, because, terms });
    if (charged.ok) await writeIssued(work, publishing, batch, first, before, charged.value);
    return charged;
  };
  // Both at once: on PostgreSQL the statements of one are made while the other's are carried out.
  const [posted, penalties] = await Promise.all([
    postEntries(work, companyId, accrual(batch, `accrual:${month.month}:${first}`, date)),
    issue(),
  ]);
  if (!posted.ok || !penalties.ok)
    throw new Error(`the month ${month.month} was closed while it was published`);
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
  work.announce({
    type: "receipts.published",
    companyId,
    monthId,
    receiptIds: drafts.map(({ id }) => id),
    first: position,
    last: position + drafts.length - 1,
  });
  if (Math.floor(lastNumber / shownSteps) > Math.floor((first - 1) / shownSteps))
    work.announce({ type: "month.changed", companyId, monthId });
  return position + drafts.length;
};

/** One entry for all; a sum that is given back is the account's advance. */
const accrual = ({ drafts, earned }: Batch, key: string, date: string): EntryDraft[] => {
  const lines = [
    ...drafts.flatMap(({ accountId, charged }) =>
      lineOf(ledgerAccount(charged > 0n ? "receivable" : "advances", accountId), charged),
    ),
    ...Object.entries(earned)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([serviceId, amount]) => lineOf(ledgerAccount("income", serviceId), -BigInt(amount))),
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
  { month, due }: Publishing,
  { drafts, buildingId, position }: Batch,
  first: number,
  before: (accountId: string) => Standing,
  penalties: ReadonlyMap<string, PenaltyChange>,
): Promise<void> => {
  const { companyId, id: monthId, month: named } = month;
  const dueDay = due.of(buildingId);
  await receipts.insert(
    tx,
    drafts.map(({ id, unitId, accountId, charged, incomplete }, at) => {
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
        number: first + at,
        position: position + at,
        charged: String(charged),
        penalty: String(added),
        debtBefore: String(debt),
        penaltyBefore: String(penalty),
        advanceBefore: String(advance),
        total: String(total > 0n ? total : 0n),
        paid: String(charged > 0n ? 0n : charged),
        settled: charged > 0n ? 0 : 1,
        issued: due.issued,
        due: dueDay,
        incomplete: incomplete ? 1 : 0,
        createdAt: now,
      };
    }),
  );
};
