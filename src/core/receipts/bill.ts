import type { Db, ReceiptModel } from "../../database/types.ts";
import type { Day } from "../billing/calendar.ts";
import { ledgerAccount } from "../billing/ledger/accounts.ts";
import { balancesOf } from "../billing/ledger/balance.ts";
import { type PausedDays, paperPenalties, stoppedDays } from "./paper-penalties.ts";

/** What the short text of a bill says. */
export interface Bill {
  receipt: ReceiptModel;
  address: string;
  unit: string;
  accountNumber: string;
  currency: string;
  /** As the account stands now, in minor units. */
  debt: bigint;
  penalty: bigint;
  advance: bigint;
  /** What is left to pay now, never negative. */
  owed: bigint;
  /** Whether a newer bill takes this one's place. */
  newest: boolean;
  /** By when the oldest that is not paid was to be paid. */
  oldestDue: Day | null;
  timeZone: string;
  /** Days on which a plan stopped the whole penalty. */
  stopped: PausedDays[];
}

/** A published receipt with how its account stands now. Does not authorise. */
export const billOf = async (db: Db, receiptId: string): Promise<Bill | null> => {
  const receipt = await db.receipt.findUnique({ where: { id: receiptId } });
  if (!receipt) return null;
  const { unitId, accountId, companyId } = receipt;
  const kinds = (["receivable", "penalties", "advances"] as const).map((kind) =>
    ledgerAccount(kind, accountId),
  );
  const unit = await db.unit.findUniqueOrThrow({
    where: { id: unitId },
    select: { number: true, building: { select: { address: true, timeZone: true } } },
  });
  const account = await db.billingAccount.findUniqueOrThrow({
    where: { id: accountId },
    select: { number: true },
  });
  const company = await db.company.findUniqueOrThrow({
    where: { id: companyId },
    select: { currency: true },
  });
  const newer = await db.receipt.findFirst({
    where: { accountId, number: { not: null }, month: { gt: receipt.month } },
    select: { id: true },
  });
  const balances = await balancesOf(db, kinds);
  const [debt = 0n, penalty = 0n, credit = 0n] = kinds.map((kind) => balances.get(kind) ?? 0n);
  const owed = debt + penalty + credit;
  return {
    receipt,
    address: unit.building.address,
    unit: unit.number,
    accountNumber: account.number,
    currency: company.currency,
    debt,
    penalty,
    advance: -credit,
    owed: owed > 0n ? owed : 0n,
    newest: newer === null,
    oldestDue: owed > 0n ? await oldestDueOf(db, accountId) : null,
    timeZone: unit.building.timeZone,
    stopped: await stoppedOf(db, receipt),
  };
};

const stoppedOf = async (db: Db, receipt: ReceiptModel): Promise<PausedDays[]> => {
  // Most bills have nothing to be late with.
  if (receipt.penalty !== 0n || receipt.debtBefore <= 0n) return [];
  return stoppedDays(receipt, (await paperPenalties(db, [receipt])).get(receipt.id) ?? []);
};

const oldestDueOf = async (db: Db, accountId: string): Promise<Day | null> => {
  const oldest = await db.receipt.findFirst({
    where: { accountId, settled: false },
    orderBy: { due: "asc" },
    select: { due: true },
  });
  return oldest?.due ?? null;
};
