import type { PolicyPack } from "./pack.ts";

/**
 * United States, by California's Civil Code: § 5650 (delinquent after 15 days; a late charge of a tenth, at least ten
 * dollars; interest of twelve percent from day 30), § 5655 (assessments first).
 */
export const us: PolicyPack = {
  receiptsBy: 1,
  dueDays: [{ from: "1970-01-01", day: 1 }],
  holidays: [],
  easterHolidays: [],
  shiftsDueDate: false,
  penalties: {
    default: [
      {
        from: "2014-01-01",
        steps: [{ fromDay: 30, toDay: null, divisor: 365 }],
        rate: { reference: null, plus: 1200, of: "day", cap: null },
        lateCharge: { afterDay: 15, rate: 1000, least: 1000n },
      },
    ],
  },
  rates: [],
  allocation: ["named", "principal", "penalty"],
  noticeDays: [15, 30, 60],
  rounding: "half-up",
};
