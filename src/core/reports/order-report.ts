import { orderDocument } from "../documents/order-document.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Address } from "../platform.ts";
import type { Work } from "../work/work.ts";
import { questionOf, type ReportAsked, type ReportRefusal } from "./ask-report.ts";

/** The kind of document with the whole table and its charts. */
export const reportDocument = "reports:requests";

/** The report as XLSX with charts, into a private chat: what one may see not all who read a channel may. */
export const orderReport = async (
  work: Work,
  asked: ReportAsked,
  to: { address: Address; language: string },
): Promise<Outcome<{ orderId: string }, ReportRefusal>> => {
  const question = await questionOf(work, asked);
  if (!question.ok) return question;
  const { companyId, buildingIds, ...rest } = question.value;
  const params = { ...rest, buildingIds: buildingIds === null ? null : buildingIds.join(" ") };
  return done({ orderId: await orderDocument(work, { companyId, kind: reportDocument, params, ...to }) });
};
