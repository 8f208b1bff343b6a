import {
  makeBuildingReceipts,
  makeHistory,
  makePayQr,
  makeReceipt,
  type ReceiptDeps,
} from "../adapters/documents/receipts/make-receipts.ts";
import { createReceiptPool } from "../adapters/documents/receipts/receipt-pool.ts";
import { tellReaders } from "../chat/receipts/tell-readers.ts";
import type { DocumentMaker } from "../core/documents/make-document.ts";
import { deliverReceiptsQueue } from "../core/receipts/deliver-receipts.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import { localesFolder } from "../package-paths.ts";
import type { Parts } from "./parts.ts";

export const receiptHandlers = ({ core, settings }: Parts): JobHandlers => ({
  [deliverReceiptsQueue]: ({ monthId, first, last }, signal) =>
    tellReaders(
      core,
      settings,
      { monthId: String(monthId), first: Number(first), last: Number(last) },
      signal,
    ),
});

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
