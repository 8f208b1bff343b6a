/** What people are told of: by announcements, then by what concerns one person alone. Each kind has its own manners. */
export const notificationKinds = [
  "planned-work",
  "outage",
  "emergency",
  "rules",
  "event",
  "general",
  "bill",
  "debt",
  "reading",
  "vote",
] as const;

export type NotificationKind = (typeof notificationKinds)[number];

/** The ways a resident can be told by; the staff's Slack is none of them. */
export const ways = ["telegram", "email", "sms", "push"] as const;

export type WayName = (typeof ways)[number];

/** How notices of a kind are sent where neither the company nor the person says otherwise. */
export interface KindDefaults {
  /** Which ways are used, in the order in which they are tried where the person has chosen none. */
  ways: readonly WayName[];
  /** Minutes of the building's day between which such a message waits; null: it comes at any time. */
  quiet: { from: number; to: number } | null;
  /** Whether a person may turn it off. */
  optOut: boolean;
  /** Whether it may wait for the daily digest of those who want one. */
  digest: boolean;
  /** Whether contacts of the register serve that their person has not confirmed. */
  unconfirmed: boolean;
  /** Without delivery within so many minutes the next way is tried. */
  fallbackMinutes: number;
}

const night = { from: 22 * 60, to: 8 * 60 };

/** The manners of each kind. SMS costs money, so only what can't wait uses it. */
export const kindDefaults: Readonly<Record<NotificationKind, KindDefaults>> = {
  "planned-work": {
    ways: ["telegram", "push", "email"],
    quiet: night,
    optOut: true,
    digest: false,
    unconfirmed: true,
    fallbackMinutes: 60,
  },
  outage: {
    ways: ["telegram", "push", "sms", "email"],
    quiet: null,
    optOut: true,
    digest: false,
    unconfirmed: true,
    fallbackMinutes: 15,
  },
  emergency: {
    ways: ["telegram", "push", "sms", "email"],
    quiet: null,
    optOut: false,
    digest: false,
    unconfirmed: true,
    fallbackMinutes: 3,
  },
  rules: {
    ways: ["telegram", "push", "email"],
    quiet: night,
    optOut: true,
    digest: true,
    unconfirmed: false,
    fallbackMinutes: 24 * 60,
  },
  event: {
    ways: ["telegram", "push", "email"],
    quiet: night,
    optOut: true,
    digest: true,
    unconfirmed: false,
    fallbackMinutes: 12 * 60,
  },
  general: {
    ways: ["telegram", "push", "email"],
    quiet: night,
    optOut: true,
    digest: true,
    unconfirmed: false,
    fallbackMinutes: 24 * 60,
  },
  // Of money and votes only contacts are told that their person has proved to be their own.
  bill: {
    ways: ["telegram", "push", "email"],
    quiet: night,
    optOut: true,
    digest: false,
    unconfirmed: false,
    fallbackMinutes: 24 * 60,
  },
  debt: {
    ways: ["telegram", "push", "email", "sms"],
    quiet: night,
    optOut: true,
    digest: false,
    unconfirmed: false,
    fallbackMinutes: 24 * 60,
  },
  reading: {
    ways: ["telegram", "push", "email"],
    quiet: night,
    optOut: true,
    digest: false,
    unconfirmed: false,
    fallbackMinutes: 24 * 60,
  },
  vote: {
    ways: ["telegram", "push", "email", "sms"],
    quiet: night,
    optOut: true,
    digest: false,
    unconfirmed: false,
    fallbackMinutes: 24 * 60,
  },
};
