import { announcementLimits, type Texts } from "../../core/announcements/announcement.ts";
import { languages } from "../../core/directory/languages.ts";
import type { CategoryNode } from "../../core/requests/list-categories.ts";
import { readMoment, writeMoment } from "../announcements/read-moment.ts";
import { readPart } from "../announcements/read-part.ts";
import { type Around, momentHint } from "../announcements/write-fields.ts";
import { textOf } from "../answers.ts";
import type { FormInput } from "../event.ts";
import type { Field } from "../form.ts";
import { categoryOptions } from "../requests/category-options.ts";
import { plain, type Text, type Translate, t } from "../text.ts";

/** What is off, where, and until when. */
export const incidentFields = (around: Around, categories: readonly CategoryNode[]): Field[] => [
  {
    name: "category",
    label: t("incidents.begin.category"),
    input: { kind: "choice", options: categoryOptions(categories) },
  },
  ...(around.buildings.length > 1
    ? [
        {
          name: "building",
          label: t("incidents.begin.building"),
          input: {
            kind: "choice" as const,
            options: around.buildings.map(({ id, address }) => ({ value: id, label: plain(address) })),
          },
        },
      ]
    : []),
  {
    name: "part",
    label: t("incidents.begin.part"),
    hint: t("announcements.write.part-hint"),
    optional: true,
    input: { kind: "text", maxLength: 1000 },
    validate: (value) =>
      value.kind === "text" && readPart(value.text) === null
        ? t("announcements.refusal.bad-part")
        : undefined,
  },
  endField(around, null),
  ...bodyFields(around.language, {}),
  {
    name: "another",
    label: t("incidents.begin.another"),
    hint: t("incidents.begin.another-hint"),
    optional: true,
    input: { kind: "choice", options: [{ value: "yes", label: t("incidents.begin.another-yes") }] },
  },
];

/** When it is expected to end. */
export const endField = (around: Around, initial: Date | null): Field => {
  const { timeZone, now } = around;
  const written = writeMoment(initial, timeZone);
  return {
    name: "end",
    label: t("incidents.begin.end"),
    hint: momentHint(around),
    input: { kind: "text", maxLength: 40, ...(written ? { initial: written } : {}) },
    validate: (value) =>
      value.kind === "text" && readMoment(value.text, timeZone, now) === null
        ? t("announcements.refusal.bad-moment")
        : undefined,
  };
};

/** Words for residents in each language; only the office's own must be there. */
export const bodyFields = (first: string, texts: Texts, optional = false): Field[] =>
  [...languages]
    .sort((a, b) => Number(b === first) - Number(a === first))
    .map((language) => {
      const body = texts[language]?.body;
      return {
        name: `body-${language}`,
        label: t("incidents.begin.body", { language: t(`announcements.language.${language}`) }),
        optional: optional || language !== first,
        input: {
          kind: "text",
          multiline: true,
          maxLength: announcementLimits.body,
          ...(body ? { initial: body } : {}),
        },
      };
    });

/** The typed words, each under a title of its language. */
export const textsOf = (input: FormInput, title: Text, translate: Translate): Texts =>
  Object.fromEntries(
    languages.flatMap((language) => {
      const body = textOf(input, `body-${language}`)?.trim();
      return body ? [[language, { title: translate(title, language), body }]] : [];
    }),
  );
