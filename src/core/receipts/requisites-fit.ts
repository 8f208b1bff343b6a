import { accountKeyFits } from "../payments-qr/account-key.ts";
import { paymentQr, qrStandard, type Requisites } from "./payment-qr.ts";

export type RequisitesFit =
  | { fit: "yes" }
  /** No payment QR is known for this country and currency. */
  | { fit: "no-qr" }
  /** A Russian account whose check digit doesn't fit the bank: one of both is mistyped. */
  | { fit: "wrong-key" }
  /** The payment QR can't be made because of this one. */
  | { fit: "wrong-field"; field: RequisitesField };

export type RequisitesField = (typeof fields)[keyof typeof fields];

/** What the standards call the requisites. */
const fields = {
  Name: "name",
  PersonalAcc: "account",
  BankName: "bank",
  BIC: "bic",
  CorrespAcc: "corrAccount",
  PayeeINN: "inn",
  KPP: "kpp",
  name: "name",
  iban: "iban",
  bic: "bic",
  "creditor.name": "name",
  "creditor.street": "street",
  "creditor.buildingNumber": "house",
  "creditor.zip": "postalCode",
  "creditor.city": "town",
  "creditor.country": "country",
} as const;

const isKnown = (field: string): field is keyof typeof fields => field in fields;

/** Whether bills can carry the payment QR of these requisites; nobody pays by one that is mistyped. */
export const requisitesFit = (requisites: Requisites, currency: string): RequisitesFit => {
  const standard = qrStandard(requisites.country, currency);
  if (standard === null) return { fit: "no-qr" };
  const payable = { amount: 1n, currency, accountNumber: "100001", month: "2026-01", purpose: "1" };
  const qr = paymentQr(requisites, payable);
  if (!qr.ok && qr.standard !== null)
    return { fit: "wrong-field", field: isKnown(qr.field) ? fields[qr.field] : "name" };
  const { account, bic } = requisites;
  return standard === "gost" && !accountKeyFits(account ?? "", bic ?? "")
    ? { fit: "wrong-key" }
    : { fit: "yes" };
};
