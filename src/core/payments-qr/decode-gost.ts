import { done, type Outcome, refused } from "../outcome.ts";
import { accountKeyFits } from "./account-key.ts";

const codePages = { 1: "windows-1251", 2: "utf-8", 3: "koi8-r" } as const;

type CodePage = (typeof codePages)[keyof typeof codePages];

export interface DecodedGost {
  version: string;
  /** As the header says, and as the bytes were read: many generators write UTF-8 under another header. */
  declared: CodePage;
  read: CodePage;
  separator: string;
  /** As they are spelt in the code; unknown ones too. */
  fields: Readonly<Record<string, string>>;
  missing: string[];
  /** Kopecks; null where the code leaves it out. */
  sum: bigint | null;
  accountKeyFits: boolean;
}

const mandatory = ["Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc"] as const;

/**
 * Reads a payment QR of GOST R 56042-2014 as kindly as banks' apps do: keys in any case, a separator at the end,
 * unknown fields. A sum with a decimal point is refused rather than taken for kopecks.
 */
export const decodeGost = (
  bytes: Uint8Array,
): Outcome<DecodedGost, "not-gost" | "unknown-encoding" | "wrong-sum"> => {
  const header = /^ST(\d{4})(\d)(.)$/s.exec(Buffer.from(bytes.subarray(0, 8)).toString("latin1"));
  if (!header) return refused("not-gost");
  const [, version = "", code = "", separator = ""] = header;
  const declared = code === "1" || code === "2" || code === "3" ? codePages[code] : undefined;
  if (!declared) return refused("unknown-encoding", { code });
  const body = bytes.subarray(8);
  const read = bytes.some((byte) => byte > 127) && isUtf8(body) ? "utf-8" : declared;
  const fields = splitFields(new TextDecoder(read).decode(body), separator);
  const value = (field: string) =>
    Object.entries(fields).find(([key]) => key.toLowerCase() === field.toLowerCase())?.[1];
  // Empty means left out, as with every other field: the payer decides.
  const sum = value("Sum") || undefined;
  if (sum !== undefined && !/^\d{1,18}$/.test(sum)) return refused("wrong-sum", { sum });
  return done({
    version,
    declared,
    read,
    separator,
    fields,
    missing: mandatory.filter((field) => !value(field)),
    sum: sum === undefined ? null : BigInt(sum),
    accountKeyFits: accountKeyFits(value("PersonalAcc") ?? "", value("BIC") ?? ""),
  });
};

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

const splitFields = (text: string, separator: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(separator)
      .filter((pair) => pair.includes("="))
      .map((pair) => {
        const cut = pair.indexOf("=");
        return [pair.slice(0, cut).trim(), pair.slice(cut + 1)];
      }),
  );
