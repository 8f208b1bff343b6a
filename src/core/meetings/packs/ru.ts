import type { MeetingPolicy } from "../policy.ts";
import { atLeast, moreThan } from "./rules.ts";

/**
 * Housing Code (ЖК РФ) in the edition of 2024-09-01: quorum art. 45 p. 3, thresholds art. 46 p. 1, votes by share of
 * area art. 48 p. 3, void decisions art. 48 p. 6, notice art. 45 p. 4, minutes art. 46 p. 3 and Order 44/пр.
 */
const edition2024: MeetingPolicy = {
  pack: "ru",
  from: "2024-09-01",
  weight: "area",
  quorum: { fraction: "1/2", strict: true, base: "all" },
  quorumByBylaws: false,
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
  proxy: { allowed: true, most: null },
  coOwners: "split",
  snapshot: "notice",
  noticeDays: 10,
  windowDays: { least: 1, most: 60 },
  minutesDays: 10,
  paperDays: 3,
  reconvene: null,
  hidden: true,
  chatAdvises: false,
};

/** Federal Law 463-ФЗ of 2024-12-13: electronic absentee voting counts only in GIS ЖКХ and regional systems. */
const edition2025: MeetingPolicy = { ...edition2024, from: "2025-03-01", chatAdvises: true };

export const ruPolicies = [edition2024, edition2025];
