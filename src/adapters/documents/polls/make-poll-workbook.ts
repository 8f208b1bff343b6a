import { DateTime } from "luxon";
import { type Text, type Translate, t } from "../../../chat/text.ts";
import type { DocumentMaker } from "../../../core/documents/make-document.ts";
import { type BallotLine, ballotList } from "../../../core/polls/ballot-list.ts";
import { type PollSheet, pollSheet } from "../../../core/polls/poll-sheet.ts";
import { pollResults } from "../../../core/polls/results.ts";
import type { Core } from "../../../core/work/core.ts";
import { type Cell, type Sheet, workbook, workbookMime } from "../workbook.ts";

/** The spreadsheet of a poll: the results, and in an open poll who chose what. */
export const makePollWorkbook =
  ({ core, translate }: { core: Core; translate: Translate }): DocumentMaker =>
  async ({ params, language }) => {
    const { read } = core.database;
    const poll = await pollSheet(read, core.vault, String(params.pollId));
    if (poll?.state !== "ended") return { ok: false, refusal: "gone" };
    const say = (text: Text): string => translate(text, language);
    const ballots = await ballotList(read, core.vault, poll);
    const sheets = [
      resultsSheet(poll, say),
      ...(poll.rules.anonymous ? [] : [ballotsSheet(poll, ballots, say)]),
    ];
    const name = `${say(t("polls.document.results", { number: poll.number }))}.xlsx`;
    return { ok: true, files: [{ name, mime: workbookMime, bytes: await workbook(sheets) }] };
  };

type Say = (text: Text) => string;

const head = (say: Say, name: string): string => say(t(`polls.sheet.${name}`));

const resultsSheet = (poll: PollSheet, say: Say): Sheet => ({
  name: head(say, "results"),
  title: say(t("polls.title", { number: poll.number, title: poll.title })),
  columns: [
    { head: head(say, "question"), width: 50 },
    { head: head(say, "option"), width: 40 },
    { head: head(say, "votes"), width: 12 },
    { head: head(say, "percent"), width: 12 },
    { head: head(say, "others"), width: 18 },
  ],
  rows: pollResults(poll).flatMap(({ text, options }) =>
    options.map((option): Cell[] => [text, option.text, option.votes, option.percent, option.others]),
  ),
  totals: [head(say, "voters"), null, poll.voters, null, poll.outsiders],
});

const ballotsSheet = (poll: PollSheet, ballots: readonly BallotLine[], say: Say): Sheet => ({
  name: head(say, "ballots"),
  title: say(t("polls.title", { number: poll.number, title: poll.title })),
  columns: [
    { head: head(say, "name"), width: 32 },
    { head: head(say, "unit"), width: 12 },
    { head: head(say, "at"), width: 20 },
    ...poll.questions.map(({ text }) => ({ head: text, width: 40 })),
  ],
  rows: ballots.map(({ name, units, counted, votedAt, answers }): Cell[] => [
    counted ? (name ?? "") : head(say, "outsider"),
    units,
    votedAt ? DateTime.fromJSDate(votedAt, { zone: poll.timeZone }).toFormat("dd.MM.yyyy HH:mm") : "",
    ...answers,
  ]),
});
