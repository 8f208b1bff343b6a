import { moment, type Text, type TextParam, t } from "../../../chat/text.ts";
import type { Letter, LetterHead } from "../../../core/directory/letters/letter.ts";
import { drawBand, drawFoot, drawSteps } from "../draw-parts.ts";
import { drawQr } from "../draw-qr.ts";
import { write } from "../lettering.ts";
import { colours, innerWidth, type Paper, page } from "../paper.ts";

const qrSize = 178;
const gap = 28;
const left = innerWidth - qrSize - gap;

/** The sheet for one unit: greeting, QR code of the link, the code in letters, three steps. */
export const drawLetter = (
  paper: Paper,
  head: LetterHead,
  letter: Letter,
  say: (text: Text) => string,
): void => {
  paper.addPage();
  const word = (key: string, params?: Record<string, TextParam>) => say(t(`directory.letter.${key}`, params));
  const bot = `@${head.botUsername}`;
  const link = `https://t.me/${head.botUsername}?start=${letter.code}`;
  const x = page.margin;
  drawBand(paper, { company: head.company, heading: word("heading"), size: 27, lines: 2, height: 132 });

  write(paper, head.address, { x, y: 158, width: innerWidth, size: 11, colour: colours.soft, lines: 1 });
  const unit = word(`unit.${letter.kind}`, { unit: letter.unit });
  write(paper, unit, {
    x,
    y: 174,
    width: innerWidth,
    size: 22,
    font: "bold",
    colour: colours.dark,
    lines: 1,
  });

  const top = 222;
  const greeting = { x, y: top, width: left, size: 12.5, font: "bold", lines: 2 } as const;
  const afterGreeting = write(paper, word(`greeting.${letter.kind}`, { unit: letter.unit }), greeting);
  write(paper, word("what"), { x, y: afterGreeting + 8, width: left, size: 11, lineGap: 4, lines: 10 });

  const qrX = x + left + gap;
  paper.roundedRect(qrX, top, qrSize, qrSize, 8).lineWidth(1).stroke(colours.line);
  drawQr(paper, link, qrX + 4, top + 4, qrSize - 8);
  const caption = { x: qrX, y: top + qrSize + 8, width: qrSize, size: 9, align: "center" } as const;
  write(paper, word("scan"), { ...caption, colour: colours.soft, lines: 2 });

  drawCode(paper, letter, head, word, 446);
  write(paper, word("how"), { x, y: 556, width: innerWidth, size: 14, font: "bold", colour: colours.dark });
  const steps = [word("step-1", { bot }), word("step-2"), word("step-3")];
  drawSteps(paper, steps, { x, y: 586, width: innerWidth, size: 11.5 });
  drawFoot(paper, word("foot"));
};

const drawCode = (
  paper: Paper,
  { code, expiresAt }: Letter,
  { timeZone }: LetterHead,
  word: (key: string, params?: Record<string, TextParam>) => string,
  y: number,
): void => {
  paper.roundedRect(page.margin, y, innerWidth, 86, 10).fill(colours.tint);
  const centred = { x: page.margin + 16, width: innerWidth - 32, align: "center" } as const;
  write(paper, word("code"), { ...centred, y: y + 12, size: 9.5, colour: colours.soft, lines: 1 });
  write(paper, code, { ...centred, y: y + 27, size: 25, font: "code", colour: colours.dark, lines: 1 });
  const until = word("until", { until: moment(expiresAt, timeZone, "date") });
  write(paper, until, { ...centred, y: y + 62, size: 9.5, colour: colours.soft, lines: 1 });
};
