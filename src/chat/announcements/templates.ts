import { announcementLimits, type Texts } from "../../core/announcements/announcement.ts";
import type { AnnouncementCategory } from "../../core/announcements/manners.ts";
import { languages } from "../../core/directory/languages.ts";
import type { AnnouncementKind } from "../../database/types.ts";
import { type Translate, t } from "../text.ts";

/** Which words a kind begins with: something is planned, or it has broken. */
const varieties: Readonly<Partial<Record<AnnouncementKind, "planned" | "broken">>> = {
  planned_work: "planned",
  outage: "broken",
  emergency: "broken",
};

/** Ready words in every language for a category; none where the office has to find its own. */
export const template = (
  { kind, category }: { kind: AnnouncementKind; category: AnnouncementCategory },
  translate: Translate,
): Texts => {
  const variety = varieties[kind];
  if (!variety || category === "other") return {};
  return inEachLanguage(`${category}.${variety}`, translate);
};

/** That something works again, for those who were told that it does not. */
export const restoredTemplate = (category: string, translate: Translate): Texts =>
  inEachLanguage(category === "other" ? "other.restored" : `${category}.restored`, translate);

const inEachLanguage = (name: string, translate: Translate): Texts =>
  Object.fromEntries(
    languages.map((language) => [
      language,
      {
        title: translate(t(`announcements.template.${name}.title`), language),
        body: translate(t(`announcements.template.${name}.body`), language),
      },
    ]),
  );

/** That what was announced is off, in the languages in which it was announced. */
export const offTemplate = (
  { kind, number, texts }: { kind: AnnouncementKind; number: number; texts: Texts },
  translate: Translate,
): Texts =>
  Object.fromEntries(
    Object.entries(texts).map(([language, { title }]) => [
      language,
      {
        title: translate(t("announcements.off.title", { title }), language).slice(
          0,
          announcementLimits.title,
        ),
        body: translate(t(`announcements.off.body.${kind}`, { title, number }), language),
      },
    ]),
  );
