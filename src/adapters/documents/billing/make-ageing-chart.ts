import { ageText } from "../../../chat/billing/debtors-view.ts";
import { monthText } from "../../../chat/billing/words.ts";
import { type Text, type Translate, t } from "../../../chat/text.ts";
import { dayAt } from "../../../core/billing/calendar.ts";
import { ageingOn, collectionOf, collectionRate } from "../../../core/billing/debts/ageing.ts";
import { currencyDigits } from "../../../core/billing/money/currency.ts";
import type { DocumentMaker } from "../../../core/documents/make-document.ts";
import type { Core } from "../../../core/work/core.ts";
import { chartColours, chartPng, numberShown } from "../chart.ts";

/** How old debts are, and how much of what was charged is collected month by month: one picture. */
export const makeAgeingChart =
  ({ database, clock }: Core, translate: Translate): DocumentMaker =>
  async ({ companyId, language, params }) => {
    const db = database.read;
    const { timeZone, currency } = await db.company.findUniqueOrThrow({ where: { id: companyId } });
    const where = { companyId, buildingId: params.buildingId ? String(params.buildingId) : null };
    const ages = await ageingOn(db, { ...where, today: dayAt(clock.now(), timeZone) });
    const months = await collectionOf(db, { ...where, months: 12 });
    if (months.length === 0) return { ok: false, refusal: "empty" };
    const say = (text: Text): string => translate(text, language);
    const unit = 10 ** currencyDigits(currency);
    const shown = numberShown(language);
    // ECharts hands a label's value over in a type of its own.
    const label = { show: true, formatter: ({ value }: { value: unknown }) => shown(Number(value)) };
    const bytes = await chartPng({
      title: [
        { text: say(t("billing.debtors.chart.ages", { currency: { sign: currency } })), left: "2%", top: 8 },
        { text: say(t("billing.debtors.chart.collection")), left: "52%", top: 8 },
      ],
      grid: [
        { left: "8%", width: "38%", top: 80, bottom: 80 },
        { left: "56%", width: "40%", top: 80, bottom: 80 },
      ],
      xAxis: [
        {
          type: "category",
          gridIndex: 0,
          data: ages.map(({ fromDay, toDay }) => say(ageText(fromDay, toDay))),
          axisLabel: { interval: 0, fontSize: 9, width: 64, overflow: "break" },
        },
        {
          type: "category",
          gridIndex: 1,
          data: months.map(({ month }) => say(monthText(month))),
          axisLabel: { interval: 0, fontSize: 9, rotate: 40 },
        },
      ],
      yAxis: [
        { type: "value", gridIndex: 0, axisLabel: { formatter: shown } },
        { type: "value", gridIndex: 1, max: 100 },
      ],
      series: [
        {
          type: "bar",
          xAxisIndex: 0,
          yAxisIndex: 0,
          // Whole units: the table has the rest.
          data: ages.map(({ debt }) => Math.round(Number(debt) / unit)),
          itemStyle: { color: chartColours[3] },
          label: { ...label, position: "top" },
        },
        {
          type: "bar",
          xAxisIndex: 1,
          yAxisIndex: 1,
          // Twelve labels stand side by side: there is no room for hundredths, which the table has.
          data: months.map((one) => Math.round(collectionRate(one) / 100)),
          itemStyle: { color: chartColours[0] },
          label: { ...label, position: "top", fontSize: 10 },
        },
      ],
    });
    const name = `${say(t("billing.document.ageing"))}.png`;
    return { ok: true, files: [{ name, mime: "image/png", bytes }] };
  };
