import { type Translate, t } from "../../../chat/text.ts";
import type { DocumentMaker } from "../../../core/documents/make-document.ts";
import { fileName } from "../../../core/files/file-name.ts";
import { readReport } from "../../../core/reports/read-report.ts";
import { readWorks } from "../../../core/reports/read-works.ts";
import { isGrouping } from "../../../core/reports/report-question.ts";
import type { Core } from "../../../core/work/core.ts";
import { workbookMime } from "../workbook.ts";

/** Makes "reports:requests"; params: by, from, to, and buildingIds parted by spaces, null for all. */
export const makeReport =
  (core: Core, translate: Translate): DocumentMaker =>
  async ({ companyId, params, language }) => {
    const { by, buildingIds } = params;
    const question = {
      companyId,
      buildingIds: typeof buildingIds === "string" ? buildingIds.split(" ") : null,
      by: isGrouping(by) ? by : ("category" as const),
      from: String(params.from),
      to: String(params.to),
    };
    const report = await readReport(core.database.read, core.vault, question, core.clock.now());
    if (report.lines.length === 0) return { ok: false, refusal: "empty" };
    const [{ reportWorkbook }, { reportCharts }] = await Promise.all([
      import("./report-workbook.ts"),
      import("./report-charts.ts"),
    ]);
    const charts = await reportCharts(report, language, translate);
    const works = await readWorks(core.database.read, question, report.timeZone);
    const bytes = await reportWorkbook({ report, works }, language, translate);
    const title = translate(
      t("reports.document.requests", { from: question.from, to: question.to }),
      language,
    );
    return {
      ok: true,
      files: [
        ...charts.map(({ name, bytes }) => ({ name: fileName(name, "png"), mime: "image/png", bytes })),
        { name: fileName(title, "xlsx"), mime: workbookMime, bytes },
      ],
    };
  };
