import { makeAct } from "../adapters/documents/costs/make-act.ts";
import { makePollWorkbook } from "../adapters/documents/polls/make-poll-workbook.ts";
import { makeReport } from "../adapters/documents/reports/make-report.ts";
import { actDocument } from "../core/costs/order-act.ts";
import { type DocumentMaker, makeDocument } from "../core/documents/make-document.ts";
import { documentQueue } from "../core/documents/order-document.ts";
import { pollExportKind } from "../core/polls/order-export.ts";
import { reportDocument } from "../core/reports/order-report.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import type { Parts } from "./parts.ts";

export const documentHandlers = (parts: Parts): JobHandlers => ({
  [documentQueue]: ({ orderId }) =>
    makeDocument({ core: parts.core, store: parts.store, makers: documentMakers(parts) }, String(orderId)),
});

/** By kind. */
const documentMakers = ({ core, translate }: Parts): Readonly<Record<string, DocumentMaker>> => ({
  [pollExportKind]: makePollWorkbook({ core, translate }),
  [actDocument]: makeAct(core, translate),
  [reportDocument]: makeReport(core, translate),
});
