import { percentOf } from "../../../chat/meetings/words.ts";
import { t } from "../../../chat/text.ts";
import { choices } from "../../../core/meetings/ballot.ts";
import type { MeetingPapers } from "../../../core/meetings/meeting-papers.ts";
import { chartPng } from "../chart.ts";
import type { PaperWords } from "./words.ts";

const longestTitle = 34;
const look = {
  for: "#2f5d50",
  against: "#b5483a",
  abstain: "#e0a33a",
  spoiled: "#8a8f8d",
  absent: "#e4e8e6",
};

/** Of every question, what part of all votes went where: one bar each, the whole house wide. Null before the count. */
export const resultChart = async ({ card }: MeetingPapers, words: PaperWords): Promise<Buffer | null> => {
  const { result, questions, meeting } = card;
  if (!result) return null;
  const rows = [...result.questions].reverse();
  const names = rows.map(({ id, adopted }) => {
    const question = questions.find((each) => each.id === id);
    const title = `${question?.position ?? ""}. ${question?.title ?? ""}`;
    const short = title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title;
    return `${short}\n${words.doc(adopted ? "chart.adopted" : "chart.not-adopted")}`;
  });
  const all = BigInt(result.all);
  const part = (weight: bigint): number => Number(percentOf(weight, all));
  const bar = (name: string, colour: string, values: number[]) => ({
    type: "bar" as const,
    stack: "all",
    name,
    data: values,
    barWidth: 26,
    itemStyle: { color: colour, borderColor: "#ffffff", borderWidth: 1 },
    label: {
      show: true,
      fontSize: 12,
      color: colour === look.absent || colour === look.abstain ? "#1d2522" : "#ffffff",
      formatter: ({ value }: { value: unknown }) => (Number(value) >= 6 ? shown(Number(value), words) : ""),
    },
  });
  return chartPng(
    {
      title: {
        text: words.doc("chart.title", { number: meeting.number }),
        subtext: [
          words.doc(result.quorum ? "chart.quorum" : "chart.no-quorum", {
            percent: words.say(
              t("meetings.doc.percent", { value: shown(part(BigInt(result.participating)), words, "") }),
            ),
          }),
          ...(meeting.policy.chatAdvises ? [words.doc("chart.advised")] : []),
        ].join("\n"),
        left: 20,
        top: 12,
        textStyle: { fontSize: 18 },
        subtextStyle: { fontSize: 13, color: "#5c6b65", lineHeight: 18 },
      },
      legend: { bottom: 10, itemGap: 18, textStyle: { fontSize: 13 } },
      grid: { left: 300, right: 40, top: 92, bottom: 76 },
      xAxis: { type: "value", min: 0, max: 100, axisLabel: { formatter: "{value} %", fontSize: 12 } },
      yAxis: { type: "category", data: names, axisLabel: { fontSize: 12, lineHeight: 17, width: 270 } },
      series: [
        ...choices.map((choice) =>
          bar(
            words.say(t(`meetings.choice.${choice}`)),
            look[choice],
            rows.map((row) => part(BigInt(row[choice]))),
          ),
        ),
        bar(
          words.doc("chart.absent"),
          look.absent,
          rows.map(() => part(all - BigInt(result.participating))),
        ),
      ],
    },
    { width: 1000, height: 198 + 64 * Math.max(rows.length, 2) },
  );
};

const shown = (value: number, { language }: PaperWords, mark = " %"): string => {
  const digits = value.toFixed(1);
  return `${language === "ru" ? digits.replace(".", ",") : digits}${mark}`;
};
