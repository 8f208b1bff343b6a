import { paperMaker } from "../adapters/documents/announcements/paper-notice.ts";
import { reportMaker } from "../adapters/documents/announcements/report-workbook.ts";
import { makeAct } from "../adapters/documents/costs/make-act.ts";
import { makeReport } from "../adapters/documents/reports/make-report.ts";
import { deliveryReportDocument, paperNoticeDocument } from "../core/announcements/documents.ts";
import { actDocument } from "../core/costs/order-act.ts";
import { type DocumentMaker, makeDocument } from "../core/documents/make-document.ts";
import { documentQueue } from "../core/documents/order-document.ts";
import { reportDocument } from "../core/reports/order-report.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import { announcementDeps } from "./announcements.ts";
import type { Parts } from "./parts.ts";

export const documentHandlers = (parts: Parts): JobHandlers => ({
  [documentQueue]: ({ orderId }) =>
    makeDocument({ core: parts.core, store: parts.store, makers: documentMakers(parts) }, String(orderId)),
});

/** By kind. */
const documentMakers = (parts: Parts): Readonly<Record<string, DocumentMaker>> => ({
  [actDocument]: makeAct(parts.core, parts.translate),
  [deliveryReportDocument]: reportMaker(parts),
  [paperNoticeDocument]: paperMaker({ ...announcementDeps(parts), translate: parts.translate }),
  [reportDocument]: makeReport(parts.core, parts.translate),
});
