import { addDays, type Day } from "../calendar.ts";

/** Easter Sunday of the Western churches, by the rule of Gauss as Lichtenberg mended it. */
export const easterSunday = (year: number): Day => {
  const century = Math.floor(year / 100);
  const moon = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const sun = 2 - Math.floor((3 * century + 3) / 4);
  const golden = year % 19;
  const seed = (19 * golden + moon) % 30;
  const least = Math.floor((seed + Math.floor(golden / 11)) / 29);
  const fullMoon = 21 + seed - least;
  const firstSunday = 7 - ((year + Math.floor(year / 4) + sun) % 7);
  const march = fullMoon + 7 - ((fullMoon - firstSunday) % 7);
  return addDays(`${year}-03-01`, march - 1);
};
