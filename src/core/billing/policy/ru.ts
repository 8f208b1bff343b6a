import type { PenaltyRule, PolicyPack } from "./pack.ts";

/** Government decree 474 of 26.03.2022, as last changed by 329 of 18.03.2025. */
const cap = { rate: 950, through: "2026-12-31" };

const rate: PenaltyRule["rate"] = { reference: "ru-key", plus: 0, of: "payment", cap };

/**
 * Russia. Housing Code, art. 155: p. 1 (due by the 10th of the next month; since 2026-03-01 by the 15th and no other day),
 * p. 14 (penalties), p. 14.1 (capital repairs: 1/300 without the second step; sources differ on the first 30 days, the milder
 * reading serves).
 * Civil Code, art. 193 (a due date on a day off), art. 319 and 319.1 (allocation).
 */
export const ru: PolicyPack = {
  receiptsBy: 5,
  dueDays: [
    { from: "2005-03-01", day: 10 },
    { from: "2026-03-01", day: 15, binding: true },
  ],
  holidays: [
    "01-01",
    "01-02",
    "01-03",
    "01-04",
    "01-05",
    "01-06",
    "01-07",
    "01-08",
    "02-23",
    "03-08",
    "05-01",
    "05-09",
    "06-12",
    "11-04",
    // Labour Code, art. 112: holidays on a weekend move, as decrees 1335 of 04.10.2024 and 1466 of 24.09.2025 say.
    "2025-05-02",
    "2025-05-08",
    "2025-06-13",
    "2025-11-03",
    "2025-12-31",
    "2026-01-09",
    "2026-03-09",
    "2026-05-11",
    "2026-12-31",
    "2027-05-03",
    "2027-05-10",
    "2027-06-14",
  ],
  easterHolidays: [],
  shiftsDueDate: true,
  penalties: {
    default: [
      {
        from: "2016-01-01",
        steps: [
          { fromDay: 31, toDay: 90, divisor: 300 },
          { fromDay: 91, toDay: null, divisor: 130 },
        ],
        rate,
        lateCharge: null,
      },
    ],
    capital: [
      { from: "2016-01-01", steps: [{ fromDay: 31, toDay: null, divisor: 300 }], rate, lateCharge: null },
    ],
  },
  rates: [
    { name: "ru-key", from: "2022-02-28", rate: 2000 },
    { name: "ru-key", from: "2022-04-11", rate: 1700 },
    { name: "ru-key", from: "2022-05-04", rate: 1400 },
    { name: "ru-key", from: "2022-05-27", rate: 1100 },
    { name: "ru-key", from: "2022-06-14", rate: 950 },
    { name: "ru-key", from: "2022-07-25", rate: 800 },
    { name: "ru-key", from: "2022-09-19", rate: 750 },
    { name: "ru-key", from: "2023-07-24", rate: 850 },
    { name: "ru-key", from: "2023-08-15", rate: 1200 },
    { name: "ru-key", from: "2023-09-18", rate: 1300 },
    { name: "ru-key", from: "2023-10-30", rate: 1500 },
    { name: "ru-key", from: "2023-12-18", rate: 1600 },
    { name: "ru-key", from: "2024-07-29", rate: 1800 },
    { name: "ru-key", from: "2024-09-16", rate: 1900 },
    { name: "ru-key", from: "2024-10-28", rate: 2100 },
    { name: "ru-key", from: "2025-06-09", rate: 2000 },
    { name: "ru-key", from: "2025-07-28", rate: 1800 },
    { name: "ru-key", from: "2025-09-15", rate: 1700 },
    { name: "ru-key", from: "2025-10-27", rate: 1650 },
    { name: "ru-key", from: "2025-12-22", rate: 1600 },
  ],
  allocation: ["named", "principal", "penalty"],
  noticeDays: [10, 30, 60, 90],
  rounding: "half-up",
};
