import { providerOf } from "../../../database/as-db.ts";
import type { Tx } from "../../../database/db.ts";
import type { Work } from "../../work/work.ts";
import { lastDay } from "../calendar.ts";
import { withJsonRows } from "../json-rows.ts";
import { ledgerAccount } from "../ledger/accounts.ts";
import { balancesOf } from "../ledger/balance.ts";
import { closedThrough, openDay } from "../ledger/closed-months.ts";
import { type EntryDraft, lineOf } from "../ledger/entry-draft.ts";
import { postEntries } from "../ledger/post-entries.ts";
import { applyAdvances } from "../payments/apply-advances.ts";
import { chargePenalties } from "../penalties/charge-penalties.ts";
import type { Publishing } from "./run-publishing.ts";

interface Draft {
  id: string;
  accountId: string;
  buildingId: string;
  charged: bigint;
}

/**
 * Numbers and posts the next batch of receipts; false once there are none left. All of them make one entry: what each
 * account owes, to what each service earns.
 */
export const publishBatch = async (work: Work, publishing: Publishing): Promise<boolean> => {
  const { tx } = work;
  const { month, terms, due } = publishing;
  const { id: monthId, companyId } = month;
  const [batch] = await tx.$queryRaw<Batch[]>`
    UPDATE "ReceiptBatch" SET "published" = true
    WHERE "monthId" = ${monthId} AND ("position", "buildingId") = (SELECT "position", "buildingId" FROM "ReceiptBatch"
      WHERE "monthId" = ${monthId} AND "published" = false ORDER BY "position", "buildingId" LIMIT 1)
    RETURNING "position", "buildingId", "receipts", "earned"`;
  if (!batch) return false;
  const drafts = await draftsOf(tx, monthId, batch);
  const [numbered] = await tx.$queryRaw<Array<{ lastNumber: number | bigint }>>`
    UPDATE "BillingMonth" SET "lastNumber" = "lastNumber" + ${drafts.length}, "issued" = ${due.issued}
    WHERE "id" = ${monthId} RETURNING "lastNumber"`;
  const lastNumber = Number(numbered?.lastNumber ?? 0);
  const first = lastNumber - drafts.length + 1;
  const accountIds = drafts.map(({ accountId }) => accountId);
  const before = await standing(tx, accountIds);
  const date = lastDay(month.month);
  const earned =
    typeof batch.earned === "string" ? (JSON.parse(batch.earned) as Record<string, string>) : batch.earned;
  const posted = await postEntries(
    work,
    companyId,
    accrual(drafts, { earned, key: `accrual:${month.month}:${first}`, date }),
  );
  if (!posted.ok) throw new Error(`the month ${month.month} was closed while it was published`);
  const because = month.month;
  const penalties = await chargePenalties(work, { companyId, accountIds, until: date, date, because, terms });
  if (!penalties.ok) throw new Error(`the month ${month.month} was closed while it was published`);
  await writeReceipts(tx, publishing, drafts, first, before, penalties.value);
  const applied = await applyAdvances(work, {
    companyId,
    accountIds,
    date: openDay(due.issued, await closedThrough(tx, companyId)),
    order: terms.pack.allocation,
    because: `receipt:${month.month}`,
  });
  if (!applied.ok) throw new Error("an advance was dated in a closed month; report this");
  work.announce({ type: "receipts.published", companyId, monthId, receiptIds: drafts.map(({ id }) => id) });
  work.announce({ type: "month.changed", companyId, monthId });
  return true;
};

interface Batch {
  position: number | bigint;
  buildingId: string;
  receipts: number | bigint;
  /** By service, minor units as texts. */
  earned: string | Record<string, string>;
}

const draftsOf = (tx: Tx, monthId: string, { position, buildingId, receipts }: Batch): Promise<Draft[]> =>
  tx.$queryRaw<Draft[]>`
    SELECT "id", "accountId", "buildingId", "charged" FROM "Receipt"
    WHERE "monthId" = ${monthId} AND "buildingId" = ${buildingId} AND "position" >= ${position} AND "position" < ${Number(position) + Number(receipts)}
    ORDER BY "position"`;

/** One entry for all; a sum that is given back is the account's advance. */
const accrual = (
  drafts: readonly Draft[],
  { earned, key, date }: { earned: Readonly<Record<string, string>>; key: string; date: string },
): EntryDraft[] => {
  const lines = [
    ...drafts.flatMap(({ accountId, charged }) =>
      lineOf(ledgerAccount(BigInt(charged) > 0n ? "receivable" : "advances", accountId), BigInt(charged)),
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

const publish = withJsonRows(
  {
    id: "text",
    number: "bigint",
    penalty: "bigint",
    debtBefore: "bigint",
    penaltyBefore: "bigint",
    advanceBefore: "bigint",
    total: "bigint",
    issued: "text",
    due: "text",
  },
  (rows) => `
  UPDATE "Receipt" AS r SET "state" = 'published', "number" = s."number", "penalty" = s."penalty",
    "debtBefore" = s."debtBefore", "penaltyBefore" = s."penaltyBefore", "advanceBefore" = s."advanceBefore",
    "total" = s."total", "issued" = s."issued", "due" = s."due",
    "paid" = CASE WHEN r."charged" <= 0 THEN r."charged" ELSE 0 END, "settled" = (r."charged" <= 0)
  FROM ${rows} WHERE r."id" = s."id"`,
);

const writeReceipts = async (
  tx: Tx,
  { due }: Publishing,
  drafts: readonly Draft[],
  first: number,
  before: (accountId: string) => Standing,
  penalties: ReadonlyMap<string, bigint>,
): Promise<void> => {
  const rows = drafts.map(({ id, accountId, buildingId, charged }, at) => {
    const { debt, penalty, advance } = before(accountId);
    const added = penalties.get(accountId) ?? 0n;
    const total = debt + penalty + added + BigInt(charged) - advance;
    return {
      id,
      number: String(first + at),
      penalty: String(added),
      debtBefore: String(debt),
      penaltyBefore: String(penalty),
      advanceBefore: String(advance),
      total: String(total > 0n ? total : 0n),
      issued: due.issued,
      due: due.of(buildingId),
    };
  });
  await tx.$executeRawUnsafe(publish[providerOf(tx)], JSON.stringify(rows));
};
