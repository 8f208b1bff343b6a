import fc from "fast-check";
import { expect, it } from "vitest";
import { dayAt, lastDay, monthOf, shiftMonth } from "../../../src/core/billing/calendar.ts";
import { windowDays } from "../../../src/core/meters/reading-month.ts";
import { remindsAt } from "../../../src/jobs/remind-meters.ts";
import { propertyRuns } from "../billing/property-runs.ts";

const zones = [
  "Europe/Kaliningrad",
  "Europe/Berlin",
  "Asia/Kamchatka",
  "Asia/Kolkata",
  "America/New_York",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
];

it("reminds in every month, once a day, on the window's first, last but one and last day, wherever the house is", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 240 }).map((by) => shiftMonth("2024-01", by)),
      fc.constantFrom(...zones),
      fc.tuple(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 31 })),
      (month, timeZone, days) => {
        const [from, to] = [Math.min(...days), Math.max(...days)];
        const told: string[] = [];
        // As the schedule runs: every hour, from before the month begins anywhere to after it ends.
        const begin = Date.parse(`${month}-01T00:05:54Z`) - 86_400_000;
        for (let hour = 0; hour < 24 * 34; hour += 1) {
          const now = new Date(begin + hour * 3_600_000);
          if (!remindsAt(now, timeZone, { from, to })) continue;
          const day = dayAt(now, timeZone);
          if (monthOf(day) === month) told.push(day);
        }
        const window = windowDays({ from, to }, month);
        expect(new Set(told).size).toBe(told.length);
        expect(told).toContain(window.from);
        expect(told.at(-1)).toBe(window.to);
        expect(told.length).toBeLessThanOrEqual(3);
        if (to === 31) expect(told.at(-1)).toBe(lastDay(month));
      },
    ),
    { numRuns: Math.ceil(propertyRuns.numRuns / 15) },
  );
});
