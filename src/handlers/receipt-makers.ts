import {
  makeBuildingReceipts,
  makeHistory,
  makePayQr,
  makeReceipt,
  type ReceiptDeps,
} from "../adapters/documents/receipts/make-receipts.ts";
import { createReceiptPool } from "../adapters/documents/receipts/receipt-pool.ts";
import type { DocumentMaker } from "../core/documents/make-document.ts";
import { localesFolder } from "../package-paths.ts";
import type { Parts } from "./parts.ts";

/** One for the process: its threads start with the first receipt and end when there are none. */
const pool = createReceiptPool(localesFolder);

export const receiptMakers = ({ core, translate }: Parts): Readonly<Record<string, DocumentMaker>> => {
  const deps: ReceiptDeps = { core, translate, pool };
  return {
    "receipts:receipt": makeReceipt(deps),
    "receipts:building": makeBuildingReceipts(deps),
    "receipts:pay": makePayQr(deps),
    "receipts:history": makeHistory(deps),
  };
};
