import { labelText, periodText } from "../../../chat/reports/report-view.ts";
import { type Text, type Translate, t } from "../../../chat/text.ts";
import { currencyDigits } from "../../../core/billing/money/currency.ts";
import type { Report } from "../../../core/reports/read-report.ts";
import type { ReportedWork } from "../../../core/reports/read-works.ts";
import type { ReportLine } from "../../../core/reports/report-line.ts";
import { type Cell, type Sheet, workbook } from "../workbook.ts";

const columns = [
  "filed",
  "done",
  "react-in-time",
  "react-late",
  "react-minutes",
  "fix-in-time",
  "fix-late",
  "fix-minutes",
  "rating",
  "labour",
  "material",
  "planned",
] as const;

interface Reported {
  report: Report;
  works: readonly ReportedWork[];
}

/** All lines and all figures of a report, and what its costs consist of. */
export const reportWorkbook = (
  { report, works }: Reported,
  language: string,
  translate: Translate,
): Promise<Buffer> => {
  const say = (text: Text): string => translate(text, language);
  const { by } = report.question;
  const digits = currencyDigits(report.currency);
  return workbook([
    {
      name: say(t(`reports.by.${by}`)),
      title: say(t("reports.title", { company: report.company, period: periodText(report.question) })),
      columns: [
        { head: say(t(`reports.by.${by}`)), width: 34 },
        ...columns.map((column) => ({ head: say(t(`reports.sheet.${column}`)), width: 15 })),
      ],
      rows: report.lines.map((line) => [say(labelText(line.label)), ...figures(line, digits)]),
      totals: [say(t("reports.total")), ...figures(report.total, digits)],
    },
    ...(works.length > 0 ? [worksSheet({ report, works }, say)] : []),
  ]);
};

const worksSheet = ({ report, works }: Reported, say: (text: Text) => string): Sheet => ({
  name: say(t("reports.works.name")),
  title: say(t("reports.works.title", { currency: report.currency })),
  columns: [
    { head: say(t("reports.works.request")), width: 10 },
    { head: say(t("reports.by.building")), width: 34 },
    { head: say(t("reports.works.what")), width: 44 },
    { head: say(t("reports.works.kind")), width: 14 },
    { head: say(t("reports.works.quantity")), width: 12 },
    { head: say(t("reports.works.price")), width: 14 },
    { head: say(t("reports.works.amount")), width: 14 },
  ],
  rows: works.map(({ number, address, title, kind, quantity, price, amount }) => [
    number,
    address,
    title,
    say(t(`reports.sheet.${kind}`)),
    quantity / 1000,
    { minor: price, digits: currencyDigits(report.currency) },
    { minor: amount, digits: currencyDigits(report.currency) },
  ]),
});

const figures = (line: ReportLine, digits: number): Cell[] => [
  line.filed,
  line.done,
  line.reactInTime,
  line.reactLate,
  line.reactMinutes,
  line.fixInTime,
  line.fixLate,
  line.fixMinutes,
  line.rating === null ? null : { hundredths: line.rating },
  { minor: line.labour, digits },
  { minor: line.material, digits },
  { minor: line.planned, digits },
];
