import { makeAgeingChart } from "../adapters/documents/billing/make-ageing-chart.ts";
import { makeDebtorsWorkbook } from "../adapters/documents/billing/make-debtors-workbook.ts";
import { makeMonthWorkbook } from "../adapters/documents/billing/make-month-workbook.ts";
import { type DocumentMaker, makeDocument } from "../core/documents/make-document.ts";
import { documentQueue } from "../core/documents/order-document.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import type { Parts } from "./parts.ts";

export const documentHandlers = (parts: Parts): JobHandlers => ({
  [documentQueue]: ({ orderId }) =>
    makeDocument({ core: parts.core, store: parts.store, makers: documentMakers(parts) }, String(orderId)),
});

/** By kind. */
const documentMakers = ({ core, translate }: Parts): Readonly<Record<string, DocumentMaker>> => ({
  "billing:debtors": makeDebtorsWorkbook(core, translate),
  "billing:ageing": makeAgeingChart(core, translate),
  "billing:month": makeMonthWorkbook(core.database.read, translate),
});
