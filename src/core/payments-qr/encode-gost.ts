import { done, type Outcome, refused } from "../outcome.ts";

/** A payment order of GOST R 56042-2014: who is paid, and what for. Field names are the standard's own. */
export interface GostPayment {
  Name: string;
  /** 20 digits. */
  PersonalAcc: string;
  BankName: string;
  /** 9 digits. */
  BIC: string;
  /** 20 digits, or 0 where the bank has none. */
  CorrespAcc: string;
  /** Kopecks; left out where the payer decides. */
  sum?: bigint;
  /** Further fields of the standard, such as PayeeINN, Purpose or PersAcc, in the order in which they are written. */
  further?: Readonly<Record<string, string>>;
}

const mandatory = ["Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc"] as const;

/** Characters that a field may take. */
const longest: Readonly<Record<string, number>> = {
  Name: 160,
  PersonalAcc: 20,
  BankName: 45,
  BIC: 9,
  CorrespAcc: 20,
  Sum: 18,
  Purpose: 210,
  PayeeINN: 12,
  PayerINN: 12,
  DrawerStatus: 2,
  KPP: 9,
  CBC: 20,
  OKTMO: 11,
  PaytReason: 2,
  TaxPeriod: 10,
  DocNo: 15,
  DocDate: 10,
  TaxPaytKind: 2,
  TechCode: 2,
};

/** What digits a field must have. */
const shapes: Readonly<Record<string, RegExp>> = {
  PersonalAcc: /^\d{20}$/,
  BIC: /^\d{9}$/,
  CorrespAcc: /^(\d{20}|0)$/,
  Sum: /^\d+$/,
  PayeeINN: /^(\d{10}|\d{12})$/,
  KPP: /^\d{9}$/,
  TechCode: /^(0[1-9]|1[0-5])$/,
};

/** The mandatory fields together, in bytes; further fields are not counted. */
const mandatoryBytes = 300;

/** `|` unless a value has it; the others come from the standard's list. */
const separators = "|#;:^_~{}!$%&()*+,/@";

export type GostRefusal = "missing" | "too-long" | "wrong-shape" | "block-too-long" | "no-separator";

/**
 * The text of a payment QR by GOST R 56042-2014 in UTF-8 (ST00012). A refusal names the field to correct in
 * `params.field`; nothing is cut silently, since a shortened payee is another payee.
 */
export const encodeGost = (payment: GostPayment): Outcome<string, GostRefusal> => {
  const fields = fieldsOf(payment);
  for (const [field, value] of fields) {
    if (value === "") return refused("missing", { field });
    const most = longest[field];
    if (most !== undefined && [...value].length > most) return refused("too-long", { field, most });
    if (shapes[field]?.test(value) === false) return refused("wrong-shape", { field });
  }
  const separator = [...separators].find((sign) => fields.every(([, value]) => !value.includes(sign)));
  if (separator === undefined) return refused("no-separator", { field: "Purpose" });
  const pairs = fields.map(([field, value]) => `${field}=${value}`);
  const block = pairs.slice(0, mandatory.length).join(separator);
  if (Buffer.byteLength(block) > mandatoryBytes)
    return refused("block-too-long", { field: "Name", most: mandatoryBytes });
  return done(["ST00012", ...pairs].join(separator));
};

const fieldsOf = ({ sum, further = {}, ...payment }: GostPayment): [string, string][] => [
  ...mandatory.map((field): [string, string] => [field, tidy(payment[field])]),
  ...(sum === undefined ? [] : [["Sum", String(sum)] as [string, string]]),
  ...Object.entries(further)
    .map(([field, value]): [string, string] => [field, tidy(value)])
    .filter(([, value]) => value !== ""),
];

/** One line without control characters, as a bank's form has it. */
const tidy = (value: string): string => value.replace(/[\s\p{Cc}]+/gu, " ").trim();

/** What is paid for, cut to what the field Purpose takes: the end is the least telling part. */
export const fitPurpose = (purpose: string): string =>
  [...tidy(purpose)].slice(0, longest.Purpose).join("").trim();
