import type { HistoryMonth } from "../../core/receipts/history.ts";
import { action } from "../action.ts";
import { inRows } from "../in-rows.ts";
import { t } from "../text.ts";
import type { View } from "../view.ts";
import { moneyText, monthText } from "./words.ts";

/** The last twelve months as a table; the chart follows as a picture. */
export const historyView = (months: readonly HistoryMonth[], currency: string): View => ({
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
  ],
  buttons: inRows(
    months.toReversed().map(({ month, receiptId }) => ({
      label: monthText(month),
      do: { action: action("rc.bill", receiptId) },
    })),
    3,
  ),
});
