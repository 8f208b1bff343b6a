import { DateTime } from "luxon";

/** "20:00", "25.11 20:00" or "25.11.2026 20:00". */
const written = /^(?:(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?\s+)?(\d{1,2})[:.](\d{2})$/;

export interface Hours {
  from: Date;
  to: Date;
}

/**
 * The time that two typed moments mean in a time zone. Without a day it is the next time that the clock shows it; an
 * end goes after the beginning. Undefined where either is no time.
 */
export const shiftTimes = (from: string, to: string, zone: string, now: Date): Hours | undefined => {
  const here = DateTime.fromJSDate(now, { zone });
  const begins = from.trim() === "" ? here : momentOf(from, here);
  const ends = begins && momentOf(to, begins);
  return begins && ends ? { from: begins.toJSDate(), to: ends.toJSDate() } : undefined;
};

const momentOf = (text: string, after: DateTime): DateTime | undefined => {
  const match = written.exec(text.trim());
  if (!match) return undefined;
  const [, day, month, year, hour, minute] = match;
  const time = { hour: Number(hour), minute: Number(minute), second: 0, millisecond: 0 };
  if (!day || !month) {
    const today = DateTime.fromObject({ ...dateOf(after), ...time }, { zone: after.zoneName ?? "utc" });
    if (!today.isValid) return undefined;
    return today > after ? today : today.plus({ days: 1 });
  }
  const date = { day: Number(day), month: Number(month), year: year ? Number(year) : after.year };
  const at = DateTime.fromObject({ ...date, ...time }, { zone: after.zoneName ?? "utc" });
  if (!at.isValid) return undefined;
  // In December "1.01" is next year's.
  return !year && at < after.minus({ days: 1 }) ? at.plus({ years: 1 }) : at;
};

const dateOf = ({ year, month, day }: DateTime) => ({ year, month, day });
