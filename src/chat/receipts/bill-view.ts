import { dayAt } from "../../core/billing/calendar.ts";
import type { Bill } from "../../core/receipts/bill.ts";
import type { Requisites } from "../../core/receipts/payment-qr.ts";
import { action } from "../action.ts";
import { inRows } from "../in-rows.ts";
import { plain, type Text, t } from "../text.ts";
import type { Block, Button, View } from "../view.ts";
import { stoppedTexts } from "./explain-penalty.ts";
import { whereToPay } from "./pay-view.ts";
import { dayParam, moneyText, monthText, receiptNumber } from "./words.ts";

type ReceiptSums = Pick<
  Bill["receipt"],
  "charged" | "debtBefore" | "penaltyBefore" | "penalty" | "advanceBefore"
>;

/** A bill as a short message: what to pay, until when, what it is made of, and what can be done. */
export const billView = (bill: Bill, now: Date): View => ({
  blocks: [
    titleOf(bill),
    { type: "text", text: payText(bill) },
    { type: "fields", fields: fieldsOf(bill) },
    ...stoppedBlocks(bill),
    ...nowBlocks(bill),
    accountNote(bill),
  ],
  buttons: billButtons(bill, now),
});

/** The same for e-mail, SMS and push: what to pay, until when, for which account. A letter also says of what and where. */
export const shortBillView = (bill: Bill, requisites: Requisites): View => ({
  blocks: [titleOf(bill), { type: "text", text: payText(bill) }, accountNote(bill)],
  letter: [
    titleOf(bill),
    { type: "text", text: payText(bill) },
    { type: "fields", fields: fieldsOf(bill) },
    ...stoppedBlocks(bill),
    ...(bill.owed > 0n ? whereToPay(bill, requisites) : []),
    accountNote(bill),
  ],
});

const titleOf = ({ receipt, address, unit }: Bill): Block => ({
  type: "heading",
  text: t("receipts.bill.title", { month: monthText(receipt.month), address: plain(address), unit }),
});

const accountNote = ({ accountNumber, receipt }: Bill): Block => ({
  type: "note",
  text: t("receipts.bill.account", { number: accountNumber, receipt: receiptNumber(receipt) }),
});

const payText = ({ receipt, currency }: Bill): Text =>
  receipt.total > 0n
    ? t("receipts.bill.pay", { sum: moneyText(receipt.total, currency), due: dayParam(receipt.due ?? "") })
    : nothingText(receipt, currency);

/** Why there is nothing to pay, and what stays for the next bill. */
export const nothingText = (
  { charged, debtBefore, penaltyBefore, penalty, advanceBefore }: ReceiptSums,
  currency: string,
): Text => {
  const left = advanceBefore - (charged + debtBefore + penaltyBefore + penalty);
  if (left > 0n) return t("receipts.bill.nothing-left", { sum: moneyText(left, currency) });
  return t(advanceBefore > 0n ? "receipts.bill.nothing" : "receipts.bill.nothing-due");
};

const fieldsOf = ({ receipt, currency }: Bill): { label: Text; value: Text }[] => {
  const { charged, debtBefore, penaltyBefore, penalty, advanceBefore } = receipt;
  const field = (name: string, minor: bigint) => ({
    label: t(`receipts.bill.field.${name}`),
    value: moneyText(minor, currency),
  });
  return [
    field("charged", charged),
    ...(debtBefore > 0n ? [field("debt", debtBefore)] : []),
    ...(penaltyBefore + penalty > 0n ? [field("penalty", penaltyBefore + penalty)] : []),
    ...(advanceBefore > 0n ? [field("advance", -advanceBefore)] : []),
  ];
};

const stoppedBlocks = ({ stopped }: Bill): Block[] =>
  stoppedTexts(stopped).map((text) => ({ type: "note", text }));

/** What has changed since it was sent. */
const nowBlocks = ({ receipt, owed, advance, currency, newest }: Bill): Block[] => {
  if (!newest) return [{ type: "note", text: t("receipts.bill.newer") }];
  if (owed === receipt.total) return [];
  if (owed > 0n) return [{ type: "text", text: t("receipts.bill.left", { sum: moneyText(owed, currency) }) }];
  return [
    {
      type: "text",
      text:
        advance > 0n
          ? t("receipts.bill.paid-ahead", { sum: moneyText(advance, currency) })
          : t("receipts.bill.paid"),
    },
  ];
};

const billButtons = ({ receipt, oldestDue, timeZone, owed }: Bill, now: Date): Button[][] => {
  const late = oldestDue !== null && oldestDue < dayAt(now, timeZone);
  const button = (name: string, style?: Button["style"]): Button => ({
    label: t(`receipts.button.${name}`),
    do: { action: action(`rc.${name}`, receipt.id) },
    ...(style ? { style } : {}),
  });
  return inRows(
    [
      ...(owed > 0n ? [button("pay", "primary")] : []),
      button("why"),
      button("pdf"),
      button("history"),
      ...(late ? [button("debt")] : []),
      button("ask"),
    ],
    2,
  );
};
