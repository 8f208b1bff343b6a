import type { PaperPenalty, PausedDays, PenaltyDays } from "../../core/receipts/paper-penalties.ts";
import { type Text, type TextParam, t } from "../text.ts";
import { dayParam, moneyText, monthText, percentText } from "./words.ts";

/** What a late bill costs: the debt, the days, their rate and part of it, why others cost nothing, and what is charged now. */
export const explainPenalty = (
  { month, charged, whole, days, paused }: PaperPenalty,
  currency: string,
): Text[] => {
  const before = whole - charged;
  return [
    t("receipts.why.late", { month: monthText(month), sum: moneyText(charged, currency) }),
    ...[
      ...days.map((part) => ({ from: part.from, text: daysText(part, currency) })),
      ...paused.map((part) => ({ from: part.from, text: pausedText(part) })),
    ]
      .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
      .map(({ text }) => text),
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

const pausedText = (days: PausedDays): Text =>
  t(`receipts.why.late-paused-${days.reason}`, { days: spanText(days) });

const spanText = ({ from, to }: PausedDays): TextParam =>
  from === to
    ? dayParam(from)
    : t("receipts.why.late-paused-from", { from: dayParam(from), to: dayParam(to) });

/** Why a bill charges nothing for what is late: on which days of its month a plan stopped that. */
export const stoppedTexts = (stopped: readonly PausedDays[]): Text[] =>
  stopped.map((days) => t("receipts.bill.stopped", { days: spanText(days) }));

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
