import type { ReportAsked } from "../../core/reports/ask-report.ts";
import type { Report } from "../../core/reports/read-report.ts";
import type { ReportLine } from "../../core/reports/report-line.ts";
import { shiftMonth } from "../../core/reports/report-period.ts";
import { groupings } from "../../core/reports/report-question.ts";
import { action } from "../action.ts";
import { monthText } from "../billing/words.ts";
import { categoryWord } from "../requests/words.ts";
import { joined, money, plain, type Text, t } from "../text.ts";
import type { Block, Button, View } from "../view.ts";

/** Lines that a chat message shows; the file has all. */
const mostLines = 15;

const columns = ["filed", "react", "fix", "cost"] as const;

/** A readable table, and buttons to turn it, to page through months and to get it as a file. */
export const reportView = (report: Report): View => ({
  blocks: reportBlocks(report),
  buttons: [
    groupings.map(
      (by): Button => ({
        label: t(`reports.by.${by}`),
        ...(by === report.question.by ? { style: "primary" } : {}),
        do: { action: reportAction({ ...report.question, by }) },
      }),
    ),
    monthButtons(report.question),
    [{ label: t("reports.button.file"), do: { action: reportAction(report.question, "rp.file") } }],
  ],
});

/**
 * The same without buttons, for a message that nobody asked for. How many were reacted to and done in time stands with
 * the mean times; planned costs have a column where anything was planned.
 */
export const reportBlocks = ({ question, lines, total, currency, company }: Report): Block[] => {
  const heading: Block = {
    type: "heading",
    text: t("reports.title", { company, period: periodText(question) }),
  };
  if (lines.length === 0) return [heading, { type: "text", text: t("reports.empty") }];
  const sum = (minor: bigint): Text => t("costs.sum", { sum: money(minor, currency) });
  const planned = total.planned > 0n;
  const row = (label: Text, line: ReportLine): Text[] => [
    label,
    plain(String(line.filed)),
    timed(line.reactInTime, line.reactLate, line.reactMinutes),
    timed(line.fixInTime, line.fixLate, line.fixMinutes),
    sum(line.labour + line.material),
    ...(planned ? [sum(line.planned)] : []),
  ];
  const names = planned ? [...columns, "planned"] : columns;
  const table: Block = {
    type: "table",
    head: [t(`reports.by.${question.by}`), ...names.map((column) => t(`reports.column.${column}`))],
    numeric: names.map((_, at) => at + 1),
    rows: [
      ...lines.slice(0, mostLines).map((line) => row(labelText(line.label), line)),
      row(t("reports.total"), total),
    ],
  };
  const rest = lines.length - mostLines;
  const legend: Block = { type: "note", text: t("reports.legend") };
  return [
    heading,
    table,
    ...(rest > 0 ? [{ type: "note", text: t("reports.more", { count: rest }) } as const] : []),
    legend,
  ];
};

/** "October 2026", or the first and the last month. */
export const periodText = ({ from, to }: { from: string; to: string }): Text =>
  from === to ? monthText(from) : joined(" – ", monthText(from), monthText(to));

export const labelText = (label: Report["lines"][number]["label"]): Text => {
  if (label.kind === "plain") return plain(label.text);
  if (label.kind === "month") return monthText(label.month);
  return label.kind === "category" ? categoryWord(label.title) : t("reports.nobody");
};

/** Whole percent of those that were in time, and how long it took on average; a dash where none was due. */
const timed = (inTime: number, late: number, minutes: number | null): Text => {
  const part = share(inTime, late);
  return minutes === null ? part : joined(" · ", part, span(minutes));
};

const share = (inTime: number, late: number): Text =>
  inTime + late === 0 ? plain("—") : plain(`${Math.round((100 * inTime) / (inTime + late))} %`);

/** Minutes as hours or days, as people say them. */
const span = (minutes: number): Text => {
  if (minutes < 120) return t("reports.span.minutes", { count: minutes });
  if (minutes < 48 * 60) return t("reports.span.hours", { count: Math.round(minutes / 60) });
  return t("reports.span.days", { count: Math.round(minutes / (24 * 60)) });
};

export const reportAction = ({ by, from, to }: ReportAsked, route = "rp.show") => action(route, by, from, to);

const monthButtons = ({ by, from, to }: ReportAsked): Button[] => {
  const earlier = shiftMonth(from, -1);
  const later = shiftMonth(to, 1);
  const yearAgo = shiftMonth(to, -11);
  const button = (label: Text, range: { from: string; to: string }): Button => ({
    label,
    do: { action: reportAction({ by, ...range }) },
  });
  return [
    button(joined(" ", plain("←"), monthText(earlier)), { from: earlier, to: earlier }),
    button(t("reports.button.year"), { from: yearAgo, to }),
    button(joined(" ", monthText(later), plain("→")), { from: later, to: later }),
  ];
};
