import type { PaperLine, ReceiptPaper } from "../../core/receipts/receipt-paper.ts";
import { joined, type Text, t } from "../text.ts";
import type { Block, View } from "../view.ts";
import { explainLine } from "./explain-line.ts";
import { explainPenalty } from "./explain-penalty.ts";
import { lineName, moneyText, monthText } from "./words.ts";

/** What a line is for: of what the house shares that it does, of one that adjusts a past month which that is. */
const titleOf = (line: PaperLine, month: string): Text => {
  const name = lineName(line, month);
  const service = line.formula === "house" ? t("receipts.why.common", { service: name }) : name;
  return line.recalculates === undefined
    ? service
    : t("receipts.why.adjusted", { service, month: monthText(line.recalculates) });
};

/** "Why this sum": every line with its formula, and what makes the total of them. */
export const whyView = (paper: ReceiptPaper): View => {
  const { receipt, lines, company, readings } = paper;
  const { currency } = company;
  const sums = [
    ["charged", receipt.charged],
    ["debt", receipt.debtBefore],
    ["penalty-before", receipt.penaltyBefore],
    ["penalty", receipt.penalty],
    ["advance", -receipt.advanceBefore],
  ] as const;
  return {
    blocks: [
      { type: "heading", text: t("receipts.why.title", { month: monthText(receipt.month) }) },
      ...lines.flatMap((line): Block[] => [
        {
          type: "text",
          text: t("receipts.why.line", {
            service: titleOf(line, receipt.month),
            amount: moneyText(line.amount, currency),
          }),
        },
        { type: "note", text: joined("\n", ...explainLine(line, { currency, readings })) },
      ]),
      ...(paper.penalties.length === 0
        ? []
        : ([
            {
              type: "text",
              text: t("receipts.why.line", {
                service: t("receipts.bill.field.penalty"),
                amount: moneyText(receipt.penalty, currency),
              }),
            },
            ...paper.penalties.map(
              (penalty): Block => ({
                type: "note",
                text: joined("\n", ...explainPenalty(penalty, currency)),
              }),
            ),
          ] satisfies Block[])),
      { type: "divider" },
      {
        type: "fields",
        fields: [
          ...sums
            .filter(([name, minor]) => name === "charged" || minor !== 0n)
            .map(([name, minor]) => ({
              label: t(`receipts.bill.field.${name}`),
              value: moneyText(minor, currency),
            })),
          { label: t("receipts.bill.field.total"), value: moneyText(receipt.total, currency) },
        ],
      },
      ...(receipt.penaltyBefore + receipt.penalty > 0n
        ? [{ type: "note", text: t("receipts.why.penalty") } as const]
        : []),
    ],
  };
};
