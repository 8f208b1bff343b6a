import { priceDigits } from "../../core/billing/money/decimal.ts";
import { knownZones } from "../../core/meters/meter.ts";
import type { Refused } from "../../core/outcome.ts";
import type { FormResult } from "../form.ts";
import { money, plain, price, type Text, type TextParam, t } from "../text.ts";

/** A use case's refusal as a sentence that says what to do. */
export const billingRefusal = ({ code, params }: Refused<string>): Text =>
  t(`billing.refusal.${code}`, params && withMonths(params));

/** A refusal in a form: beside the field that its code is about, where one is to blame. */
export const refusedAt = (
  refusal: Refused<string>,
  fields: Readonly<Record<string, string>>,
  say: (refusal: Refused<string>) => Text = billingRefusal,
): FormResult => {
  const field = fields[refusal.code];
  return { ok: false, text: say(refusal), ...(field ? { field } : {}) };
};

/** Months among a refusal's parameters are told as people write them. */
const withMonths = (params: Record<string, string | number>): Record<string, TextParam> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === "string" && /^\d{4}-\d{2}$/.test(value) ? monthText(value) : value,
    ]),
  );

export const sumText = (minor: bigint, currency: string): Text =>
  t("billing.sum", { sum: money(minor, currency) });

/** A price of a tariff, in millionths of the main unit. */
export const priceSumText = (millionths: bigint, currency: string): Text =>
  t("billing.sum", { sum: price(millionths, priceDigits, currency) });

/** From hundredths of a percent, to a tenth, so that a column lines up; never more than there is. */
export const percentSignText = (hundredths: bigint): Text => {
  const tenths = hundredths / 10n;
  return t("billing.percent", {
    value: t("meters.decimal", { whole: String(tenths / 10n), part: String(tenths % 10n) }),
  });
};

/** "March 2026" */
export const monthText = (month: string): Text => {
  const [year = "", number = ""] = month.split("-");
  return t("billing.month.named", { name: t(`billing.month.names.${number}`), year });
};

/** A meter's register; one that no meter has, as it was written. */
export const zoneText = (zone: string): Text =>
  knownZones.includes(zone) ? t(`meters.zone.${zone}`) : plain(zone);

/** What a service is called. */
export const serviceText = (names: unknown): Text => ({ byLanguage: names as Record<string, string> });

/** "28.02.2026", as it is typed into forms. */
export const dayShown = (day: string): string => day.split("-").reverse().join(".");

export const dayText = (day: string): Text => plain(dayShown(day));
