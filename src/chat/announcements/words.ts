import type { Texts } from "../../core/announcements/announcement.ts";
import type { ShownAnnouncement } from "../../core/announcements/show-announcement.ts";
import type { NotificationKind } from "../../core/contacts/kinds.ts";
import type { QuietHours } from "../../core/contacts/quiet-hours.ts";
import type { AnnouncementKind, AnnouncementState } from "../../database/types.ts";
import { clockTime } from "../contacts/words.ts";
import { joined, moment, plain, type Text, t } from "../text.ts";

export const kindWord = (kind: AnnouncementKind): Text => t(`announcements.kind.${kind}`);

/** The same kinds by the name under which people set how they are told. */
export const alertKindWord = (kind: NotificationKind): Text =>
  t(`announcements.kind.${kind === "planned-work" ? "planned_work" : kind}`);

/** Hours as they are typed: "22:00-08:00". */
export const hoursText = ({ from, to }: QuietHours): string => `${clockTime(from)}-${clockTime(to)}`;

export const stateWord = (state: AnnouncementState): Text => t(`announcements.state.${state}`);

const inEach = (texts: Texts, part: "title" | "body"): Text => ({
  byLanguage: Object.fromEntries(Object.entries(texts).map(([language, words]) => [language, words[part]])),
});

/** Each reader gets their own language, where there is one. */
export const titleText = (texts: Texts): Text => inEach(texts, "title");
export const bodyText = (texts: Texts): Text => inEach(texts, "body");

/** The title as the heading of a message: what kind it is comes before it. */
export const headingText = ({ kind, texts }: Pick<ShownAnnouncement, "kind" | "texts">): Text =>
  t(`announcements.heading.${kind}`, { title: titleText(texts) });

/** From when until when; null where neither is known. */
export const periodText = ({
  beginsAt,
  endsAt,
  timeZone,
}: Pick<ShownAnnouncement, "beginsAt" | "endsAt" | "timeZone">): Text | null => {
  if (beginsAt && endsAt)
    return t("announcements.period.both", { from: moment(beginsAt, timeZone), to: moment(endsAt, timeZone) });
  if (beginsAt) return t("announcements.period.from", { from: moment(beginsAt, timeZone) });
  return endsAt ? t("announcements.period.until", { to: moment(endsAt, timeZone) }) : null;
};

const addressesShown = 3;

/** Where it is about; null: everywhere. */
export const placeText = ({
  audience,
  addresses,
}: Pick<ShownAnnouncement, "audience" | "addresses">): Text | null => {
  if (addresses.length === 0) return null;
  const some = addresses.slice(0, addressesShown).map(plain);
  const more = addresses.length - some.length;
  return joined(
    ", ",
    ...some,
    ...(more > 0 ? [t("announcements.place.more", { count: more })] : []),
    ...(audience.entrance === undefined
      ? []
      : [t("announcements.place.entrance", { entrance: audience.entrance })]),
    ...(audience.riser === undefined ? [] : [t("announcements.place.riser", { riser: audience.riser })]),
  );
};

/** A use case's refusal as a sentence that says what to do. */
export const refusalText = (refusal: { code: string; params?: Record<string, string | number> }): Text => {
  const { state, language, ...params } = refusal.params ?? {};
  return t(`announcements.refusal.${refusal.code}`, {
    ...params,
    ...(typeof state === "string" ? { state: stateWord(state as AnnouncementState) } : {}),
    ...(typeof language === "string" && language !== ""
      ? { language: t(`announcements.language.${language}`) }
      : { language: "" }),
  });
};
