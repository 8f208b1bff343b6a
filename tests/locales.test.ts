import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { acts } from "../src/core/access/policy.ts";

const languages = readdirSync("locales");
const areas = readdirSync(join("locales", "en")).filter((file) => file.endsWith(".json"));

/** Lists of words that languages have of their own, not translations. */
const dataFiles = new Set(["emergency.json"]);

const pluralSuffix = /_(zero|one|two|few|many|other)$/;

const leaves = (value: unknown, path = ""): [string, string][] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key))
    : [[path, String(value)]];

const textsOf = (language: string): Map<string, string> =>
  new Map(
    areas
      .filter((file) => !dataFiles.has(file))
      .flatMap((file) =>
        leaves(JSON.parse(readFileSync(join("locales", language, file), "utf8"))).map(
          ([path, text]): [string, string] => [`${file.slice(0, -".json".length)}.${path}`, text],
        ),
      ),
  );

const baseKeys = (texts: Map<string, string>): string[] =>
  [...new Set([...texts.keys()].map((key) => key.replace(pluralSuffix, "")))].sort();

const english = textsOf("en");

/** Of the local platforms only the page speaks to people; it reads `sandbox.json` by itself. */
const speaks = (file: string): boolean =>
  !file.startsWith("generated") && (!file.startsWith("sandbox") || file.startsWith(join("sandbox", "page")));

const source = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(ts|html)$/.test(file) && speaks(file))
  .map((file) => readFileSync(join("src", file), "utf8"))
  .join("\n");

/** Forms, acts and events are named in the same way as texts. */
const otherNames = new Set<string | undefined>([
  ...[...source.matchAll(/\b(?:id|act|type): "([\w.-]+)"/g)].map(([, name]) => name),
  ...acts,
]);

const areaNames = areas
  .filter((file) => !dataFiles.has(file))
  .map((file) => file.slice(0, -".json".length))
  .join("|");

/** Keys in the code, exact ones and those with a part that is filled in, and names that look like keys. */
const namesInCode = [
  ...source.matchAll(new RegExp(`["\`]((?:${areaNames})\\.(?:[\\w.-]|\\$\\{[^}]*\\})+)["\`]`, "g")),
]
  .map(([, key = ""]) => key)
  .filter((key) => !key.endsWith(".json"));

/** The title of a document's kind, "area:name"; Slack's scopes look the same. */
const documentKeys = [...source.matchAll(new RegExp(`"(?!chat:)(${areaNames}):([\\w-]+)"`, "g"))].map(
  ([, area, name]) => `${area}.document.${name}`,
);

const keysInCode = [...namesInCode.filter((key) => !otherNames.has(key)), ...documentKeys];

const patternOf = (key: string): RegExp =>
  new RegExp(`^${key.replace(/[.]/g, "\\.").replace(/\$\{[^}]*\}/g, ".+")}$`);

describe("locales", () => {
  it.each(languages.filter((language) => language !== "en"))(
    "%s has the texts that English has",
    (language) => {
      expect(
        readdirSync(join("locales", language))
          .filter((file) => file.endsWith(".json"))
          .sort(),
      ).toEqual([...areas].sort());
      expect(baseKeys(textsOf(language))).toEqual(baseKeys(english));
    },
  );

  it.each(languages)("%s counts in every form that its grammar has", (language) => {
    const texts = textsOf(language);
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const counted = [
      ...new Set(
        [...texts.keys()].filter((key) => pluralSuffix.test(key)).map((key) => key.replace(pluralSuffix, "")),
      ),
    ];
    const missing = counted.flatMap((key) =>
      forms.filter((form) => !texts.has(`${key}_${form}`)).map((form) => `${key}_${form}`),
    );
    expect(missing).toEqual([]);
  });

  it.each(languages)("%s uses the parameters that English uses", (language) => {
    const parameters = (texts: Map<string, string>, key: string): string[] =>
      [
        ...new Set(
          [...texts]
            .filter(([name]) => name.replace(pluralSuffix, "") === key)
            .flatMap(([, text]) => text.match(/\{\{\w+\}\}/g) ?? []),
        ),
      ].sort();
    const texts = textsOf(language);
    const differing = baseKeys(english).filter(
      (key) =>
        parameters(texts, key)
          .filter((name) => name !== "{{count}}")
          .join() !==
        parameters(english, key)
          .filter((name) => name !== "{{count}}")
          .join(),
    );
    expect(differing).toEqual([]);
  });

  it.each(languages)("%s has no empty text", (language) => {
    expect([...textsOf(language)].filter(([, text]) => text.trim() === "").map(([key]) => key)).toEqual([]);
  });

  it("has every key that the code names", () => {
    const keys = baseKeys(english);
    const missing = keysInCode.filter((key) => !keys.some((known) => patternOf(key).test(known)));
    expect([...new Set(missing)]).toEqual([]);
  });

  it("has no key that the code does not name", () => {
    const patterns = [...namesInCode, ...documentKeys].map(patternOf);
    const unused = baseKeys(english).filter(
      (key) => !key.startsWith("categories.") && !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });
});
