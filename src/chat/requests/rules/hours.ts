/** Minutes of a day as a clock shows them. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

const minutesOfDay = 24 * 60;

/** "8-20", "18:00–08:30": from and to in minutes of the day; null when it can't be read. */
export const minutesIn = (typed: string): { minuteFrom: number; minuteTo: number } | null => {
  const found = /^\s*(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?\s*$/.exec(typed);
  if (!found) return null;
  const [, fromHour, fromMinute = "0", toHour, toMinute = "0"] = found;
  const minuteFrom = Number(fromHour) * 60 + Number(fromMinute);
  const minuteTo = Number(toHour) * 60 + Number(toMinute);
  const valid = Number(fromMinute) < 60 && Number(toMinute) < 60;
  return valid && minuteFrom < minutesOfDay && minuteTo <= minutesOfDay && minuteFrom !== minuteTo
    ? { minuteFrom, minuteTo }
    : null;
};
