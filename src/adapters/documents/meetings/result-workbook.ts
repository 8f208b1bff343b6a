import { percentOf, weightDecimal } from "../../../chat/meetings/words.ts";
import { t } from "../../../chat/text.ts";
import { choices } from "../../../core/meetings/ballot.ts";
import type { MeetingPapers } from "../../../core/meetings/meeting-papers.ts";
import { type Cell, workbook } from "../workbook.ts";
import type { PaperWords } from "./words.ts";

/** Results, register and decisions as sheets; choices only after the end, and never of a secret ballot. */
export const resultWorkbook = (papers: MeetingPapers, words: PaperWords): Promise<Buffer> => {
  const { card, lines } = papers;
  const { meeting, result, questions, scale, title } = card;
  const ended = result !== null && !meeting.secret;
  const number = (weight: bigint): number => Number(weightDecimal(meeting.policy.weight, weight, scale));
  const choiceWord = (choice: string): string => words.say(t(`meetings.choice.${choice}`));
  const results = (result?.questions ?? []).map((counted): Cell[] => {
    const question = questions.find(({ id }) => id === counted.id);
    return [
      question?.position ?? null,
      question?.title ?? "",
      question?.proposal ?? "",
      ...choices.map((choice) => number(BigInt(counted[choice]))),
      Number(percentOf(BigInt(counted.for), BigInt(result?.participating ?? "0"))),
      Number(percentOf(BigInt(counted.for), BigInt(result?.all ?? "0"))),
      words.doc(counted.adopted ? "chart.adopted" : "chart.not-adopted"),
    ];
  });
  const column = (key: string, width?: number) => ({
    head: words.doc(key),
    ...(width === undefined ? {} : { width }),
  });
  return workbook([
    {
      name: words.doc("sheet.results"),
      title: `${words.say(t("meetings.document.results", { number: meeting.number }))}: ${title}`,
      columns: [
        { head: "№", width: 6 },
        column("sheet.question", 36),
        column("sheet.proposal", 50),
        ...choices.map((choice) => ({ head: choiceWord(choice) })),
        column("minutes.of-participants"),
        column("minutes.of-all"),
        column("sheet.decision", 18),
      ],
      rows: results,
    },
    {
      name: words.doc("sheet.register"),
      title: words.doc("register.title", { number: meeting.number }),
      columns: [
        column("register.unit"),
        column("register.owner", 36),
        column("register.share"),
        column("sheet.area"),
        column("register.weight"),
        column("register.voted", 24),
        ...(ended ? questions.map(({ position }) => ({ head: `№ ${position}` })) : []),
      ],
      rows: lines.map((line): Cell[] => [
        line.unit,
        line.owner ?? words.doc("register.nobody"),
        line.share,
        line.area === null ? null : { hundredths: line.area },
        number(line.weight),
        line.via === null ? "" : words.doc(`register.via-${line.via}`, { index: line.ballot ?? 0 }),
        ...(ended
          ? questions.map(({ id }) => (line.answers ? choiceWord(line.answers[id] ?? "spoiled") : ""))
          : []),
      ]),
    },
  ]);
};
