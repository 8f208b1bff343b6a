import type { BillingSettings } from "../billing/settings/settings-of.ts";
import { encodeGost, fitPurpose } from "../payments-qr/encode-gost.ts";
import { encodeEpc, fitRemittance } from "../payments-qr/epc.ts";
import { tidyIban } from "../payments-qr/iban.ts";
import { encodeSwiss, isQrIban, isSwissText, qrCheckDigit, type SwissPayment } from "../payments-qr/swiss.ts";

/** Who is paid, as a building's or company's settings say. */
export type Requisites = Pick<
  BillingSettings,
  | "country"
  | "name"
  | "inn"
  | "kpp"
  | "account"
  | "bank"
  | "bic"
  | "corrAccount"
  | "iban"
  | "street"
  | "house"
  | "postalCode"
  | "town"
  | "phone"
>;

/** Whether they say where to pay. */
export const namesAccount = ({
  country,
  account,
  iban,
}: Pick<Requisites, "country" | "account" | "iban">): boolean =>
  Boolean(country === "RU" ? account : (iban ?? account));

export interface Payable {
  /** Minor units; null or nothing: the payer decides. */
  amount: bigint | null;
  currency: string;
  /** The number of the account that is paid for. */
  accountNumber: string;
  /** "2026-03" */
  month: string;
  /** In words of the payee's language. */
  purpose: string;
}

export type PaymentQr =
  | { ok: true; standard: "gost" | "epc"; text: string }
  | { ok: true; standard: "swiss"; text: string; payment: SwissPayment }
  /** The requisites don't fit the standard; `field` is the one to correct. */
  | { ok: false; standard: "gost" | "epc" | "swiss"; code: string; field: string }
  /** This country has no payment QR that we know, or none for this currency. */
  | { ok: false; standard: null };

/** Housing and utilities, in GOST R 56042's list of payments. */
const housing = "02";

/** The payment QR of the payee's country: GOST R 56042, the Swiss QR-bill, or EPC069-12 for euros. */
export const paymentQr = (requisites: Requisites, payable: Payable): PaymentQr => {
  switch (qrStandard(requisites.country, payable.currency)) {
    case "gost":
      return gost(requisites, payable);
    case "swiss":
      return swiss(requisites, payable);
    case "epc":
      return epc(requisites, payable);
    case null:
      return { ok: false, standard: null };
  }
};

/** Where the Swiss QR-bill is used. */
export const isSwiss = (country: string): boolean => country === "CH" || country === "LI";

/** Which code pays a currency to a country: GOST knows roubles alone, the QR-bill francs and euros, EPC euros. */
export const qrStandard = (country: string, currency: string): "gost" | "epc" | "swiss" | null => {
  if (country === "RU") return currency === "RUB" ? "gost" : null;
  if (isSwiss(country)) return currency === "CHF" || currency === "EUR" ? "swiss" : null;
  return currency === "EUR" ? "epc" : null;
};

const amountOf = ({ amount }: Payable): { amount?: bigint } =>
  amount !== null && amount > 0n ? { amount } : {};

const gost = (requisites: Requisites, payable: Payable): PaymentQr => {
  const { name, account, bank, bic, corrAccount, inn, kpp } = requisites;
  const { amount } = amountOf(payable);
  const encoded = encodeGost({
    Name: name ?? "",
    PersonalAcc: account ?? "",
    BankName: bank ?? "",
    BIC: bic ?? "",
    CorrespAcc: corrAccount ?? "",
    ...(amount === undefined ? {} : { sum: amount }),
    further: {
      Purpose: fitPurpose(payable.purpose),
      PayeeINN: inn ?? "",
      KPP: kpp ?? "",
      PersAcc: payable.accountNumber,
      PaymPeriod: `${payable.month.slice(5)}${payable.month.slice(0, 4)}`,
      TechCode: housing,
    },
  });
  return encoded.ok
    ? { ok: true, standard: "gost", text: encoded.value }
    : { ok: false, standard: "gost", code: encoded.code, field: String(encoded.params?.field ?? "") };
};

const epc = ({ name, iban, bic }: Requisites, payable: Payable): PaymentQr => {
  const payment = { name: name ?? "", iban: iban ?? "", ...(bic ? { bic } : {}), ...amountOf(payable) };
  const encoded = encodeEpc({ ...payment, remittance: fitRemittance(payment, payable.purpose) });
  return encoded.ok
    ? { ok: true, standard: "epc", text: encoded.value }
    : { ok: false, standard: "epc", code: encoded.code, field: String(encoded.params?.field ?? "") };
};

const swiss = (requisites: Requisites, payable: Payable): PaymentQr => {
  const { name, iban, street, house, postalCode, town, country } = requisites;
  const payment: SwissPayment = {
    iban: tidyIban(iban ?? ""),
    creditor: {
      name: name ?? "",
      street: street ?? "",
      ...(house ? { buildingNumber: house } : {}),
      zip: postalCode ?? "",
      city: town ?? "",
      country,
    },
    ...amountOf(payable),
    currency: payable.currency === "EUR" ? "EUR" : "CHF",
    message: isSwissText(payable.purpose)
      ? cut(payable.purpose, 140)
      : `${payable.accountNumber} ${payable.month}`,
    ...(iban && isQrIban(iban) ? { reference: qrReference(payable) } : {}),
  };
  const encoded = encodeSwiss(payment);
  return encoded.ok
    ? { ok: true, standard: "swiss", text: encoded.value, payment }
    : { ok: false, standard: "swiss", code: encoded.code, field: String(encoded.params?.field ?? "") };
};

/** The account's number and the month, so that the payment finds its account: 26 digits and the check digit. */
const qrReference = ({ accountNumber, month }: Payable): string => {
  const digits = `${accountNumber.replace(/\D/g, "")}${month.replace("-", "")}`.slice(-26).padStart(26, "0");
  return `${digits}${qrCheckDigit(digits)}`;
};

const cut = (text: string, most: number): string => [...text].slice(0, most).join("");
