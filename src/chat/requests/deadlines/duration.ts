import { type Text, t } from "../../text.ts";

const minutesOf = { minutes: 1, hours: 60, days: 24 * 60 } as const;

type Unit = keyof typeof minutesOf;

/** By the first letter, Latin or Cyrillic: "30 min", "4h", "2 дня". */
const units: Readonly<Record<string, Unit>> = {
  m: "minutes",
  м: "minutes",
  h: "hours",
  ч: "hours",
  d: "days",
  д: "days",
};

/** How many minutes somebody means by a number and a unit; null when it can't be read. */
export const minutesTyped = (typed: string): number | null => {
  const [, amount, letter = ""] = /^\s*(\d{1,4})\s*(\p{L})\p{L}*\.?\s*$/u.exec(typed) ?? [];
  const unit = units[letter.toLowerCase()];
  return amount && unit ? Number(amount) * minutesOf[unit] : null;
};

const unitOf = (minutes: number): Unit => {
  if (minutes % minutesOf.days === 0) return "days";
  return minutes % minutesOf.hours === 0 ? "hours" : "minutes";
};

/** In the largest unit that it is a whole number of. */
export const durationText = (minutes: number): Text => {
  const unit = unitOf(minutes);
  return t(`requests.deadlines.${unit}`, { count: minutes / minutesOf[unit] });
};
