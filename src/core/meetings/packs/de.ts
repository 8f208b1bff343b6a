import type { MeetingPolicy } from "../policy.ts";
import { atLeast, moreThan } from "./rules.ts";

/**
 * Wohnungseigentumsgesetz since 2020-12-01: majority of votes cast, no quorum and no counted abstentions § 25 (1);
 * heads § 25 (2), co-owners only uniformly; who bears the costs of a structural change § 21 (2); call three weeks
 * before § 24 (4); resolutions without a meeting need all § 23 (3).
 */
const reform2020: MeetingPolicy = {
  pack: "de",
  from: "2020-12-01",
  weight: "head",
  quorum: null,
  quorumByBylaws: false,
  rules: {
    simple: [moreThan("1/2", "cast")],
    "cost-sharing": [
      moreThan("2/3", "cast"),
      { measure: "shares", base: "all", fraction: "1/2", strict: false },
    ],
    unanimous: [atLeast("1/1", "all")],
  },
  abstentions: "ignored",
  spoiled: "ignored",
  change: true,
  personalOverProxy: true,
  proxy: { allowed: true, most: null },
  coOwners: "uniform",
  snapshot: "notice",
  noticeDays: 21,
  windowDays: { least: 0, most: 90 },
  minutesDays: 14,
  paperDays: 0,
  reconvene: null,
  hidden: true,
  chatAdvises: false,
};

/** The law before the reform: more than half of the co-ownership shares present, and a second meeting without it. */
const before2020: MeetingPolicy = {
  ...reform2020,
  from: "2007-07-01",
  quorum: { fraction: "1/2", strict: true, base: "all" },
  rules: { simple: [moreThan("1/2", "cast")], unanimous: [atLeast("1/1", "all")] },
  noticeDays: 14,
  reconvene: { quorum: null, noticeDays: 14 },
};

export const dePolicies = [before2020, reform2020];
