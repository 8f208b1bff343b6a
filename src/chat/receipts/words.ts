import { areaDigits, formatDecimal, priceDigits } from "../../core/billing/money/decimal.ts";
import type { PaperLine } from "../../core/receipts/receipt-paper.ts";
import { monthText, quantityText } from "../meters/words.ts";
import { bareMoney, joined, plain, type Text, t } from "../text.ts";

export { sumText as moneyText } from "../billing/words.ts";
export { dayParam, monthText, quantityText } from "../meters/words.ts";

/** A use case's refusal as a sentence that says what to do. */
export const refusalText = ({
  code,
  params,
}: {
  code: string;
  params?: Record<string, string | number>;
}): Text => t(`receipts.refusal.${code}`, params);

/** An amount in a column whose head names the currency. */
export const bareMoneyText = (minor: bigint, currency: string): Text =>
  t("billing.sum", { sum: bareMoney(minor, currency) });

const decimalText = (value: bigint, digits: number, least = 0): Text => {
  const [whole = "0", part] = formatDecimal(value, digits, least).split(".");
  return part === undefined ? plain(whole) : t("meters.decimal", { whole, part });
};

/** Millionths of the main unit. */
export const priceText = (price: bigint): Text => decimalText(price, priceDigits, 2);

export const areaText = (area: number | bigint): Text => decimalText(BigInt(area), areaDigits);

export const percentText = (hundredths: number): Text => decimalText(BigInt(hundredths), 2);

/** "52.4 m²", of thousandths of a service's measure. */
export const measuredText = (quantity: bigint, measure: string): Text =>
  t("receipts.measured", { quantity: quantityText(quantity), measure: measureText(measure) });

const knownMeasures = ["m2", "m3", "kwh", "gcal", "person", "unit"];

export const measureText = (measure: string): Text =>
  knownMeasures.includes(measure) ? t(`receipts.measure.${measure}`) : plain(measure);

export const serviceText = (names: Record<string, string>): Text => ({ byLanguage: names });

/** What a line is for: the service, the zone of its meter, and the month of it where that is an earlier one than the bill's. */
export const lineName = ({ names, inputs: { zone, ofMonth } }: PaperLine, month: string): Text =>
  joined(
    ", ",
    serviceText(names),
    ...(zone ? [t(`meters.zone.${zone}`)] : []),
    ...(ofMonth && ofMonth.month !== month ? [monthText(ofMonth.month)] : []),
  );

/** "2026-03/45" */
export const receiptNumber = ({ month, number }: { month: string; number: number | null }): string =>
  `${month}/${number ?? 0}`;

export const billTitle = (month: string): Text => t("receipts.title", { month: monthText(month) });
