import { done, type Outcome, refused } from "../outcome.ts";
import { creditorReferenceFits, ibanFits, tidyIban } from "./iban.ts";

/** A SEPA transfer as the European Payments Council's guideline EPC069-12 writes it into a QR code. */
export interface EpcPayment {
  name: string;
  iban: string;
  /** Eight or eleven characters; may be left out within the EEA. */
  bic?: string;
  /** Euro cents; left out where the payer decides. */
  amount?: bigint;
  /** Of ISO 20022, such as RENT. */
  purpose?: string;
  /** ISO 11649; instead of `remittance`. */
  reference?: string;
  remittance?: string;
  /** For the payer, not for the payee. */
  information?: string;
}

export type EpcRefusal = "missing" | "too-long" | "wrong-shape" | "both-references" | "payload-too-long";

/** Bytes of the largest QR code that the guideline admits (version 13, level M). */
const mostBytes = 331;
const largestAmount = 99_999_999_999n;

/** The text of the QR code, version 002 in UTF-8. A refusal names the field to correct in `params.field`. */
export const encodeEpc = (payment: EpcPayment): Outcome<string, EpcRefusal> => {
  const line = (text = ""): string => text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  const name = line(payment.name);
  const iban = tidyIban(payment.iban);
  const { bic = "", amount, purpose = "", reference = "" } = payment;
  const remittance = line(payment.remittance);
  const information = line(payment.information);
  if (name === "") return refused("missing", { field: "name" });
  const limited = [
    { field: "name", text: name, most: 70 },
    { field: "remittance", text: remittance, most: mostRemittance },
    { field: "information", text: information, most: 70 },
  ];
  for (const { field, text, most } of limited)
    if ([...text].length > most) return refused("too-long", { field, most });
  if (!ibanFits(iban)) return refused("wrong-shape", { field: "iban" });
  if (bic !== "" && !/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic))
    return refused("wrong-shape", { field: "bic" });
  if (amount !== undefined && (amount < 1n || amount > largestAmount))
    return refused("wrong-shape", { field: "amount" });
  if (!/^[A-Z0-9]{0,4}$/.test(purpose)) return refused("wrong-shape", { field: "purpose" });
  if (reference !== "" && !creditorReferenceFits(reference))
    return refused("wrong-shape", { field: "reference" });
  if (reference !== "" && remittance !== "") return refused("both-references", { field: "remittance" });
  const lines = [
    "BCD",
    "002",
    "1",
    "SCT",
    bic,
    name,
    iban,
    amount === undefined ? "" : `EUR${decimal(amount)}`,
    purpose,
    reference,
    remittance,
    information,
  ];
  while (lines.at(-1) === "") lines.pop();
  const text = lines.join("\n");
  return Buffer.byteLength(text) > mostBytes
    ? refused("payload-too-long", { field: "remittance", most: mostBytes })
    : done(text);
};

const mostRemittance = 140;

/** What is paid for, cut to what the payment's code takes: letters outside of ASCII are longer, and the end tells least. */
export const fitRemittance = (payment: EpcPayment, text: string): string => {
  const letters = [...text.replace(/[\s\p{Cc}]+/gu, " ").trim()].slice(0, mostRemittance);
  const isTooLong = (): boolean => {
    const encoded = encodeEpc({ ...payment, remittance: letters.join("") });
    return !encoded.ok && encoded.code === "payload-too-long";
  };
  while (letters.length > 0 && isTooLong()) letters.pop();
  return letters.join("").trim();
};

/** Minor units as a number with two decimals and a point. */
const decimal = (minor: bigint): string => `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;

export interface DecodedEpc {
  version: string;
  characterSet: string;
  identification: string;
  bic: string;
  name: string;
  iban: string;
  ibanFits: boolean;
  /** Euro cents; null where the payer decides. */
  amount: bigint | null;
  purpose: string;
  reference: string;
  remittance: string;
  information: string;
}

/** Reads the text of an EPC069-12 code of version 001 or 002. */
export const decodeEpc = (text: string): Outcome<DecodedEpc, "not-epc" | "wrong-amount"> => {
  const lines = text.split(/\r?\n/);
  const [tag, version = "", characterSet = "", identification = "", bic = "", name = "", iban = ""] = lines;
  if (tag !== "BCD" || !/^00[12]$/.test(version) || identification !== "SCT") return refused("not-epc");
  const [written = "", purpose = "", reference = "", remittance = "", information = ""] = lines.slice(7);
  const amount = /^EUR(?!0+(?:\.0*)?$)(\d{1,9})(?:\.(\d{1,2}))?$/.exec(written);
  if (written !== "" && !amount) return refused("wrong-amount", { amount: written });
  return done({
    version,
    characterSet,
    identification,
    bic,
    name,
    iban,
    ibanFits: ibanFits(iban),
    amount: amount ? BigInt(amount[1] ?? 0) * 100n + BigInt((amount[2] ?? "").padEnd(2, "0")) : null,
    purpose,
    reference,
    remittance,
    information,
  });
};
