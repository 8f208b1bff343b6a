import type { AnnouncementKind } from "../../database/types.ts";
import type { NotificationKind } from "../contacts/kinds.ts";
import type { NoticeKind } from "../directory/who-gets.ts";
import type { Lane } from "../outbox/draft.ts";

/** What an announcement is about; by which ways and when a kind is told is in core/contacts/kinds.ts. */
export const announcementKinds = [
  "planned_work",
  "outage",
  "emergency",
  "rules",
  "event",
  "general",
] as const satisfies AnnouncementKind[];

/** How a kind behaves beyond the ways by which people are told. */
export interface Manners {
  lane: Lane;
  /** Also put into the groups of the buildings, and pinned there. */
  group: boolean;
  pin: boolean;
  /** Whether readers are asked to say that they have read it. */
  seen: "required" | "offered" | "none";
  /** Days until it is past where no end is given; null: never. */
  keepDays: number | null;
  /** Which occupants it concerns. */
  concerns: NoticeKind;
  /** May be sent by a dispatcher, and needs no second person. */
  urgent: boolean;
}

export const manners: Readonly<Record<AnnouncementKind, Manners>> = {
  planned_work: {
    lane: "bulk",
    group: true,
    pin: true,
    seen: "offered",
    keepDays: 7,
    concerns: "outage",
    urgent: false,
  },
  outage: {
    lane: "bulk",
    group: true,
    pin: true,
    seen: "offered",
    keepDays: 3,
    concerns: "outage",
    urgent: true,
  },
  emergency: {
    lane: "emergency",
    group: true,
    pin: true,
    seen: "offered",
    keepDays: 3,
    concerns: "outage",
    urgent: true,
  },
  rules: {
    lane: "bulk",
    group: false,
    pin: false,
    seen: "required",
    keepDays: null,
    concerns: "news",
    urgent: false,
  },
  event: {
    lane: "bulk",
    group: true,
    pin: false,
    seen: "none",
    keepDays: 14,
    concerns: "news",
    urgent: false,
  },
  general: {
    lane: "bulk",
    group: true,
    pin: false,
    seen: "none",
    keepDays: 30,
    concerns: "news",
    urgent: false,
  },
};

/** The name under which people set how they want to be told of this kind. */
export const notificationKindOf = (kind: AnnouncementKind): NotificationKind =>
  kind === "planned_work" ? "planned-work" : kind;

export const isAnnouncementKind = (text: string | null): text is AnnouncementKind =>
  announcementKinds.some((kind) => kind === text);

/** What its words are about; each has templates in locales/. */
export const announcementCategories = ["water", "heating", "lift", "roof", "yard", "fire", "other"] as const;

export type AnnouncementCategory = (typeof announcementCategories)[number];

export const isAnnouncementCategory = (text: string | null): text is AnnouncementCategory =>
  announcementCategories.some((category) => category === text);
