import { paperMaker } from "../adapters/documents/announcements/paper-notice.ts";
import { reportMaker } from "../adapters/documents/announcements/report-workbook.ts";
import { makeAgeingChart } from "../adapters/documents/billing/make-ageing-chart.ts";
import { makeDebtorsWorkbook } from "../adapters/documents/billing/make-debtors-workbook.ts";
import { makeMonthWorkbook } from "../adapters/documents/billing/make-month-workbook.ts";
import { makeAct } from "../adapters/documents/costs/make-act.ts";
import { meetingMakers } from "../adapters/documents/meetings/makers.ts";
import { makePollWorkbook } from "../adapters/documents/polls/make-poll-workbook.ts";
import { makeReport } from "../adapters/documents/reports/make-report.ts";
import { deliveryReportDocument, paperNoticeDocument } from "../core/announcements/documents.ts";
import { actDocument } from "../core/costs/order-act.ts";
import { type DocumentMaker, makeDocument } from "../core/documents/make-document.ts";
import { documentQueue } from "../core/documents/order-document.ts";
import { pollExportKind } from "../core/polls/order-export.ts";
import { reportDocument } from "../core/reports/order-report.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import { announcementDeps } from "./announcements.ts";
import type { Parts } from "./parts.ts";
import { receiptMakers } from "./receipt-makers.ts";

export const documentHandlers = (parts: Parts): JobHandlers => ({
  [documentQueue]: ({ orderId }) =>
    makeDocument({ core: parts.core, store: parts.store, makers: documentMakers(parts) }, String(orderId)),
});

/** By kind. */
const documentMakers = (parts: Parts): Readonly<Record<string, DocumentMaker>> => {
  const { core, translate } = parts;
  return {
    "billing:ageing": makeAgeingChart(core, translate),
    "billing:debtors": makeDebtorsWorkbook(core, translate),
    "billing:month": makeMonthWorkbook(core.database.read, translate),
    ...meetingMakers({ core, translate }),
    ...receiptMakers(parts),
    [actDocument]: makeAct(core, translate),
    [deliveryReportDocument]: reportMaker(parts),
    [paperNoticeDocument]: paperMaker({ ...announcementDeps(parts), translate }),
    [pollExportKind]: makePollWorkbook({ core, translate }),
    [reportDocument]: makeReport(core, translate),
  };
};
