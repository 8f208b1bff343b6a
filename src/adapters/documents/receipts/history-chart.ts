import { monthText } from "../../../chat/receipts/words.ts";
import { type Text, type Translate, t } from "../../../chat/text.ts";
import { currencyDigits } from "../../../core/billing/money/currency.ts";
import type { HistoryMonth } from "../../../core/receipts/history.ts";
import { chartPng, numberShown } from "../chart.ts";

/** Charged and paid, month by month. */
export const historyChart = (
  months: readonly HistoryMonth[],
  currency: string,
  language: string,
  translate: Translate,
): Promise<Buffer> => {
  const say = (text: Text): string => translate(text, language);
  // Only the height of a bar: the amounts themselves stand in the table.
  const main = (minor: bigint): number => Number(minor) / 10 ** currencyDigits(currency);
  const names = { charged: say(t("receipts.history.charged")), paid: say(t("receipts.history.paid")) };
  return chartPng({
    title: { text: say(t("receipts.history.title")), left: 16, top: 12 },
    legend: { data: [names.charged, names.paid], right: 16, top: 14 },
    grid: { left: 70, right: 24, top: 84, bottom: 80 },
    xAxis: {
      type: "category",
      data: months.map(({ month }) => say(monthText(month))),
      axisLabel: { rotate: 35 },
    },
    yAxis: {
      type: "value",
      name: say(t("billing.currency", { currency: { sign: currency } })),
      axisLabel: { formatter: numberShown(language) },
    },
    series: [
      { name: names.charged, type: "bar", data: months.map(({ charged }) => main(charged)) },
      { name: names.paid, type: "bar", data: months.map(({ paid }) => main(paid)) },
    ],
  });
};
