import { type Text, type TextParam, t } from "../../../chat/text.ts";
import type { LetterHead } from "../../../core/directory/letters/letter.ts";
import { drawBand, drawFoot, drawSteps } from "../draw-parts.ts";
import { drawQr } from "../draw-qr.ts";
import { write } from "../lettering.ts";
import { colours, innerWidth, type Paper, page } from "../paper.ts";

const qrSize = 262;

/** The sheet for the lobby. It holds no code: everybody can read it. */
export const drawPoster = (paper: Paper, head: LetterHead, say: (text: Text) => string): void => {
  paper.addPage();
  const word = (key: string, params?: Record<string, TextParam>) => say(t(`directory.poster.${key}`, params));
  const x = page.margin;
  const centred = { x, width: innerWidth, align: "center" } as const;
  drawBand(paper, { company: head.company, heading: word("heading"), size: 33, lines: 1, height: 112 });
  write(paper, head.address, { ...centred, y: 142, size: 15, font: "bold", colour: colours.dark, lines: 1 });
  write(paper, word("what"), { ...centred, y: 170, size: 13, lineGap: 4, lines: 3 });
  write(paper, word("scan"), { ...centred, y: 232, size: 10.5, colour: colours.soft, lines: 1 });

  const qrX = (page.width - qrSize) / 2;
  const qrY = 254;
  paper.roundedRect(qrX, qrY, qrSize, qrSize, 12).lineWidth(1.5).stroke(colours.main);
  drawQr(paper, `https://t.me/${head.botUsername}`, qrX + 5, qrY + 5, qrSize - 10);
  const bot = {
    ...centred,
    y: qrY + qrSize + 10,
    size: 19,
    font: "bold",
    colour: colours.main,
    lines: 1,
  } as const;
  write(paper, `@${head.botUsername}`, bot);

  const top = qrY + qrSize + 52;
  write(paper, word("how"), { x, y: top, width: innerWidth, size: 15, font: "bold", colour: colours.dark });
  const ways = [word("by-letter"), word("by-phone"), word("by-asking")];
  drawSteps(paper, ways, { x, y: top + 30, width: innerWidth, size: 12.5 });
  drawFoot(paper, word("foot"));
};
