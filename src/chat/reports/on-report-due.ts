import type { Address } from "../../core/platform.ts";
import { readReport } from "../../core/reports/read-report.ts";
import type { Subscriber } from "../../core/work/core.ts";
import type { ChatSettings } from "../settings.ts";
import { t } from "../text.ts";
import type { View } from "../view.ts";
import { reportBlocks } from "./report-view.ts";

interface Reader {
  personId: string;
  buildingIds: string[] | null;
  language: string;
  address: Address;
}

/** Sends the week's report: to the staff channel, and privately to each board member on their houses. Once each. */
export const onReportDue =
  ({ staffChannel }: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type !== "report.due") return;
    const { companyId, week, month, readers } = event;
    const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
    const address = { platform: "slack", chatId: staffChannel ?? "" } as const;
    const staff: Reader[] = staffChannel ? [{ personId: "staff", buildingIds: null, language, address }] : [];
    for (const reader of [...staff, ...readers]) {
      const question = {
        companyId,
        buildingIds: reader.buildingIds,
        by: "category",
        from: month,
        to: month,
      } as const;
      const report = await readReport(work.tx, work.vault, question, work.now);
      const content: View = {
        blocks: [...reportBlocks(report), { type: "note", text: t("reports.weekly") }],
      };
      work.send({
        address: reader.address,
        lane: "bulk",
        language: reader.language,
        companyId,
        what: { kind: "message", content },
        dedupeKey: `weekly-report:${week}:${companyId}:${reader.personId}`,
      });
    }
  };
