import { t } from "../../../chat/text.ts";
import type { MeetingPapers, PaperLine } from "../../../core/meetings/meeting-papers.ts";
import { type SheetPen, sheetPdf } from "../sheet.ts";
import { denseTable, toSign } from "./dense-table.ts";
import type { PaperWords } from "./words.ts";

/** Signs that stand in any language for what was chosen. */
const signs = { for: "+", against: "−", abstain: "0", spoiled: "×" } as const;

/** The register of voters: who may vote with what weight, and whether they have; open choices as signs. */
export const registerTable = async (
  pen: SheetPen,
  { card, lines }: MeetingPapers,
  words: PaperWords,
  { choices }: { choices: boolean },
): Promise<void> => {
  if (choices) pen.paragraph(words.doc("register.signs"), { soft: true, size: 8 });
  const kinds = new Map(
    [...new Set(lines.map(({ kind }) => kind))].map((kind) => [kind, words.doc(`kind.${kind}`)]),
  );
  const voted = (line: PaperLine): string => {
    if (line.via === null) return "";
    return words.doc(`register.via-${line.via}`, { index: line.ballot ?? 0 });
  };
  // Room for eleven signs side by side; a longer agenda takes it from the names.
  const close = card.questions.length > 5;
  const more = choices && card.questions.length > 11 ? 0.08 : 0;
  const marks = ({ answers }: PaperLine): string =>
    answers ? card.questions.map(({ id }) => signs[answers[id] ?? "spoiled"]).join(close ? "" : " ") : "";
  await denseTable(
    pen,
    [
      { head: words.doc("register.unit"), share: 0.13 },
      { head: words.doc("register.owner"), share: 0.28 - more },
      { head: words.doc("register.share"), share: 0.08, align: "right" },
      { head: words.doc("register.weight"), share: 0.14, align: "right" },
      { head: words.doc("register.voted"), share: choices ? 0.25 : 0.37 },
      ...(choices ? [{ head: words.doc("register.choices"), share: 0.12 + more }] : []),
    ],
    lines.map((line) => [
      `${kinds.get(line.kind) ?? ""} ${line.unit}`,
      line.owner ?? words.doc("register.nobody"),
      line.share,
      words.weight(line.weight),
      voted(line),
      ...(choices ? [marks(line)] : []),
    ]),
  );
};

/** The register as a paper of its own; before the end without a word of what was chosen. */
export const registerPdf = (papers: MeetingPapers, words: PaperWords): Promise<Buffer> => {
  const { meeting, address, title } = papers.card;
  const heading = words.doc("register.title", { number: meeting.number });
  return sheetPdf(
    { title: heading, language: words.language, foot: `${address} · ${title}` },
    async (pen) => {
      pen.heading(heading, 15);
      pen.paragraph(`${address}. ${title}`);
      pen.paragraph(
        words.say(t("meetings.doc.register.total", { all: words.weight(meeting.totals?.all.weight ?? 0n) })),
      );
      const ended = meeting.state === "counted" || meeting.state === "minutes";
      await registerTable(pen, papers, words, { choices: ended && !meeting.secret });
    },
  );
};

/** The list on which owners sign that the notice reached them. */
export const deliveryPdf = (papers: MeetingPapers, words: PaperWords): Promise<Buffer> => {
  const { card, lines } = papers;
  const heading = words.doc("delivery.title", { number: card.meeting.number });
  const foot = `${card.address} · ${card.title}`;
  return sheetPdf({ title: heading, language: words.language, foot }, async (pen) => {
    pen.heading(heading, 15);
    pen.paragraph(`${card.address}. ${card.title}`);
    await denseTable(
      pen,
      [
        { head: words.doc("register.unit"), share: 0.14 },
        { head: words.doc("register.owner"), share: 0.36 },
        { head: words.doc("register.share"), share: 0.1, align: "right" },
        { head: words.doc("delivery.day"), share: 0.15 },
        { head: words.doc("delivery.signature"), share: 0.25 },
      ],
      lines.map(({ unit, owner, share }) => [
        unit,
        owner ?? words.doc("register.nobody"),
        share,
        "____________",
        "______________________",
      ]),
      toSign,
    );
  });
};
