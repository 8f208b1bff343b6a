import type { Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { groupLabels, type ReportLabel } from "./group-labels.ts";
import { type ReportLine, summarise } from "./report-line.ts";
import { periodOf } from "./report-period.ts";
import type { ReportQuestion } from "./report-question.ts";
import { reportedCosts } from "./reported-costs.ts";
import { reportedRequests } from "./reported-requests.ts";

export interface Report {
  question: ReportQuestion;
  company: string;
  timeZone: string;
  currency: string;
  lines: (ReportLine & { label: ReportLabel })[];
  total: ReportLine;
}

/** Requests filed within the period, and what was spent on requests within it. Does not authorise. */
export const readReport = async (
  read: Db,
  vault: Vault,
  question: ReportQuestion,
  now: Date,
): Promise<Report> => {
  const company = await read.company.findUniqueOrThrow({ where: { id: question.companyId } });
  const { name, timeZone, currency } = company;
  const asked = { ...question, ...periodOf(question, timeZone), timeZone };
  const requests = await reportedRequests(read, asked);
  const costs = await reportedCosts(read, asked);
  const { lines, total } = summarise(requests, costs, now);
  const labels = await groupLabels(read, vault, question.by, lines);
  const sorted = lines
    .map((line) => ({ ...line, label: labels.get(line.group) ?? { kind: "none" as const } }))
    .toSorted((a, b) =>
      question.by === "month"
        ? a.group.localeCompare(b.group)
        : b.filed - a.filed || a.group.localeCompare(b.group),
    );
  return { question, company: name, timeZone, currency, lines: sorted, total };
};
