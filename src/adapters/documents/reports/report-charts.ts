import type { EChartsOption } from "echarts";
import { labelText } from "../../../chat/reports/report-view.ts";
import { type Text, type Translate, t } from "../../../chat/text.ts";
import { currencyDigits } from "../../../core/billing/money/currency.ts";
import type { Report } from "../../../core/reports/read-report.ts";
import { chartPng } from "../chart.ts";

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
  const { from, to } = report.question;
  const period = from === to ? from : `${from} – ${to}`;
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
          "stacked",
        ),
      ),
    },
  ];
  if (report.total.labour + report.total.material + report.total.planned === 0n) return made;
  const costs = say(t("reports.chart.costs", { period, currency: report.currency }));
  const whole = (minor: bigint): number => Number(minor) / 10 ** currencyDigits(report.currency);
  const option = bars(costs, labels, [
    { name: say(t("reports.sheet.planned")), data: lines.map(({ planned }) => whole(planned)) },
    { name: say(t("reports.chart.actual")), data: lines.map((line) => whole(line.labour + line.material)) },
  ]);
  return [...made, { name: costs, bytes: await chartPng(option) }];
};

const bars = (
  title: string,
  labels: readonly string[],
  series: readonly { name: string; data: number[] }[],
  stacked?: "stacked",
): EChartsOption => ({
  title: { text: title, left: "center", textStyle: { fontSize: 16 } },
  legend: { bottom: 4 },
  grid: { left: 20, right: 30, top: 56, bottom: 44, containLabel: true },
  xAxis: { type: "value", minInterval: 1 },
  yAxis: {
    type: "category",
    inverse: true,
    data: [...labels],
    axisLabel: { width: 260, overflow: "truncate" },
  },
  series: series.map(({ name, data }) => ({
    name,
    type: "bar",
    data,
    ...(stacked ? { stack: stacked } : {}),
  })),
});
