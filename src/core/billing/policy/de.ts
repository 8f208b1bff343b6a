import type { PolicyPack } from "./pack.ts";

/**
 * Germany. § 288 (1) BGB: base rate and five points, from the first day; (2) doesn't hold for Hausgeld. § 193 BGB (a due
 * date on a day off). § 367 BGB: interest before principal, the oldest debt first.
 */
export const de: PolicyPack = {
  receiptsBy: 1,
  dueDays: [{ from: "1970-01-01", day: 5 }],
  holidays: ["01-01", "05-01", "10-03", "12-25", "12-26"],
  // Good Friday, Easter Monday, Ascension Day, Whit Monday.
  easterHolidays: [-2, 1, 39, 50],
  shiftsDueDate: true,
  penalties: {
    default: [
      {
        from: "2002-01-01",
        steps: [{ fromDay: 1, toDay: null, divisor: 365 }],
        rate: { reference: "de-base", plus: 500, of: "day", cap: null },
        lateCharge: null,
      },
    ],
  },
  rates: [
    { name: "de-base", from: "2016-07-01", rate: -88 },
    { name: "de-base", from: "2023-01-01", rate: 162 },
    { name: "de-base", from: "2023-07-01", rate: 312 },
    { name: "de-base", from: "2024-01-01", rate: 362 },
    { name: "de-base", from: "2024-07-01", rate: 337 },
    { name: "de-base", from: "2025-01-01", rate: 227 },
    { name: "de-base", from: "2025-07-01", rate: 127 },
  ],
  allocation: ["named", "penalty-then-principal-by-month"],
  noticeDays: [14, 30, 60],
  rounding: "half-up",
};
