import { type Translate, t } from "../../../chat/text.ts";
import type { DocumentFile, DocumentMaker, DocumentTask } from "../../../core/documents/make-document.ts";
import { fileName } from "../../../core/files/file-name.ts";
import { type MeetingPapers, meetingPapers } from "../../../core/meetings/meeting-papers.ts";
import type { Core } from "../../../core/work/core.ts";
import { workbookMime } from "../workbook.ts";
import { type PaperWords, paperWords } from "./words.ts";

export interface MeetingMakerDeps {
  core: Core;
  translate: Translate;
}

/** Languages in which minutes are drawn up, whatever the company's is. */
const minutesLanguages = ["ru", "en"] as const;

type Draw = (
  papers: MeetingPapers,
  words: PaperWords,
  task: DocumentTask,
) => Promise<readonly DocumentFile[]>;

/** The papers of owners' meetings, by kind. The drawing is loaded when one is wanted. */
export const meetingMakers = ({
  core,
  translate,
}: MeetingMakerDeps): Readonly<Record<string, DocumentMaker>> => {
  const maker =
    (draw: Draw): DocumentMaker =>
    async (task) => {
      const papers = await meetingPapers(core.database.read, core.vault, String(task.params.meetingId));
      if (!papers || papers.card.meeting.companyId !== task.companyId) return { ok: false, refusal: "gone" };
      const files = await draw(papers, paperWords(papers, translate, task.language), task);
      return files.length > 0 ? { ok: true, files } : { ok: false, refusal: "empty" };
    };
  return {
    "meetings:minutes": maker(async (papers) => {
      const { minutesPdf } = await import("./draw-minutes.ts");
      const files: DocumentFile[] = [];
      for (const language of minutesLanguages) {
        const words = paperWords(papers, translate, language);
        const bytes = await minutesPdf(papers, words);
        if (bytes) files.push(pdf(`${named("minutes", papers, words)} ${language}`, bytes));
      }
      return files;
    }),
    "meetings:record": maker(async (papers, words) => {
      const { minutesPdf } = await import("./draw-minutes.ts");
      const bytes = await minutesPdf(papers, words, { naming: false });
      return bytes ? [pdf(named("minutes", papers, words), bytes)] : [];
    }),
    "meetings:register": maker(async (papers, words) => {
      const { registerPdf } = await import("./register-table.ts");
      return [pdf(named("register", papers, words), await registerPdf(papers, words))];
    }),
    "meetings:papers": maker(async (papers, words, task) => {
      const { decisionsPdf, noticePdf } = await import("./paper-forms.ts");
      const { deliveryPdf } = await import("./register-table.ts");
      const { number, secret } = papers.card.meeting;
      return [
        pdf(words.doc("notice.title", { number }), await noticePdf(papers, words)),
        pdf(words.doc("delivery.title", { number }), await deliveryPdf(papers, words)),
        ...(secret
          ? []
          : [
              pdf(
                words.doc("decision.title", { number }),
                await decisionsPdf(papers, words, task.progressed),
              ),
            ]),
      ];
    }),
    "meetings:results": maker(async (papers, words) => {
      const { resultChart } = await import("./result-chart.ts");
      const { resultWorkbook } = await import("./result-workbook.ts");
      const name = named("results", papers, words);
      const chart = await resultChart(papers, words);
      return [
        ...(chart ? [{ name: fileName(name, "png"), mime: "image/png", bytes: chart }] : []),
        { name: fileName(name, "xlsx"), mime: workbookMime, bytes: await resultWorkbook(papers, words) },
      ];
    }),
  };
};

const titles = {
  papers: "meetings.document.papers",
  register: "meetings.document.register",
  results: "meetings.document.results",
  minutes: "meetings.document.minutes",
} as const;

const named = (what: keyof typeof titles, { card }: MeetingPapers, { say }: PaperWords): string =>
  say(t(titles[what], { number: card.meeting.number }));

const pdf = (name: string, bytes: Buffer): DocumentFile => ({
  name: fileName(name, "pdf"),
  mime: "application/pdf",
  bytes,
});
