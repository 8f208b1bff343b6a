/** A text for people: a sentence of locales/ with its parameters, or what a person or the data say. */
export type Text =
  | { key: string; params?: Record<string, TextParam> }
  | { plain: string }
  /** What a company wrote itself, by language. */
  | { byLanguage: Record<string, string> }
  | { join: Text[]; by: string };

/** Dates are formatted in the reader's language and the given time zone. */
export type TextParam = string | number | Text | MomentParam | MoneyParam | CurrencyParam;

export interface MomentParam {
  /** ISO 8601, UTC */
  moment: string;
  timeZone: string;
  style: "date" | "time" | "datetime";
}

/** An amount, written as the reader's language does. */
export interface MoneyParam {
  /** Minor currency units, in digits. */
  minor: string;
  /** ISO 4217 */
  currency: string;
  /** In a column whose head names the currency. */
  bare?: true;
  /** A price has more decimals than the currency: so many digits of `minor` are decimals. */
  decimals?: number;
}

/** The sign of a currency as the reader's language has it: ₽, €, CHF. */
export interface CurrencyParam {
  sign: string;
}

export const t = (key: string, params?: Record<string, TextParam>): Text =>
  params ? { key, params } : { key };

export const plain = (text: string): Text => ({ plain: text });

export const joined = (by: string, ...texts: Text[]): Text => ({ join: texts, by });

export const moment = (
  at: Date,
  timeZone: string,
  style: MomentParam["style"] = "datetime",
): MomentParam => ({ moment: at.toISOString(), timeZone, style });

export const money = (minor: bigint, currency: string): MoneyParam => ({
  minor: String(minor),
  currency,
});

/** A price, of which `decimals` digits are behind the point. */
export const price = (digits: bigint, decimals: number, currency: string): MoneyParam => ({
  ...money(digits, currency),
  decimals,
});

/** The digits of an amount alone. */
export const bareMoney = (minor: bigint, currency: string): MoneyParam => ({
  ...money(minor, currency),
  bare: true,
});

/** Makes the words of a reader's language; made from locales/ by createTranslator. */
export type Translate = (text: Text, language: string) => string;
