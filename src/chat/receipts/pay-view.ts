import type { Bill } from "../../core/receipts/bill.ts";
import { type PaymentQr, paymentQr, type Requisites } from "../../core/receipts/payment-qr.ts";
import { plain, type Text, type Translate, t } from "../text.ts";
import type { Block, View } from "../view.ts";
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
          ["bic", bic],
          ["bank", bank],
        ];
  return rows.flatMap(([key, value]): [Text, string][] =>
    value ? [[t(`receipts.pay.field.${key}`), value]] : [],
  );
};

/** How to pay a bill: the sum, the requisites to be copied, and that the QR follows. */
export const payView = (bill: Bill, requisites: Requisites, qr: PaymentQr): View => {
  const rows = requisiteRows(requisites);
  const blocks: Block[] = [
    { type: "heading", text: t("receipts.pay.title", { sum: moneyText(bill.owed, bill.currency) }) },
    ...(rows.length > 1
      ? ([
          {
            type: "table",
            head: [t("receipts.pay.head.name"), t("receipts.pay.head.value")],
            rows: [
              ...rows.map(([label, value]) => [label, plain(value)]),
              [t("receipts.pay.field.purpose"), purposeText({ ...bill, month: bill.receipt.month })],
            ],
            whole: true,
          },
        ] satisfies Block[])
      : ([{ type: "text", text: t("receipts.pay.no-requisites") }] satisfies Block[])),
    { type: "note", text: qr.ok ? t("receipts.pay.qr-follows") : t("receipts.pay.no-qr") },
  ];
  return { blocks };
};
