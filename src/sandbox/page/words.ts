import type { Words } from "./wire.ts";

export const languages = ["ru", "en"] as const;
export type Language = (typeof languages)[number];

interface Tree {
  readonly [name: string]: string | Tree;
}

const prefix = "sandbox.";
let current: Language = "en";
let texts: Tree = {};
let fallback: Tree = {};

const load = async (language: string): Promise<Tree> =>
  (await (await fetch(`/locales/${language}.json`)).json()) as Tree;

/** Speaks this language from now on. */
export const speak = async (language: Language): Promise<void> => {
  texts = await load(language);
  fallback = language === "en" ? texts : await load("en");
  current = language;
  document.documentElement.lang = language;
};

export const language = (): Language => current;

const find = (tree: Tree, path: string): string | undefined => {
  let place: string | Tree | undefined = tree;
  for (const part of path.split(".")) {
    if (typeof place !== "object") return undefined;
    place = place[part];
  }
  return typeof place === "string" ? place : undefined;
};

/** The text under a key of locales/<language>/sandbox.json; `count` chooses the form of its number. */
export const say = (key: string, params: Readonly<Record<string, string | number>> = {}): string => {
  const path = key.slice(prefix.length);
  const form =
    typeof params.count === "number" ? `${path}_${new Intl.PluralRules(current).select(params.count)}` : path;
  const text = find(texts, form) ?? find(texts, path) ?? find(fallback, path) ?? key;
  return text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(params[name] ?? ""));
};

/** What somebody wrote in several languages. */
export const inOwn = (words: Words): string => words[current] ?? words.en ?? Object.values(words)[0] ?? "";
