import type { HistoryMonth, HistoryPayment } from "../../core/receipts/history.ts";
import { action } from "../action.ts";
import { inRows } from "../in-rows.ts";
import { type Text, t } from "../text.ts";
import type { Block, View } from "../view.ts";
import { dayParam, moneyText, monthText } from "./words.ts";

/** Payments that a history lists. */
export const listedPayments = 12;

/** The last twelve months as a table, and each payment; the chart follows as a picture. */
export const historyView = (
  months: readonly HistoryMonth[],
  payments: readonly HistoryPayment[],
  currency: string,
): View => ({
  blocks: [
    { type: "heading", text: t("receipts.history.title") },
    {
      type: "table",
      head: [t("receipts.history.month"), t("receipts.history.charged"), t("receipts.history.paid")],
      rows: months.map(({ month, charged, paid }) => [
        monthText(month),
        moneyText(charged, currency),
        moneyText(paid, currency),
      ]),
      numeric: [1, 2],
    },
    ...(payments.length === 0
      ? []
      : ([
          { type: "heading", text: t("receipts.history.payments") },
          { type: "list", items: payments.map((payment) => paymentText(payment, currency)) },
        ] satisfies Block[])),
  ],
  buttons: inRows(
    months.toReversed().map(({ month, receiptId }) => ({
      label: monthText(month),
      do: { action: action("rc.bill", receiptId) },
    })),
    3,
  ),
});

const paymentText = ({ date, amount, refunded, reversed }: HistoryPayment, currency: string): Text =>
  t(`receipts.history.payment-${reversed ? "reversed" : refunded > 0n ? "refunded" : "kept"}`, {
    day: dayParam(date),
    sum: moneyText(amount, currency),
    back: moneyText(refunded, currency),
  });
