import type { ReportAsked } from "../../core/reports/ask-report.ts";
import type { Report } from "../../core/reports/read-report.ts";
import type { ReportLine } from "../../core/reports/report-line.ts";
import { shiftMonth } from "../../core/reports/report-period.ts";
import { groupings } from "../../core/reports/report-question.ts";
import { action } from "../action.ts";
import { categoryWord } from "../requests/words.ts";
import { money, plain, type Text, t } from "../text.ts";
import type { Block, Button, View } from "../view.ts";

/** Lines that a chat message shows; the file has all. */
const mostLines = 15;

const columns = ["filed", "in-time", "fix", "cost"] as const;

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

/** The same without buttons, for a message that nobody asked for. */
export const reportBlocks = ({ question, lines, total, currency, company }: Report): Block[] => {
  const period = question.from === question.to ? question.from : `${question.from} – ${question.to}`;
  const row = (label: Text, line: ReportLine): Text[] => [
    label,
    plain(String(line.filed)),
    share(line.fixInTime, line.fixLate),
    span(line.fixMinutes),
    t("costs.sum", { sum: money(line.labour + line.material, currency) }),
  ];
  const heading: Block = { type: "heading", text: t("reports.title", { company, period: plain(period) }) };
  if (lines.length === 0) return [heading, { type: "text", text: t("reports.empty") }];
  const table: Block = {
    type: "table",
    head: [t(`reports.by.${question.by}`), ...columns.map((column) => t(`reports.column.${column}`))],
    numeric: [1, 2, 3, 4],
    rows: [
      ...lines.slice(0, mostLines).map((line) => row(labelText(line.label), line)),
      row(t("reports.total"), total),
    ],
  };
  const rest = lines.length - mostLines;
  return rest > 0
    ? [heading, table, { type: "note", text: t("reports.more", { count: rest }) }]
    : [heading, table];
};

export const labelText = (label: Report["lines"][number]["label"]): Text => {
  if (label.kind === "plain") return plain(label.text);
  return label.kind === "category" ? categoryWord(label.title) : t("reports.nobody");
};

/** Whole percent of those that were in time; a dash where none was due. */
export const share = (inTime: number, late: number): Text =>
  inTime + late === 0 ? plain("—") : plain(`${Math.round((100 * inTime) / (inTime + late))} %`);

/** Minutes as hours or days, as people say them. */
export const span = (minutes: number | null): Text => {
  if (minutes === null) return plain("—");
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
    button(plain(`← ${earlier}`), { from: earlier, to: earlier }),
    button(t("reports.button.year"), { from: yearAgo, to }),
    button(plain(`${later} →`), { from: later, to: later }),
  ];
};
