import type { ContactKind } from "../../database/types.ts";
import type { Address } from "../platform.ts";
import { type KindDefaults, kindDefaults, type NotificationKind, type WayName } from "./kinds.ts";
import { type QuietHours, quietUntil } from "./quiet-hours.ts";

/** All that is known of how a person can be told; loaded one by one or in bulk. */
export interface Reach {
  /** Telegram accounts. */
  identities: readonly { chatId: string; unreachable: boolean }[];
  contactPoints: readonly {
    id: string;
    kind: ContactKind;
    /** The person's own order; below 0 goes before Telegram. */
    position: number;
    confirmed: boolean;
    unreachable: boolean;
  }[];
  /** What the person turned off. */
  muted: readonly { kind: NotificationKind; way: WayName }[];
  /** The person's own; null: none were chosen. */
  quiet: QuietHours | null;
  /** Wants the quiet kinds once a day. */
  digest: boolean;
  /** IANA name of the building's. */
  timeZone: string;
}

/** What a company changed of a kind's defaults. */
export type CompanyDefaults = Partial<Pick<KindDefaults, "ways" | "quiet" | "fallbackMinutes" | "optOut">>;

export interface Way {
  way: WayName;
  address: Address;
}

/** Why a way that the person has is not used. */
export type Unused = "muted" | "unreachable" | "unconfirmed" | "not-for-this-kind" | "off";

export interface Ways {
  /** To be tried in this order, each once. */
  ways: Way[];
  unused: { way: WayName; address: Address; why: Unused }[];
  /** Nothing is sent before this moment; null: at once. */
  notBefore: Date | null;
  /** It goes into the person's daily digest instead. */
  digest: boolean;
  /** Without delivery within so many minutes the next way is tried. */
  fallbackMinutes: number;
}

/** Emergencies come at once, whatever company and person say. */
export const isEmergency = (kind: NotificationKind): boolean => !kindDefaults[kind].optOut;

/** A kind's manners with the company's changes. What tells of danger can be neither muted nor made quiet. */
export const defaultsFor = (kind: NotificationKind, company: CompanyDefaults = {}): KindDefaults => {
  const own = kindDefaults[kind];
  return isEmergency(kind) ? { ...own, ...company, quiet: null, optOut: false } : { ...own, ...company };
};

/**
 * How to tell a person something of this kind: the ways in order, those left out with the reason, and when. `on` are
 * the ways that this deployment has; knows neither database nor clock.
 */
export const waysTo = (
  reach: Reach,
  kind: NotificationKind,
  { company, on, now }: { company?: CompanyDefaults; on: ReadonlySet<WayName>; now: Date },
): Ways => {
  const defaults = defaultsFor(kind, company);
  const unused: Ways["unused"] = [];
  const open = everyWay(reach)
    .sort((a, b) => a.position - b.position || rank(defaults, a.way) - rank(defaults, b.way))
    .filter(({ way, address, confirmed, unreachable }) => {
      const why = whyNot(reach, kind, defaults, { way, confirmed, unreachable }, on);
      if (why) unused.push({ way, address, why });
      return why === null;
    });
  return {
    ways: open.map(({ way, address }) => ({ way, address })),
    unused,
    notBefore: awakeAt(reach, kind, { ...(company ? { company } : {}), now }),
    digest: defaults.digest && reach.digest,
    fallbackMinutes: defaults.fallbackMinutes,
  };
};

interface Candidate extends Way {
  position: number;
  confirmed: boolean;
  unreachable: boolean;
}

/** When somebody may be told something of this kind: after the quiet hours, or null for now. */
export const awakeAt = (
  { quiet, timeZone }: Pick<Reach, "quiet" | "timeZone">,
  kind: NotificationKind,
  { company, now }: { company?: CompanyDefaults; now: Date },
): Date | null =>
  isEmergency(kind) ? null : quietUntil(quiet ?? defaultsFor(kind, company).quiet, now, timeZone);

/** The way that leads to a contact of a kind. */
export const wayOf: Readonly<Record<ContactKind, "email" | "sms" | "push">> = {
  email: "email",
  phone: "sms",
  push: "push",
};

const everyWay = ({ identities, contactPoints }: Reach): Candidate[] => [
  ...identities.map(({ chatId, unreachable }) => ({
    way: "telegram" as const,
    address: { platform: "telegram" as const, chatId },
    position: 0,
    confirmed: true,
    unreachable,
  })),
  ...contactPoints.map(({ id, kind, position, confirmed, unreachable }) => ({
    way: wayOf[kind],
    address: { platform: wayOf[kind], chatId: id },
    position,
    confirmed,
    unreachable,
  })),
];

const rank = ({ ways }: KindDefaults, way: WayName): number => {
  const place = ways.indexOf(way);
  return place < 0 ? ways.length : place;
};

const whyNot = (
  reach: Reach,
  kind: NotificationKind,
  defaults: KindDefaults,
  { way, confirmed, unreachable }: { way: WayName; confirmed: boolean; unreachable: boolean },
  on: ReadonlySet<WayName>,
): Unused | null => {
  if (!on.has(way)) return "off";
  if (!defaults.ways.includes(way)) return "not-for-this-kind";
  if (defaults.optOut && reach.muted.some((one) => one.kind === kind && one.way === way)) return "muted";
  if (unreachable) return "unreachable";
  if (!confirmed && !defaults.unconfirmed) return "unconfirmed";
  return null;
};
