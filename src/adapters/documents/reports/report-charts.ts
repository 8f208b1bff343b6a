import type { EChartsOption } from "echarts";
import { labelText, periodText } from "../../../chat/reports/report-view.ts";
import { type Text, type Translate, t } from "../../../chat/text.ts";
import { currencyDigits } from "../../../core/billing/money/currency.ts";
import type { Report } from "../../../core/reports/read-report.ts";
import { chartPng, numberShown } from "../chart.ts";

/** Bars that are still told apart in a picture. */
const mostBars = 12;

/** Deadlines kept and missed; and, where anything was spent, planned against actual costs. */
export const reportCharts = async (
  report: Report,
  language: string,
  translate: Translate,
): Promise<{ name: string; bytes: Buffer }[]> => {
  const say = (text: Text): string => translate(text, language);
  const lines = report.lines.slice(0, mostBars);
  if (lines.length === 0) return [];
  const labels = lines.map((line) => say(labelText(line.label)));
  const period = periodText(report.question);
  const times = say(t("reports.chart.times", { period }));
  const made = [
    {
      name: times,
      bytes: await chartPng(
        bars(
          times,
          labels,
          [
            { name: say(t("reports.sheet.fix-in-time")), data: lines.map(({ fixInTime }) => fixInTime) },
            { name: say(t("reports.sheet.fix-late")), data: lines.map(({ fixLate }) => fixLate) },
          ],
          { language, stack: "times" },
        ),
      ),
    },
  ];
  if (report.total.labour + report.total.material + report.total.planned === 0n) return made;
  const costs = say(t("reports.chart.costs", { period, currency: report.currency }));
  const whole = (minor: bigint): number => Number(minor) / 10 ** currencyDigits(report.currency);
  const option = bars(
    costs,
    labels,
    [
      { name: say(t("reports.sheet.planned")), data: lines.map(({ planned }) => whole(planned)) },
      { name: say(t("reports.chart.actual")), data: lines.map((line) => whole(line.labour + line.material)) },
    ],
    { language },
  );
  return [...made, { name: costs, bytes: await chartPng(option) }];
};

const bars = (
  title: string,
  labels: readonly string[],
  series: readonly { name: string; data: number[] }[],
  { language, stack }: { language: string; stack?: string },
): EChartsOption => {
  const shown = numberShown(language);
  return {
    title: { text: title, left: "center", textStyle: { fontSize: 16 } },
    // Letters are wider than what the legend reckons with.
    legend: { bottom: 4, itemGap: 40 },
    grid: { left: 300, right: 70, top: 56, bottom: 60 },
    xAxis: { type: "value", minInterval: 1, axisLabel: { formatter: shown } },
    yAxis: {
      type: "category",
      inverse: true,
      data: labels.map(inTwoLines),
      axisLabel: { fontSize: 11, lineHeight: 14 },
    },
    series: series.map(({ name, data }) => ({
      name,
      type: "bar",
      data,
      label: {
        show: true,
        fontSize: 10,
        position: stack ? "inside" : "right",
        // Numbers of short bars would stand on each other.
        formatter: ({ value }) =>
          stack && Number(value) * 20 < most(series) ? "" : shown(Math.round(Number(value))),
      },
      ...(stack ? { stack } : {}),
    })),
  };
};

const most = (series: readonly { data: number[] }[]): number =>
  Math.max(...series.flatMap(({ data }) => data));

/** Letters in the width that is left for names. */
const lineLetters = 38;

/** Addresses differ in their ends, so that of a long name the middle goes. */
const inTwoLines = (label: string): string => {
  if (label.length <= lineLetters) return label;
  const place = label.lastIndexOf(" ", lineLetters);
  const first = label.slice(0, place > 0 ? place : lineLetters);
  const rest = label.slice(first.length).trim();
  return `${first}\n${rest.length > lineLetters ? `…${rest.slice(-lineLetters + 1)}` : rest}`;
};
