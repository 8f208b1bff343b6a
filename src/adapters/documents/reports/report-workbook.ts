import { labelText } from "../../../chat/reports/report-view.ts";
import { type Text, type Translate, t } from "../../../chat/text.ts";
import type { Report } from "../../../core/reports/read-report.ts";
import type { ReportLine } from "../../../core/reports/report-line.ts";
import { type Cell, workbook } from "../workbook.ts";

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

/** All lines and all figures of a report. */
export const reportWorkbook = (report: Report, language: string, translate: Translate): Promise<Buffer> => {
  const say = (text: Text): string => translate(text, language);
  const { by, from, to } = report.question;
  return workbook([
    {
      name: say(t(`reports.by.${by}`)),
      title: say(
        t("reports.title", { company: report.company, period: from === to ? from : `${from} – ${to}` }),
      ),
      columns: [
        { head: say(t(`reports.by.${by}`)), width: 34 },
        ...columns.map((column) => ({ head: say(t(`reports.sheet.${column}`)), width: 15 })),
      ],
      rows: report.lines.map((line) => [say(labelText(line.label)), ...figures(line)]),
      totals: [say(t("reports.total")), ...figures(report.total)],
    },
  ]);
};

const figures = (line: ReportLine): Cell[] => [
  line.filed,
  line.done,
  line.reactInTime,
  line.reactLate,
  line.reactMinutes,
  line.fixInTime,
  line.fixLate,
  line.fixMinutes,
  line.rating === null ? null : { hundredths: line.rating },
  { hundredths: line.labour },
  { hundredths: line.material },
  { hundredths: line.planned },
];
