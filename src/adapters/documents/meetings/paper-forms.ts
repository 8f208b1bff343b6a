import { setImmediate as breathe } from "node:timers/promises";
import { plain, t } from "../../../chat/text.ts";
import type { MeetingPapers } from "../../../core/meetings/meeting-papers.ts";
import { write } from "../lettering.ts";
import { colours, page } from "../paper.ts";
import { type SheetPen, sheetPdf } from "../sheet.ts";
import type { PaperWords } from "./words.ts";

const offered = ["for", "against", "abstain"] as const;

/** The notice of a meeting, to be hung up and handed out. */
export const noticePdf = (papers: MeetingPapers, words: PaperWords): Promise<Buffer> => {
  const { card } = papers;
  const { meeting } = card;
  const heading = words.doc("notice.title", { number: meeting.number });
  const handedIn: [string, string] = [
    words.doc("notice.where"),
    words.doc("notice.where-value", { company: plain(card.company) }),
  ];
  return sheetPdf({ title: heading, language: words.language, foot: card.company }, (pen) => {
    pen.heading(heading, 17);
    pen.paragraph(
      words.doc("notice.called", {
        house: plain(card.address),
        title: plain(card.title),
        company: plain(card.company),
      }),
      { size: 11 },
    );
    pen.pairs([
      [words.doc("minutes.voting"), `${words.at(meeting.opensAt)} – ${words.at(meeting.closesAt)}`],
      ...(meeting.secret ? [] : [handedIn]),
      [words.doc("minutes.snapshot"), meeting.snapshotAt ? words.at(meeting.snapshotAt) : "—"],
    ]);
    pen.heading(words.doc("minutes.agenda"), 13);
    for (const { position, title, proposal, kind } of card.questions) {
      pen.paragraph(`${position}. ${title}`, { bold: true });
      pen.paragraph(words.doc("minutes.proposed", { proposal: plain(proposal) }));
      pen.paragraph(
        words.doc("minutes.needed", { rule: t(`meetings.kind.${meeting.policy.pack}.${kind}`) }),
        { soft: true },
      );
    }
    pen.heading(words.doc("notice.how"), 13);
    pen.paragraph(words.doc(meeting.secret ? "notice.how-secret" : "notice.how-paper"));
    if (meeting.policy.chatAdvises) pen.paragraph(words.doc("advice"));
    else if (!meeting.secret) pen.paragraph(words.doc("notice.how-chat"));
    pen.paragraph(words.doc("notice.proxy"));
  });
};

/** A decision form for every owner, each on a page of its own, with all the owner's units. */
export const decisionsPdf = async (
  papers: MeetingPapers,
  words: PaperWords,
  progressed: (done: number, total: number) => Promise<void>,
): Promise<Buffer> => {
  const { card, lines } = papers;
  const title = words.doc("decision.title", { number: card.meeting.number });
  const owners = new Map<string, typeof lines>();
  for (const line of lines) {
    if (line.owner === null) continue;
    const key = line.person ?? line.owner;
    owners.set(key, [...(owners.get(key) ?? []), line]);
  }
  return sheetPdf({ title, language: words.language, foot: card.address }, async (pen) => {
    let done = 0;
    for (const own of owners.values()) {
      if (done > 0) pen.need(page.height);
      drawDecision(pen, papers, own, words);
      done += 1;
      if (done % 5 === 0) await breathe();
      if (done % 500 === 0) await progressed(done, owners.size);
    }
  });
};

const drawDecision = (
  pen: SheetPen,
  { card }: MeetingPapers,
  own: MeetingPapers["lines"],
  words: PaperWords,
): void => {
  const { meeting } = card;
  const [first] = own;
  pen.heading(words.doc("decision.title", { number: meeting.number }), 15);
  pen.paragraph(`${card.address}. ${card.title}`);
  pen.pairs([
    [words.doc("decision.owner"), first?.owner ?? ""],
    [
      words.doc("decision.units"),
      own
        .map(({ unit, kind, share, weight }) =>
          words.doc("decision.unit", {
            unit: `${words.doc(`kind.${kind}`)} ${unit}`,
            share,
            weight: words.weight(weight),
          }),
        )
        .join("; "),
    ],
    [words.doc("decision.deed"), "____________________________________________"],
    [words.doc("decision.until"), words.at(meeting.closesAt)],
  ]);
  pen.space(6);
  for (const { position, title, proposal } of card.questions) {
    pen.need(70);
    pen.paragraph(`${position}. ${title}`, { bold: true });
    pen.paragraph(proposal);
    drawBoxes(pen, words);
  }
  pen.paragraph(words.doc("decision.one-mark"), { soft: true });
  pen.signatures([words.doc("decision.signature")]);
};

const drawBoxes = (pen: SheetPen, words: PaperWords): void => {
  const y = pen.y() + 2;
  for (const [at, choice] of offered.entries()) {
    const x = page.margin + at * 150;
    pen.paper.rect(x, y, 13, 13).lineWidth(1).stroke(colours.text);
    write(pen.paper, words.say(t(`meetings.choice.${choice}`)), {
      x: x + 20,
      y: y + 1,
      width: 125,
      size: 10,
    });
  }
  pen.moveTo(y + 24);
};
