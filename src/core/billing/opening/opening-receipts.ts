import type { BillingAccountModel } from "../../../database/types.ts";
import type { Work } from "../../work/work.ts";
import { type Day, monthOf } from "../calendar.ts";

/** What a unit owed and had paid ahead, in minor units, none less than nothing. */
export interface Standing {
  debt: bigint;
  penalty: bigint;
  advance: bigint;
}

export interface OpeningDebt extends Standing {
  /** Unique: part of the receipts' place. */
  openingId: string;
  /** At the end of this day. */
  date: Day;
  /** The day by which the debt was due. */
  due: Day;
}

/**
 * Makes an account's old debt payable as bills are: a receipt without a number. The old penalty stands on one
 * of its own, since it is what the company brings and is not reckoned from the debt.
 */
export const writeOpeningReceipts = async (
  { tx, now }: Work,
  account: BillingAccountModel,
  { openingId, date, due, debt, penalty }: OpeningDebt,
): Promise<void> => {
  const row = (part: "debt" | "penalty") => ({
    companyId: account.companyId,
    buildingId: account.buildingId,
    unitId: account.unitId,
    accountId: account.id,
    monthId: openingPlace(openingId, part),
    month: monthOf(date),
    position: 0,
    issued: date,
    due,
    createdAt: now,
  });
  await tx.receipt.createMany({
    data: [
      ...(debt > 0n ? [{ ...row("debt"), charged: debt, total: debt }] : []),
      ...(penalty > 0n
        ? [{ ...row("penalty"), due: date, charged: 0n, lateFee: penalty, total: penalty }]
        : []),
    ],
  });
};

/** Stands for the month that an opening balance has not. */
export const openingPlace = (openingId: string, part: "debt" | "penalty"): string =>
  `opening:${openingId}:${part}`;
