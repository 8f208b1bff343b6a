import { makeMonthWorkbook } from "../adapters/documents/billing/make-month-workbook.ts";
import { type DocumentMaker, makeDocument } from "../core/documents/make-document.ts";
import { documentQueue } from "../core/documents/order-document.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import type { Parts } from "./parts.ts";
import { receiptMakers } from "./receipts.ts";

export const documentHandlers = (parts: Parts): JobHandlers => ({
  [documentQueue]: ({ orderId }) =>
    makeDocument({ core: parts.core, store: parts.store, makers: documentMakers(parts) }, String(orderId)),
});

/** By kind. */
const documentMakers = (parts: Parts): Readonly<Record<string, DocumentMaker>> => ({
  "billing:month": makeMonthWorkbook(parts.core.database.read, parts.translate),
  ...receiptMakers(parts),
});
