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

/** Whether an announcement is also put into the groups of its buildings, and pinned there. */
export const groupRules = ["none", "post", "pin"] as const;

export type GroupRule = (typeof groupRules)[number];

/** Whether readers are asked to say that they have read it; where they must, a correction asks anew. */
export const seenRules = ["none", "offered", "required"] as const;

export type SeenRule = (typeof seenRules)[number];

/** How a kind behaves beyond the ways by which people are told. */
export interface Manners {
  lane: Lane;
  /** Where the company says nothing else. */
  group: GroupRule;
  seen: SeenRule;
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
    group: "pin",
    seen: "offered",
    keepDays: 7,
    concerns: "outage",
    urgent: false,
  },
  outage: {
    lane: "bulk",
    group: "pin",
    seen: "offered",
    keepDays: 3,
    concerns: "outage",
    urgent: true,
  },
  emergency: {
    lane: "emergency",
    group: "pin",
    seen: "offered",
    keepDays: 3,
    concerns: "outage",
    urgent: true,
  },
  rules: {
    lane: "bulk",
    group: "none",
    seen: "required",
    keepDays: null,
    concerns: "news",
    urgent: false,
  },
  event: {
    lane: "bulk",
    group: "post",
    seen: "none",
    keepDays: 14,
    concerns: "news",
    urgent: false,
  },
  general: {
    lane: "bulk",
    group: "post",
    seen: "none",
    keepDays: 30,
    concerns: "news",
    urgent: false,
  },
};

/** The name under which people set how they want to be told of this kind. */
export const notificationKindOf = (kind: AnnouncementKind): NotificationKind =>
  kind === "planned_work" ? "planned-work" : kind;

/** The other way round; undefined: it is about one person alone. */
export const announcementKindOf = (kind: NotificationKind): AnnouncementKind | undefined =>
  announcementKinds.find((one) => notificationKindOf(one) === kind);

export const isAnnouncementKind = (text: string | null): text is AnnouncementKind =>
  announcementKinds.some((kind) => kind === text);

/** What its words are about; each has templates in locales/. */
export const announcementCategories = ["water", "heating", "lift", "roof", "yard", "fire", "other"] as const;

export type AnnouncementCategory = (typeof announcementCategories)[number];

export const isAnnouncementCategory = (text: string | null): text is AnnouncementCategory =>
  announcementCategories.some((category) => category === text);
