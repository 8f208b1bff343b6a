import { done, type Outcome, refused } from "../outcome.ts";
import { creditorReferenceFits, ibanFits, tidyIban } from "./iban.ts";

/** A structured address; combined ones are no longer taken. */
export interface SwissParty {
  name: string;
  street: string;
  buildingNumber?: string;
  zip: string;
  city: string;
  /** ISO 3166, two letters. */
  country: string;
}

/** A payment of the Swiss QR-bill (SIX Implementation Guidelines 2.3). */
export interface SwissPayment {
  iban: string;
  creditor: SwissParty;
  /** Rappen or cents, up to 999,999,999.99; left out where the payer decides, nothing only where nobody is to pay. */
  amount?: bigint;
  currency: "CHF" | "EUR";
  debtor?: SwissParty;
  /** 27 digits with a QR-IBAN, RF… with another IBAN. */
  reference?: string;
  message?: string;
}

export type SwissRefusal = "missing" | "too-long" | "wrong-shape";

const longest = { name: 70, street: 70, buildingNumber: 16, zip: 16, city: 35, country: 2 } as const;
const mostMessage = 140;
const mostAmount = 99_999_999_999n;

/** Characters that the guidelines admit; others can't be printed on the slip. */
export const isSwissText = (text: string): boolean =>
  /^[\x20-\x7e\u00a0-\u017f\u0218-\u021b\u20ac]*$/u.test(text);

/** Institutions 30000 to 31999 belong to QR-IBANs. */
export const isQrIban = (iban: string): boolean => {
  const institution = Number(tidyIban(iban).slice(4, 9));
  return institution >= 30000 && institution <= 31999;
};

/** Whether the last of the 27 digits is the check digit of the others, modulo 10 recursive. */
export const qrReferenceFits = (reference: string): boolean =>
  /^\d{27}$/.test(reference) && qrCheckDigit(reference.slice(0, -1)) === Number(reference.slice(-1));

/** The check digit of a QR reference. */
export const qrCheckDigit = (digits: string): number => {
  const table = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];
  const carry = [...digits].reduce((at, digit) => table[(at + Number(digit)) % 10] ?? 0, 0);
  return (10 - carry) % 10;
};

/** Which kind of reference it is, when it fits the account; null when it does not. */
const referenceKind = (iban: string, reference = ""): "QRR" | "SCOR" | "NON" | null => {
  if (reference === "") return isQrIban(iban) ? null : "NON";
  if (isQrIban(iban)) return qrReferenceFits(reference) ? "QRR" : null;
  return creditorReferenceFits(reference) ? "SCOR" : null;
};

/** The text of the Swiss QR code. A refusal names the field to correct in `params.field`. */
export const encodeSwiss = (payment: SwissPayment): Outcome<string, SwissRefusal> => {
  const { creditor, debtor, amount, currency, reference = "", message = "" } = payment;
  const iban = tidyIban(payment.iban);
  if (!/^(CH|LI)\d{7}[A-Z0-9]{12}$/.test(iban) || !ibanFits(iban))
    return refused("wrong-shape", { field: "iban" });
  const parties = [["creditor", creditor] as const, ...(debtor ? [["debtor", debtor] as const] : [])];
  for (const [whose, party] of parties) {
    const wrong = checkParty(party);
    if (wrong) return refused(wrong.code, { field: `${whose}.${wrong.field}` });
  }
  if (amount !== undefined && (amount < 0n || amount > mostAmount))
    return refused("wrong-shape", { field: "amount" });
  const kind = referenceKind(iban, reference);
  if (kind === null) return refused("wrong-shape", { field: "reference" });
  if (message.length > mostMessage) return refused("too-long", { field: "message", most: mostMessage });
  if (!isSwissText(message)) return refused("wrong-shape", { field: "message" });
  return done(
    [
      "SPC",
      "0200",
      "1",
      iban,
      ...partyLines(creditor),
      ...partyLines(undefined),
      amount === undefined ? "" : `${amount / 100n}.${String(amount % 100n).padStart(2, "0")}`,
      currency,
      ...partyLines(debtor),
      kind,
      reference,
      message,
      "EPD",
    ].join("\n"),
  );
};

const checkParty = (party: SwissParty): { code: SwissRefusal; field: string } | null => {
  for (const field of ["name", "zip", "city", "country"] as const)
    if (party[field].trim() === "") return { code: "missing", field };
  for (const [field, most] of Object.entries(longest)) {
    const text = party[field as keyof SwissParty] ?? "";
    if (text.length > most) return { code: "too-long", field };
    if (!isSwissText(text)) return { code: "wrong-shape", field };
  }
  if (!/^[A-Z]{2}$/.test(party.country)) return { code: "wrong-shape", field: "country" };
  return null;
};

const partyLines = (party: SwissParty | undefined): string[] =>
  party
    ? ["S", party.name, party.street, party.buildingNumber ?? "", party.zip, party.city, party.country]
    : ["", "", "", "", "", "", ""];

export interface DecodedSwiss extends Omit<SwissPayment, "currency" | "amount"> {
  currency: string;
  /** Null where the payer decides. */
  amount: bigint | null;
  referenceType: string;
  ibanFits: boolean;
  isQrIban: boolean;
  referenceFits: boolean;
  billInformation: string;
}

/** Reads the text of a Swiss QR code of version 0200. */
export const decodeSwiss = (text: string): Outcome<DecodedSwiss, "not-swiss" | "wrong-amount"> => {
  const lines = text.split(/\r?\n/);
  const at = (index: number): string => lines[index] ?? "";
  if (at(0) !== "SPC" || at(1) !== "0200" || at(30) !== "EPD") return refused("not-swiss");
  const amount = /^(\d{1,9})\.(\d{2})$/.exec(at(18));
  if (at(18) !== "" && !amount) return refused("wrong-amount", { amount: at(18) });
  const iban = at(3);
  const reference = at(28);
  const debtor = partyAt(lines, 20);
  return done({
    iban,
    ibanFits: ibanFits(iban),
    isQrIban: isQrIban(iban),
    creditor: partyAt(lines, 4) ?? { name: "", street: "", zip: "", city: "", country: "" },
    amount: amount ? BigInt(amount[1] ?? 0) * 100n + BigInt(amount[2] ?? 0) : null,
    currency: at(19),
    ...(debtor ? { debtor } : {}),
    referenceType: at(27),
    reference,
    referenceFits: referenceKind(iban, reference) === at(27),
    message: at(29),
    billInformation: at(31),
  });
};

const partyAt = (lines: readonly string[], from: number): SwissParty | undefined => {
  const [type = "", name = "", street = "", buildingNumber = "", zip = "", city = "", country = ""] =
    lines.slice(from, from + 7);
  return type === "" ? undefined : { name, street, buildingNumber, zip, city, country };
};
