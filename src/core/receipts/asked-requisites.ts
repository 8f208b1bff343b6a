import { isSwiss } from "./payment-qr.ts";
import type { RequisitesField } from "./requisites-fit.ts";

/** What is asked of a payee beside the name: what bills and payments of its country need, and nothing else. */
export type AskedField = Exclude<RequisitesField, "name" | "country">;

const asked = {
  russian: ["inn", "kpp", "account", "bank", "bic", "corrAccount"],
  // The QR-bill goes by the IBAN alone, and has to name where the payee is.
  swiss: ["iban", "street", "house", "postalCode", "town"],
  euro: ["iban", "bic", "bank"],
  // Where there may be no IBANs.
  other: ["iban", "account", "bank", "bic"],
} as const satisfies Record<string, readonly AskedField[]>;

export type RequisitesKind = keyof typeof asked;

export const requisitesKind = (country: string, currency: string): RequisitesKind => {
  if (country === "RU") return "russian";
  if (isSwiss(country)) return "swiss";
  return currency === "EUR" ? "euro" : "other";
};

export const askedRequisites = (kind: RequisitesKind): readonly AskedField[] => asked[kind];
