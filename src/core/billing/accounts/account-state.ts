import type { Db } from "../../../database/db.ts";
import type { Day } from "../calendar.ts";
import { ledgerAccount } from "../ledger/accounts.ts";
import { balancesOf } from "../ledger/balance.ts";

/** How an account stands, in minor units. */
export interface AccountState {
  /** Unpaid charges, due or not. */
  debt: bigint;
  penalty: bigint;
  advance: bigint;
  /** Unpaid receipts, oldest first. */
  open: readonly OpenReceipt[];
}

export interface OpenReceipt {
  receiptId: string;
  month: string;
  /** Null: it is what was owed before the company reckoned here. */
  number: number | null;
  due: Day;
  unpaid: bigint;
  penalty: bigint;
}

export const accountState = async (db: Db, accountId: string): Promise<AccountState> => {
  const [receivable, penalties, advances] = [
    ledgerAccount("receivable", accountId),
    ledgerAccount("penalties", accountId),
    ledgerAccount("advances", accountId),
  ];
  const balances = await balancesOf(db, [receivable, penalties, advances]);
  const open = await db.receipt.findMany({
    where: { accountId, settled: false },
    orderBy: [{ month: "asc" }, { number: "asc" }],
  });
  return {
    debt: balances.get(receivable) ?? 0n,
    penalty: balances.get(penalties) ?? 0n,
    advance: -(balances.get(advances) ?? 0n),
    open: open.flatMap(({ id, month, number, due, charged, paid, lateFee, lateFeePaid }) => {
      const [unpaid, penalty] = [charged - paid, lateFee - lateFeePaid];
      return unpaid > 0n || penalty > 0n
        ? [{ receiptId: id, month, number, due: due ?? "", unpaid, penalty }]
        : [];
    }),
  };
};

/** The accounts of a unit, the newest last; a person of the unit may see those of the days on which it was theirs. */
export const accountsOfUnit = (db: Db, unitId: string) =>
  db.billingAccount.findMany({ where: { unitId }, orderBy: [{ opened: "asc" }, { id: "asc" }] });
