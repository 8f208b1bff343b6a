import type { EChartsOption } from "echarts";
import type { Text, Translate } from "../../../chat/text.ts";
import { t } from "../../../chat/text.ts";
import type { PollSheet } from "../../../core/polls/poll-sheet.ts";
import { pollResults, type QuestionResult } from "../../../core/polls/results.ts";
import { chartColours, chartPng } from "../chart.ts";

const width = 900;
const titleHeight = 26;
const labelHeight = 20;
const barPadding = 24;
const footHeight = 30;
const labelWidth = 300;
/** Characters of a line beside the bars, above a question's bars, and in the heading. */
const labelLine = 28;
const questionLine = 78;
const titleLine = 62;

/** The results of a poll as a picture: a block of bars for each question. */
export const drawPollResults = async (
  poll: PollSheet,
  { language, translate }: { language: string; translate: Translate },
): Promise<{ name: string; bytes: Buffer }> => {
  const say = (text: Text): string => translate(text, language);
  const title = wrapped(say(t("polls.title", { number: poll.number, title: poll.title })), titleLine);
  const headHeight = 58 + linesOf(title) * titleHeight;
  const placed = place(pollResults(poll), headHeight);
  const height = placed.at(-1)?.bottom ?? headHeight;
  const voted = t(poll.rules.voice === "person" ? "polls.voted.people" : "polls.voted.units", {
    count: poll.voters,
  });
  const heading = {
    text: title,
    subtext: say(voted),
    left: 24,
    top: 14,
    textStyle: { fontSize: 20, lineHeight: titleHeight },
    subtextStyle: { fontSize: 15, color: "#555555" },
  };
  const option: EChartsOption = {
    title: [heading, ...placed.filter(({ titled }) => titled).map(questionTitle)],
    grid: placed.map(({ barsTop, barsHeight }) => ({
      left: labelWidth + 24,
      right: 130,
      top: barsTop,
      height: barsHeight,
      // Without a canvas Cyrillic is taken for twice as wide as it is, and bars would begin at different places.
      outerBoundsMode: "none" as const,
    })),
    xAxis: placed.map(({ question }, gridIndex) => ({
      gridIndex,
      type: "value" as const,
      show: false,
      min: 0,
      max: Math.max(1, ...question.options.map(({ votes }) => votes)),
    })),
    yAxis: placed.map(({ question }, gridIndex) => ({
      gridIndex,
      type: "category" as const,
      inverse: true,
      data: question.options.map(({ text }) => wrapped(text, labelLine)),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { fontSize: 15, lineHeight: labelHeight, color: "#222222" },
    })),
    series: placed.map(({ question }, index) => bars(question, index)),
  };
  return {
    name: `${say(t("polls.document.chart", { number: poll.number }))}.png`,
    bytes: await chartPng(option, { width, height }),
  };
};

interface Placed {
  question: QuestionResult;
  titled: boolean;
  top: number;
  barsTop: number;
  barsHeight: number;
  bottom: number;
}

/** Where each question stands, one below the other. */
const place = (questions: readonly QuestionResult[], headHeight: number): Placed[] => {
  let top = headHeight;
  const titled = questions.length > 1;
  return questions.map((question) => {
    const lines = titled ? linesOf(wrapped(question.text, questionLine)) : 0;
    const labelLines = Math.max(...question.options.map(({ text }) => linesOf(wrapped(text, labelLine))));
    const barsTop = top + lines * 24 + (titled ? 10 : 0);
    const barsHeight = question.options.length * (barPadding + labelLines * labelHeight);
    const bottom = barsTop + barsHeight + footHeight;
    const placed = { question, titled, top, barsTop, barsHeight, bottom };
    top = bottom;
    return placed;
  });
};

const questionTitle = ({ question, top }: Placed) => ({
  text: wrapped(question.text, questionLine),
  left: 24,
  top,
  textStyle: { fontSize: 16, lineHeight: 22 },
});

const bars = ({ options }: QuestionResult, index: number) => ({
  type: "bar" as const,
  xAxisIndex: index,
  yAxisIndex: index,
  barWidth: 24,
  showBackground: true,
  backgroundStyle: { color: "#f0f0f0" },
  data: options.map(({ votes, percent, leads }) => ({
    value: votes,
    itemStyle: { color: leads ? chartColours[0] : chartColours[5] },
    label: {
      show: true,
      position: "right" as const,
      fontSize: 15,
      color: "#222222",
      formatter: `${votes} (${percent}%)`,
    },
  })),
});

const linesOf = (text: string): number => text.split("\n").length;

/** Words in lines of at most so many characters. */
const wrapped = (text: string, most: number): string => {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
};
