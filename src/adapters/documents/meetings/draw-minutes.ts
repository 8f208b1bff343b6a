import { percentOf, percentText } from "../../../chat/meetings/words.ts";
import { plain, t } from "../../../chat/text.ts";
import { parseFraction } from "../../../core/fraction.ts";
import { choices } from "../../../core/meetings/ballot.ts";
import type { MeetingPapers } from "../../../core/meetings/meeting-papers.ts";
import type { MeetingResult } from "../../../core/meetings/meeting-result.ts";
import { minutesLate } from "../../../core/meetings/minutes-term.ts";
import { type SheetPen, sheetPdf } from "../sheet.ts";
import { registerTable } from "./register-table.ts";
import type { PaperWords } from "./words.ts";

/**
 * The minutes of a counted meeting, with the register as an annex, or for everybody in the house: without those who
 * voted or gave a power of attorney. Null before it is counted.
 */
export const minutesPdf = async (
  papers: MeetingPapers,
  words: PaperWords,
  { naming = true }: { naming?: boolean } = {},
): Promise<Buffer | null> => {
  const { card } = papers;
  const { result } = card;
  if (!result) return null;
  const { number } = card.meeting;
  const title = words.doc("minutes.title", { number });
  const foot = words.doc("minutes.foot", { number, checksum: (card.meeting.checksum ?? "").slice(0, 16) });
  return sheetPdf({ title, language: words.language, foot }, async (pen) => {
    pen.heading(title, 16);
    pen.paragraph(words.doc("minutes.of", { house: plain(card.address), title: plain(card.title) }), {
      size: 11,
    });
    if (card.meeting.policy.chatAdvises) pen.paragraph(words.say(t("meetings.doc.advice")), { bold: true });
    pen.pairs(headPairs(papers, result, words));
    const term = minutesLate(card.meeting, card.timeZone);
    const { minutesDays } = card.meeting.policy;
    if (term) pen.paragraph(words.doc("minutes.late", { term: words.day(term), count: minutesDays }));
    pen.heading(words.doc("minutes.agenda"), 12);
    for (const { position, title: about } of card.questions) pen.paragraph(`${position}. ${about}`);
    pen.heading(words.doc("minutes.decided"), 12);
    for (const counted of result.questions) drawQuestion(pen, papers, result, counted, words);
    drawSignatures(pen, papers, words);
    drawAnnexes(pen, papers, result, words, naming);
    if (!naming) return;
    pen.heading(words.doc("register.title", { number }), 12);
    await registerTable(pen, papers, words, { choices: !card.meeting.secret });
  });
};

const headPairs = (papers: MeetingPapers, result: MeetingResult, words: PaperWords): [string, string][] => {
  const { card, head, ballots } = papers;
  const { meeting, company } = card;
  const at = (when: Date | null): string => (when ? words.at(when) : "—");
  const day = (when: Date | null): string => (when ? words.day(when) : "—");
  const percent = (part: string): string => words.say(percentWords(BigInt(part), BigInt(result.all)));
  return [
    [
      words.doc("minutes.drawn-up"),
      `${day(meeting.minutesAt ?? meeting.countedAt)}, ${head?.place ?? card.address}`,
    ],
    [words.doc("minutes.manager"), company],
    [words.doc("minutes.form"), words.doc(meeting.secret ? "minutes.form-secret" : "minutes.form-open")],
    [words.doc("minutes.called"), day(meeting.noticeAt)],
    [words.doc("minutes.snapshot"), at(meeting.snapshotAt)],
    [words.doc("minutes.voting"), `${at(meeting.opensAt)} – ${at(meeting.closesAt)}`],
    [
      words.doc("minutes.rules"),
      `${words.say(t(`meetings.pack.${meeting.policy.pack}`, { from: meeting.policy.from }))}; ${words.say(t(`meetings.counted-by.${meeting.policy.weight}`))}`,
    ],
    [words.doc("minutes.all"), words.weight(BigInt(result.all))],
    [
      words.doc("minutes.participating"),
      `${words.weight(BigInt(result.participating))} (${percent(result.participating)})`,
    ],
    [
      words.doc("minutes.ways"),
      words.doc("minutes.ways-value", {
        chat: ballots.chat,
        paper: ballots.paper,
        proxy: ballots.proxy,
        voters: meeting.voters,
      }),
    ],
    [words.doc("minutes.quorum"), quorumWords(papers, result, words)],
  ];
};

const percentWords = (part: bigint, whole: bigint) =>
  t("meetings.doc.percent", { value: decimal(percentOf(part, whole)) });

const decimal = (value: string) => ({ byLanguage: { en: value, ru: value.replace(".", ",") } });

const quorumWords = ({ card }: MeetingPapers, result: MeetingResult, words: PaperWords): string => {
  const { quorum } = card.meeting.policy;
  if (quorum === null) return words.say(t("meetings.card.no-quorum"));
  const rule = words.say(
    t(`meetings.quorum.${quorum.strict ? "more" : "least"}-${quorum.base}`, { fraction: quorum.fraction }),
  );
  return `${rule}: ${words.doc(result.quorum ? "minutes.quorum-yes" : "minutes.quorum-no")}`;
};

type Counted = MeetingResult["questions"][number];

