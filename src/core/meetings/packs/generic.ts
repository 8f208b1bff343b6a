import type { MeetingPolicy } from "../policy.ts";
import { atLeast, moreThan } from "./rules.ts";

/** For communities that set their own rules. */
const plainRules: MeetingPolicy = {
  pack: "generic",
  from: "2000-01-01",
  weight: "unit",
  quorum: { fraction: "1/2", strict: true, base: "all" },
  quorumByBylaws: true,
  rules: {
    simple: [moreThan("1/2", "participants")],
    "half-of-all": [moreThan("1/2", "all")],
    "two-thirds-of-all": [atLeast("2/3", "all")],
    unanimous: [atLeast("1/1", "all")],
  },
  abstentions: "counted",
  spoiled: "counted",
  change: true,
  personalOverProxy: true,
  proxy: { allowed: true, most: 3 },
  coOwners: "split",
  snapshot: "notice",
  noticeDays: 0,
  windowDays: { least: 0, most: 365 },
  minutesDays: 30,
  paperDays: 0,
  reconvene: { quorum: null, noticeDays: 1 },
  hidden: false,
  chatAdvises: false,
};

export const genericPolicies = [plainRules];
