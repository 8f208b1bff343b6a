import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInstance, type Resource } from "i18next";
import type { MomentParam, MoneyParam, TextParam, Translate } from "./text.ts";

export interface Translator {
  languages: readonly string[];
  translate: Translate;
  /** The language of ours for a BCP 47 tag such as "ru-RU"; undefined when we don't speak it. */
  match(tag: string | null | undefined): string | undefined;
}

/** Reads locales/<language>/<area>.json; a key is `<area>.<path>`. English stands in for what a language lacks. */
export const createTranslator = (folder: string): Translator => {
  const languages = readdirSync(folder).sort();
  const resources: Resource = Object.fromEntries(
    languages.map((language) => [language, { translation: readAreas(join(folder, language)) }]),
  );
  const i18n = createInstance();
  // With resources given and initAsync off, init is done when it returns.
  void i18n.init({
    resources,
    supportedLngs: languages,
    fallbackLng: "en",
    initAsync: false,
    interpolation: { escapeValue: false },
  });

  const translate: Translate = (text, language) => {
    if ("plain" in text) return text.plain;
    if ("byLanguage" in text) return text.byLanguage[language] ?? Object.values(text.byLanguage)[0] ?? "";
    if ("join" in text) return text.join.map((part) => translate(part, language)).join(text.by);
    if (!text.params) return fixed(text.key, language);
    const params = Object.fromEntries(
      Object.entries(text.params).map(([name, value]) => [name, spell(value, language)]),
    );
    return i18n.t(text.key, { ...params, lng: language });
  };

  /** Labels and the like never change while the process lives, and are most of what is said. */
  const fixed = (key: string, language: string): string => {
    const id = `${language} ${key}`;
    const known = fixedTexts.get(id);
    if (known !== undefined) return known;
    const found = i18n.t(key, { lng: language });
    fixedTexts.set(id, found);
    return found;
  };
  const fixedTexts = new Map<string, string>();

  const spell = (value: TextParam, language: string): string | number => {
    if (typeof value !== "object") return value;
    if ("moment" in value) return spellMoment(value, language);
    if ("sign" in value) return signOf(value.sign, language);
    return "minor" in value ? spellMoney(value, language) : translate(value, language);
  };

  return {
    languages,
    translate,
    match: (tag) => languages.find((language) => tag?.toLowerCase().split(/[-_]/)[0] === language),
  };
};

const readAreas = (folder: string): Record<string, unknown> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith(".json"))
      .map((file) => [file.slice(0, -".json".length), JSON.parse(readFileSync(join(folder, file), "utf8"))]),
  );

const momentStyles: Record<MomentParam["style"], Intl.DateTimeFormatOptions> = {
  date: { day: "numeric", month: "long", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  datetime: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
};

const formatters = new Map<string, Intl.DateTimeFormat>();

const spellMoment = ({ moment, timeZone, style }: MomentParam, language: string): string => {
  const id = `${language} ${timeZone} ${style}`;
  const formatter =
    formatters.get(id) ?? new Intl.DateTimeFormat(language, { ...momentStyles[style], timeZone });
  formatters.set(id, formatter);
  return formatter.format(new Date(moment));
};

const moneyFormatters = new Map<string, { formatter: Intl.NumberFormat; decimals: number }>();

/** `bare`: digits alone. `most`: more decimals than the currency has, as prices do. */
const moneyFormatter = (language: string, currency: string, { bare = false, most = 0 } = {}) => {
  const id = `${language} ${currency} ${bare} ${most}`;
  const known = moneyFormatters.get(id);
  if (known) return known;
  const whole = new Intl.NumberFormat(language, { style: "currency", currency });
  // Asked for once: it takes longer than to spell a sum.
  const decimals = whole.resolvedOptions().maximumFractionDigits ?? 2;
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: Math.max(most, decimals) };
  const formatter = bare
    ? new Intl.NumberFormat(language, digits)
    : new Intl.NumberFormat(language, { style: "currency", currency, ...digits });
  const made = { formatter, decimals };
  moneyFormatters.set(id, made);
  return made;
};

const signOf = (currency: string, language: string): string =>
  moneyFormatter(language, currency)
    .formatter.formatToParts(0)
    .find(({ type }) => type === "currency")?.value ?? currency;

/** Exact: the digits are never a floating-point number. */
const spellMoney = ({ minor, currency, bare, decimals: most }: MoneyParam, language: string): string => {
  const made = moneyFormatter(language, currency, { bare: bare === true, most: most ?? 0 });
  const { formatter } = made;
  const decimals = most ?? made.decimals;
  const digits = minor.replace("-", "").padStart(decimals + 1, "0");
  const whole = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return formatter.format(`${minor.startsWith("-") ? "-" : ""}${whole}` as Intl.StringNumericLiteral);
};
