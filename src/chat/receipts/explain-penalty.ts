import type { PaperPenalty, PenaltyDays } from "../../core/receipts/paper-penalties.ts";
import { type Text, t } from "../text.ts";
import { dayParam, moneyText, monthText, percentText } from "./words.ts";

/** What a late bill costs: the debt, the days, their rate and part of it, and what of the sum is charged now. */
export const explainPenalty = ({ month, charged, whole, days }: PaperPenalty, currency: string): Text[] => {
  const before = whole - charged;
  return [
    t("receipts.why.late", { month: monthText(month), sum: moneyText(charged, currency) }),
    ...days.map((part) => daysText(part, currency)),
    ...(before === 0n
      ? []
      : [
          t("receipts.why.late-before", {
            whole: moneyText(whole, currency),
            before: moneyText(before, currency),
            sum: moneyText(charged, currency),
          }),
        ]),
  ];
};

const daysText = (
  { balance, days, from, to, fromDay, toDay, rate, divisor, cost }: PenaltyDays,
  currency: string,
): Text => {
  const shown = {
    balance: moneyText(balance, currency),
    rate: percentText(rate),
    cost: moneyText(cost, currency),
    from: dayParam(from),
  };
  return divisor === null
    ? t("receipts.why.late-once", shown)
    : t("receipts.why.late-days", { ...shown, to: dayParam(to), days, fromDay, toDay, divisor });
};
