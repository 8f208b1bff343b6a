import type { PolicyPack } from "./pack.ts";

/** Where no country's rules serve: a simple yearly rate from the first day. */
export const generic: PolicyPack = {
  receiptsBy: 5,
  dueDays: [{ from: "1970-01-01", day: 15 }],
  holidays: [],
  easterHolidays: [],
  shiftsDueDate: true,
  penalties: {
    default: [
      {
        from: "1970-01-01",
        steps: [{ fromDay: 1, toDay: null, divisor: 365 }],
        rate: { reference: null, plus: 500, of: "day", cap: null },
        lateCharge: null,
      },
    ],
  },
  rates: [],
  allocation: ["named", "principal", "penalty"],
  noticeDays: [10, 30, 60],
  rounding: "half-up",
};
