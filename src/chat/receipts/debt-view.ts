import type { AccountDebt } from "../../core/receipts/account-debt.ts";
import { action } from "../action.ts";
import { plain, type Text, t } from "../text.ts";
import type { Block, View } from "../view.ts";
import { dayParam, moneyText, monthText } from "./words.ts";

/** What is owed for which month, what penalties have grown, and the plan by which it is paid. */
export const debtView = (
  { debt, penalty, advance, open, plan }: AccountDebt,
  { receiptId, currency, today }: { receiptId: string; currency: string; today: string },
): View => {
  const money = (minor: bigint): Text => moneyText(minor, currency);
  const blocks: Block[] = [
    { type: "heading", text: t("receipts.debt.title", { sum: money(debt + penalty) }) },
    {
      type: "table",
      head: [t("receipts.debt.month"), t("receipts.debt.unpaid"), t("receipts.debt.penalty")],
      rows: open.map(({ month, number, unpaid, penalty: fee }) => [
        number === null ? t("receipts.debt.opening") : monthText(month),
        money(unpaid),
        fee > 0n ? money(fee) : plain("—"),
      ]),
      numeric: [1, 2],
    },
    ...open
      .filter(({ due, unpaid }) => unpaid > 0n && due < today)
      .slice(0, 1)
      .map(({ due }): Block => ({ type: "note", text: t("receipts.debt.since", { day: dayParam(due) }) })),
    ...(advance > 0n
      ? ([{ type: "note", text: t("receipts.debt.advance", { sum: money(advance) }) }] satisfies Block[])
      : []),
    ...(plan
      ? ([
          { type: "heading", text: t("receipts.debt.plan", { from: dayParam(plan.from) }) },
          {
            type: "list",
            items: plan.parts.map(({ due, amount, paid }) =>
              t(`receipts.debt.part-${paid ? "paid" : due < today ? "late" : "open"}`, {
                day: dayParam(due),
                sum: money(amount),
              }),
            ),
          },
          {
            type: "note",
            text: t(plan.stopsPenalty ? "receipts.debt.plan-kept" : "receipts.debt.plan-penalty"),
          },
        ] satisfies Block[])
      : ([{ type: "note", text: t("receipts.debt.no-plan") }] satisfies Block[])),
  ];
  return {
    blocks,
    buttons: [
      [
        { label: t("receipts.button.pay"), do: { action: action("rc.pay", receiptId) }, style: "primary" },
        { label: t("receipts.button.ask"), do: { action: action("rc.ask", receiptId) } },
      ],
    ],
  };
};