const drawQuestion = (
  pen: SheetPen,
  papers: MeetingPapers,
  result: MeetingResult,
  counted: Counted,
  words: PaperWords,
): void => {
  const { card, binding } = papers;
  const question = card.questions.find(({ id }) => id === counted.id);
  if (!question) return;
  const { policy } = card.meeting;
  pen.need(150);
  pen.heading(`${question.position}. ${question.title}`, 11);
  pen.paragraph(words.doc("minutes.proposed", { proposal: plain(question.proposal) }));
  pen.paragraph(words.doc("minutes.needed", { rule: t(`meetings.kind.${policy.pack}.${question.kind}`) }), {
    soft: true,
  });
  for (const condition of policy.rules[question.kind] ?? [])
    pen.paragraph(
      condition.measure === "weight"
        ? thresholdWords(condition, counted, result, policy, words)
        : sharesWords(condition, counted, result, words),
      { soft: true },
    );
  // A table of four short rows is not torn apart.
  pen.need(130);
  pen.table(
    [
      { head: words.doc("minutes.choice"), share: 0.34 },
      { head: words.doc("minutes.weight"), share: 0.26, align: "right" },
      { head: words.doc("minutes.of-participants"), share: 0.2, align: "right" },
      { head: words.doc("minutes.of-all"), share: 0.2, align: "right" },
    ],
    choices.map((choice) => [
      words.say(t(`meetings.choice.${choice}`)),
      words.weight(BigInt(counted[choice])),
      words.say(percentWords(BigInt(counted[choice]), BigInt(result.participating))),
      words.say(percentWords(BigInt(counted[choice]), BigInt(result.all))),
    ]),
  );
  const decided = counted.adopted ? "adopted" : "not-adopted";
  const alone = binding?.questions.find(({ id }) => id === counted.id);
  if (!binding || !alone) {
    pen.paragraph(words.doc(`minutes.${decided}`), { bold: true });
    return;
  }
  pen.paragraph(words.doc(`minutes.advised-${decided}`));
  pen.paragraph(
    words.doc(`minutes.binding-${bindingWord(binding.quorum, alone.adopted)}`, {
      for: words.weight(BigInt(alone.for)),
      against: words.weight(BigInt(alone.against)),
      abstain: words.weight(BigInt(alone.abstain)),
    }),
    { bold: true },
  );
};

const bindingWord = (quorum: boolean, adopted: boolean): string =>
  quorum ? (adopted ? "adopted" : "not-adopted") : "no-quorum";

/** What had to be reached, as a weight: rounded for people; the decision itself is exact. */
const thresholdWords = (
  { base, fraction: text, strict }: { base: string; fraction: string; strict: boolean },
  counted: Counted,
  result: MeetingResult,
  policy: { abstentions: string; spoiled: string },
  words: PaperWords,
): string => {
  const wholes: Record<string, bigint> = {
    all: BigInt(result.all),
    eligible: BigInt(result.eligible),
    cast: BigInt(counted.for) + BigInt(counted.against),
    participants:
      BigInt(result.participating) -
      (policy.abstentions === "ignored" ? BigInt(counted.abstain) : 0n) -
      (policy.spoiled === "ignored" ? BigInt(counted.spoiled) : 0n),
  };
  const asked = parseFraction(text);
  const whole = wholes[base] ?? 0n;
  const least = text === "1/1" ? "minutes.threshold-whole" : "minutes.threshold-least";
  return words.doc(strict ? "minutes.threshold-more" : least, {
    fraction: text,
    whole: words.weight(whole),
    wanted: asked ? words.weight(whole * asked.numerator, asked.denominator) : words.weight(whole),
    for: words.weight(BigInt(counted.for)),
  });
};

/** What part of the house's shares was for, where the rule asks for that too. */
const sharesWords = (
  { fraction: text, strict }: { fraction: string; strict: boolean },
  counted: Counted,
  result: MeetingResult,
  words: PaperWords,
): string =>
  words.doc(strict ? "minutes.shares-more" : "minutes.shares-least", {
    fraction: text,
    percent: percentText(BigInt(counted.forShares), BigInt(result.allShares)),
  });

const drawSignatures = (pen: SheetPen, { head }: MeetingPapers, words: PaperWords): void => {
  pen.need(130);
  pen.space(10);
  const line = (role: string, name: string | undefined): string =>
    `${words.doc(`minutes.${role}`)}: ${name ?? ""}`;
  pen.signatures([
    line("chair", head?.chair),
    line("secretary", head?.secretary),
    line("counters", head?.counters),
  ]);
};

const drawAnnexes = (
  pen: SheetPen,
  { card, proxies, scans }: MeetingPapers,
  result: MeetingResult,
  words: PaperWords,
  naming: boolean,
): void => {
  pen.heading(words.doc("minutes.annexes"), 12);
  for (const text of [
    words.doc(naming ? "minutes.annex-register" : "minutes.annex-register-kept"),
    words.doc("minutes.annex-notice"),
    words.doc("minutes.annex-decisions", { count: scans }),
    words.doc("minutes.annex-proxies", { count: proxies.length }),
  ])
    pen.paragraph(text);
  for (const { principal, holder, cancelled } of naming ? proxies : [])
    pen.paragraph(
      words.doc(cancelled ? "minutes.proxy-ended" : "minutes.proxy", {
        principal: plain(principal),
        holder: plain(holder),
      }),
      { size: 8.5 },
    );
  pen.paragraph(words.doc("minutes.proof", { ballots: result.ballots, number: card.meeting.number }), {
    soft: true,
  });
  pen.pairs([
    [words.doc("minutes.chain"), result.head],
    [words.doc("minutes.checksum"), card.meeting.checksum ?? ""],
  ]);
};
