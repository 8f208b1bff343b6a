import { DateTime } from "luxon";
import type { Clock } from "../../../src/core/clock.ts";

export const zone = "Europe/Moscow";

/** A clock that goes on by itself, so that retries come due, and can be moved. */
export interface TestClock extends Clock {
  /** To the next time that the clock on the wall in the house shows this, such as "23:40". */
  strikes(time: string): void;
  passes(time: { days?: number; hours?: number; minutes?: number }): void;
}

/** Begins on a Wednesday at noon, later than any time that a database writes by itself. */
export const testClock = (): TestClock => {
  let ahead = DateTime.fromISO("2031-03-12T12:00", { zone }).toMillis() - Date.now();
  const now = (): Date => new Date(Date.now() + ahead);
  return {
    now,
    strikes: (time) => {
      const [hour = 0, minute = 0] = time.split(":").map(Number);
      const here = DateTime.fromJSDate(now(), { zone });
      const today = here.set({ hour, minute, second: 5, millisecond: 0 });
      ahead += (today > here ? today : today.plus({ days: 1 })).toMillis() - here.toMillis();
    },
    passes: (time) => {
      const here = DateTime.fromJSDate(now(), { zone });
      ahead += here.plus(time).toMillis() - here.toMillis();
    },
  };
};
