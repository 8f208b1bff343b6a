import { moment, type Text, type Translate, t } from "../../../chat/text.ts";
import {
  type DeliveryReport,
  deliveryReport,
  paperUnits,
} from "../../../core/announcements/delivery-report.ts";
import { type AnnouncementDeps, unitsForPaper } from "../../../core/announcements/preview-announcement.ts";
import type { DocumentMaker } from "../../../core/documents/make-document.ts";
import { fileName } from "../../../core/files/file-name.ts";

/** A notice to be put on a door or into a letter box, and on a page of its own where it has to be carried to. */
export const paperMaker =
  (deps: AnnouncementDeps & { translate: Translate }): DocumentMaker =>
  async ({ params, language }) => {
    const { core, translate } = deps;
    const announcementId = String(params.announcementId);
    const now = core.clock.now();
    const report = await deliveryReport(core.database.read, core.vault, { announcementId, now });
    if (!report) return { ok: false, refusal: "gone" };
    const say = (text: Text): string => translate(text, language);
    const title = say(t("announcements.document.paper", { number: report.announcement.number }));
    const bytes = await draw(report, await unitsOf(deps, report), { say, translate, title, language });
    return { ok: true, files: [{ name: fileName(title, "pdf"), mime: "application/pdf", bytes }] };
  };

/** Before it is sent those who can't be told, after it those who were not. */
const unitsOf = async (deps: AnnouncementDeps, report: DeliveryReport): Promise<string[]> =>
  report.announcement.startedAt
    ? paperUnits(report).map(({ address, unit }) => `${address}, ${unit}`)
    : unitsForPaper(deps, report.announcement);

const draw = async (
  { shown }: DeliveryReport,
  units: readonly string[],
  {
    say,
    translate,
    title,
    language,
  }: { say(text: Text): string; translate: Translate; title: string; language: string },
): Promise<Buffer> => {
  // The drawing of PDF takes half a second to load, and is seldom wanted.
  const { sheetPdf } = await import("../sheet.ts");
  return sheetPdf({ title, language, foot: shown.company }, (pen) => {
    for (const [written, words] of Object.entries(shown.texts)) {
      const inIt = (text: Text): string => translate(text, written);
      pen.heading(words.title, 26);
      for (const paragraph of words.body.split("\n")) pen.paragraph(paragraph, { size: 15 });
      if (shown.beginsAt || shown.endsAt)
        pen.paragraph(
          [shown.beginsAt, shown.endsAt]
            .filter((at) => at !== null)
            .map((at) => inIt(t("chat.moment", { at: moment(at, shown.timeZone) })))
            .join(" – "),
          { bold: true, size: 15 },
        );
      pen.space(24);
    }
    pen.paragraph(shown.company, { soft: true, size: 12 });
    if (units.length === 0) return;
    pen.need(10_000);
    pen.heading(say(t("announcements.paper.carry", { count: units.length })));
    for (const unit of units) pen.paragraph(`☐ ${unit}`, { size: 12 });
  });
};
