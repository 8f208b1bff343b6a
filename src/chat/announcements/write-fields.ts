import { announcementLimits, repeats, type Texts } from "../../core/announcements/announcement.ts";
import { announcementCategories, announcementKinds } from "../../core/announcements/manners.ts";
import { languages } from "../../core/directory/languages.ts";
import type { AnnouncementKind } from "../../database/types.ts";
import type { FieldInput } from "../event.ts";
import type { Field } from "../form.ts";
import { plain, type Text, t } from "../text.ts";
import { readMoment } from "./read-moment.ts";
import { readPart } from "./read-part.ts";
import { kindWord } from "./words.ts";

/** What the fields are filled in with. */
export interface Filled {
  kind?: AnnouncementKind;
  category?: string;
  buildingIds?: readonly string[];
  part?: string | undefined;
  who?: "all" | "owners";
  texts?: Texts;
  begins?: string | undefined;
  ends?: string | undefined;
  send?: string | undefined;
  repeat?: string | null;
  /** How many files it has already. */
  files?: number;
}

export interface Around {
  /** All of the company's; a single one is not asked for. */
  buildings: readonly { id: string; address: string; timeZone: string }[];
  /** Of the place, once it is known; else the company's. */
  timeZone: string;
  /** The place is known, and not all houses have its zone: it is named. */
  isZoneNamed?: boolean;
  /** Of the office: its words come first. */
  language: string;
  now: Date;
}

/** All that is asked about a new announcement. */
export const writeFields = (around: Around, filled: Filled): Field[] => [
  {
    name: "kind",
    label: t("announcements.write.kind"),
    input: {
      kind: "choice",
      options: announcementKinds.map((kind) => ({ value: kind, label: kindWord(kind) })),
      ...(filled.kind ? { initial: filled.kind } : {}),
    },
  },
  {
    name: "category",
    label: t("announcements.write.category"),
    hint: t("announcements.write.category-hint"),
    input: {
      kind: "choice",
      initial: filled.category ?? "other",
      options: announcementCategories.map((category) => ({
        value: category,
        label: t(`announcements.category.${category}`),
      })),
    },
  },
  ...(around.buildings.length > 1 ? [buildingsField(around, filled)] : []),
  {
    name: "part",
    label: t("announcements.write.part"),
    hint: t("announcements.write.part-hint"),
    optional: true,
    input: { kind: "text", maxLength: 1000, ...(filled.part ? { initial: filled.part } : {}) },
    validate: (value) =>
      mistake(value, (text) => readPart(text) !== null, t("announcements.refusal.bad-part")),
  },
  {
    name: "who",
    label: t("announcements.write.who"),
    input: {
      kind: "choice",
      initial: filled.who ?? "all",
      options: (["all", "owners"] as const).map((who) => ({
        value: who,
        label: t(`announcements.audience.${who}`),
      })),
    },
  },
  ...textFields(around.language, filled.texts ?? {}, true),
  momentField("begins", around, filled.begins),
  momentField("ends", around, filled.ends),
  ...filesBeforeField(filled.files ?? 0),
  {
    name: "files",
    label: t("announcements.write.files", { max: announcementLimits.files }),
    optional: true,
    input: { kind: "files", max: announcementLimits.files, accept: ["photo", "video", "document"] },
  },
  momentField("send", around, filled.send),
  {
    name: "repeat",
    label: t("announcements.write.repeat"),
    optional: true,
    input: {
      kind: "choice",
      options: repeats.map((repeat) => ({ value: repeat, label: t(`announcements.repeat.${repeat}`) })),
      ...(filled.repeat ? { initial: filled.repeat } : {}),
    },
  },
];

const buildingsField = ({ buildings }: Around, { buildingIds }: Filled): Field => ({
  name: "buildings",
  label: t("announcements.write.buildings"),
  hint: t("announcements.write.buildings-hint"),
  optional: true,
  input: {
    kind: "choices",
    options: buildings.map(({ id, address }) => ({ value: id, label: plain(address) })),
    ...(buildingIds && buildingIds.length > 0 ? { initial: buildingIds } : {}),
  },
});

/** Title and words in every language, the office's first; `byTemplate`: left empty, a template serves. */
export const textFields = (first: string, texts: Texts, byTemplate: boolean): Field[] =>
  [...languages]
    .sort((a, b) => Number(b === first) - Number(a === first))
    .flatMap((language): Field[] => {
      const optional = byTemplate || language !== first;
      const named = { language: t(`announcements.language.${language}`) };
      const words = texts[language];
      return [
        {
          name: `title-${language}`,
          label: t("announcements.write.title", named),
          optional,
          input: {
            kind: "text",
            maxLength: announcementLimits.title,
            ...(words ? { initial: words.title } : {}),
          },
        },
        {
          name: `body-${language}`,
          label: t("announcements.write.body", named),
          optional,
          input: {
            kind: "text",
            multiline: true,
            maxLength: announcementLimits.body,
            ...(words ? { initial: words.body } : {}),
          },
        },
      ];
    });

/** Whether the files that an announcement has stay; it is not asked where there are none. */
export const filesBeforeField = (count: number, hint?: Text): Field[] =>
  count === 0
    ? []
    : [
        {
          name: "files-before",
          label: t("announcements.correct.files-before", { count }),
          ...(hint ? { hint } : {}),
          input: {
            kind: "choice",
            initial: "keep",
            options: (["keep", "drop"] as const).map((value) => ({
              value,
              label: t(`announcements.correct.files-${value}`),
            })),
          },
        },
      ];

/** Whose clock typed hours are of: that of the first of these buildings, as they are shown; of none, the company's. */
export const zoneOf = ({ buildings, timeZone }: Around, buildingIds: readonly string[]): string =>
  buildings.find(({ id }) => buildingIds.includes(id))?.timeZone ?? timeZone;

/** The same of a form whose place is known. */
export const placedIn = (around: Around, buildingIds: readonly string[]): Around => ({
  ...around,
  timeZone: zoneOf(around, buildingIds),
  isZoneNamed: hasZones(around),
});

/** How a moment is typed, and by whose clock where the company's houses have several. */
export const momentHint = (around: Around): Text => {
  const zone = around.timeZone;
  if (around.isZoneNamed) return t("announcements.write.moment-hint-here", { zone });
  return hasZones(around)
    ? t("announcements.write.moment-hint-there", { zone })
    : t("announcements.write.moment-hint");
};

const hasZones = ({ buildings, timeZone }: Around): boolean =>
  buildings.some((building) => building.timeZone !== timeZone);

/** A moment that is typed, since a date alone is too little for works and no platform's picker has both. */
export const momentField = (
  name: "begins" | "ends" | "send",
  around: Around,
  initial: string | undefined,
): Field => ({
  name,
  label: t(`announcements.write.${name}`),
  hint: momentHint(around),
  optional: true,
  input: { kind: "text", maxLength: 40, ...(initial ? { initial } : {}) },
  validate: (value) =>
    mistake(
      value,
      (text) => readMoment(text, around.timeZone, around.now) !== null,
      t("announcements.refusal.bad-moment"),
    ),
});

const mistake = (value: FieldInput, reads: (text: string) => boolean, text: Text): Text | undefined =>
  value.kind === "text" && !reads(value.text) ? text : undefined;
