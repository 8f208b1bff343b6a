import type { MeetingPolicy } from "../policy.ts";
import { atLeast, moreThan } from "./rules.ts";

/**
 * A United States association: the quorum is the bylaws' (a third by default, as in California's Corporations Code),
 * and a meeting that is adjourned for want of it may be reconvened with a smaller one.
 */
const association: MeetingPolicy = {
  pack: "us",
  from: "2020-01-01",
  weight: "unit",
  quorum: { fraction: "1/3", strict: false, base: "all" },
  quorumByBylaws: true,
  rules: {
    simple: [moreThan("1/2", "cast")],
    "half-of-all": [moreThan("1/2", "all")],
    "two-thirds-of-all": [atLeast("2/3", "all")],
    unanimous: [atLeast("1/1", "all")],
  },
  abstentions: "counted",
  spoiled: "counted",
  change: false,
  personalOverProxy: true,
  proxy: { allowed: true, most: null },
  coOwners: "any-one",
  snapshot: "notice",
  noticeDays: 14,
  windowDays: { least: 0, most: 90 },
  minutesDays: 30,
  paperDays: 1,
  reconvene: { quorum: { fraction: "1/5", strict: false, base: "all" }, noticeDays: 5 },
  hidden: true,
  chatAdvises: false,
};

export const usPolicies = [association];
