import type { PollSheet } from "../../core/polls/poll-sheet.ts";
import { type OptionResult, pollResults, type QuestionResult } from "../../core/polls/results.ts";
import { plain, type Text, t } from "../text.ts";
import type { Block } from "../view.ts";
import { votersText } from "./words.ts";

/** What a table cell shows of a text on a phone. */
const cellLength = 18;

/** The results of a poll, question by question, with how many took part. */
export const resultsBlocks = (poll: PollSheet): Block[] => [
  ...pollResults(poll).flatMap((question) => questionBlocks(poll, question)),
  { type: "text", text: votersText(poll) },
  ...(poll.outsiders > 0
    ? [{ type: "note", text: t("polls.results.outsiders", { count: poll.outsiders }) } as const]
    : []),
];

const questionBlocks = (poll: PollSheet, { text, options }: QuestionResult): Block[] => {
  // Options that a cell would cut are named above the table, and numbered in it.
  const numbered = options.some((option) => option.text.length > cellLength);
  const head: Text[] = [
    t(numbered ? "polls.results.number" : "polls.results.option"),
    t("polls.results.votes"),
    t("polls.results.percent"),
    ...(poll.outsiders > 0 ? [t("polls.results.others")] : []),
  ];
  const row = (option: OptionResult, index: number): Text[] => [
    plain(numbered ? String(index + 1) : option.text),
    plain(String(option.votes)),
    plain(`${option.percent}%`),
    ...(poll.outsiders > 0 ? [plain(String(option.others))] : []),
  ];
  return [
    ...(poll.questions.length > 1 || text !== poll.title
      ? [{ type: "text", text: plain(text) } as const]
      : []),
    ...(numbered
      ? [
          {
            type: "text",
            text: plain(options.map((each, index) => `${index + 1}. ${each.text}`).join("\n")),
          } as const,
        ]
      : []),
    { type: "table", head, rows: options.map(row), numeric: [1, 2, 3] },
  ];
};

/** In a sentence: what leads each question, for a list of news. */
export const leadersText = (poll: PollSheet): Text[] =>
  pollResults(poll).map(({ options }) => {
    const leaders = options.filter(({ leads }) => leads);
    const [first] = leaders;
    if (!first) return t("polls.results.nobody");
    const names = leaders.map(({ text }) => text).join(", ");
    return leaders.length === 1
      ? t("polls.results.leader", { option: names, percent: first.percent })
      : t("polls.results.tie", { options: names, percent: first.percent });
  });
