import type { Bill } from "../../core/receipts/bill.ts";
import {
  isSwiss,
  namesAccount,
  type PaymentQr,
  paymentQr,
  type Requisites,
} from "../../core/receipts/payment-qr.ts";
import { action } from "../action.ts";
import { plain, type Text, type Translate, t } from "../text.ts";
import type { Block, Button, View } from "../view.ts";
import { moneyText, monthText } from "./words.ts";

/** What the payer writes, or the QR writes for them, in the payee's language. */
export const purposeText = ({
  accountNumber,
  month,
  address,
  unit,
}: {
  accountNumber: string;
  month: string;
  address: string;
  unit: string;
}): Text =>
  t("receipts.pay.purpose", {
    account: accountNumber,
    month: monthText(month),
    address: plain(address),
    unit,
  });

/** The payment QR of a bill. */
export const billQr = (
  bill: Bill,
  requisites: Requisites,
  translate: Translate,
  language: string,
): PaymentQr =>
  paymentQr(requisites, {
    amount: bill.owed,
    currency: bill.currency,
    accountNumber: bill.accountNumber,
    month: bill.receipt.month,
    purpose: translate(purposeText({ ...bill, month: bill.receipt.month }), language),
  });

/** Requisites by their names, those that are set. */
export const requisiteRows = (requisites: Requisites): [Text, string][] => {
  const { country, name, inn, kpp, account, bank, bic, corrAccount, iban } = requisites;
  const rows: [string, string | null][] =
    country === "RU"
      ? [
          ["name", name],
          ["inn", inn],
          ["kpp", kpp],
          ["account", account],
          ["bank", bank],
          ["bic", bic],
          ["corr", corrAccount],
        ]
      : [
          ["name", name],
          ["iban", iban],
          // Where there are no IBANs.
          ["account", iban ? null : account],
          // A QR-bill goes by its IBAN; what is kept beside it may be another country's.
          ["swift", isSwiss(country) ? null : bic],
          ["bank", isSwiss(country) ? null : bank],
        ];
  return rows.flatMap(([key, value]): [Text, string][] =>
    value ? [[t(`receipts.pay.field.${key}`), value]] : [],
  );
};

/** The requisites, each to be copied, and what the payer writes; nothing where they are not known. */
export const whereToPay = (bill: Bill, requisites: Requisites): Block[] =>
  namesAccount(requisites)
    ? [
        {
          type: "fields",
          fields: [
            ...requisiteRows(requisites).map(([label, value]) => ({ label, value: plain(value) })),
            {
              label: t("receipts.pay.field.purpose"),
              value: purposeText({ ...bill, month: bill.receipt.month }),
            },
          ],
          copied: true,
        },
      ]
    : [];

/** How to pay a bill: the sum, the requisites to be copied, that the QR follows, and what happens then. */
export const payView = (bill: Bill, requisites: Requisites, qr: PaymentQr): View => {
  const heading: Block = {
    type: "heading",
    text: t("receipts.pay.title", { sum: moneyText(bill.owed, bill.currency) }),
  };
  const ask: Button = {
    label: t("receipts.button.ask"),
    do: { action: action("rc.ask", bill.receipt.id) },
  };
  if (!namesAccount(requisites))
    return {
      blocks: [heading, { type: "text", text: t("receipts.pay.no-requisites") }],
      buttons: [[ask]],
    };
  return {
    blocks: [
      heading,
      ...whereToPay(bill, requisites),
      { type: "note", text: t(qr.ok ? "receipts.pay.qr-follows" : "receipts.pay.no-qr") },
      { type: "note", text: t("receipts.pay.then") },
    ],
  };
};
