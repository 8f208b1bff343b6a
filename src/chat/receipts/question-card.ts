import { billOf } from "../../core/receipts/bill.ts";
import { personName } from "../../core/requests/person-name.ts";
import { action } from "../action.ts";
import type { CardPresenter } from "../card-renderer.ts";
import { plain, t } from "../text.ts";
import type { Button } from "../view.ts";
import { moneyText, monthText, receiptNumber } from "./words.ts";

export const questionCardKind = "receipt-question";

/** A question about a bill in the staff channel: who asks what, and how the bill stands. */
export const questionCard: CardPresenter = async (read, vault, { subjectId }) => {
  const question = await read.receiptQuestion.findUnique({
    where: { id: subjectId },
    include: { messages: { where: { kind: "question" }, orderBy: { id: "asc" }, take: 1 } },
  });
  const bill = question && (await billOf(read, question.receiptId));
  if (!question || !bill) return null;
  const button = (name: string, id: string, style?: Button["style"]): Button => ({
    label: t(`receipts.question.button.${name}`),
    do: { action: action(`rc.${name}`, id) },
    ...(style ? { style } : {}),
  });
  const [first] = question.messages;
  return {
    blocks: [
      {
        type: "heading",
        text: t("receipts.question.card", {
          address: plain(bill.address),
          unit: bill.unit,
          month: monthText(bill.receipt.month),
        }),
      },
      { type: "quote", text: plain(first ? vault.open(first.textSealed) : "") },
      {
        type: "fields",
        fields: [
          {
            label: t("receipts.question.who"),
            value: plain((await personName(read, vault, question.personId)) ?? ""),
          },
          {
            label: t("receipts.question.receipt"),
            value: plain(receiptNumber(bill.receipt)),
          },
          { label: t("receipts.bill.field.total"), value: moneyText(bill.receipt.total, bill.currency) },
          { label: t("receipts.question.owed"), value: moneyText(bill.owed, bill.currency) },
        ],
      },
      {
        type: "note",
        text: question.closedAt ? t("receipts.question.state-closed") : t("receipts.question.state-open"),
      },
    ],
    buttons: [
      [
        button("reply", question.id, "primary"),
        button("why", question.receiptId),
        ...(question.closedAt ? [] : [button("close", question.id)]),
      ],
    ],
  };
};
