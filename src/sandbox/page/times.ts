import { language } from "./words.ts";

let zone = "UTC";

export const setZone = (timeZone: string): void => {
  zone = timeZone;
};

const format = (ms: number, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language() === "ru" ? "ru-RU" : "en-GB", { timeZone: zone, ...options }).format(ms);

export const clockTime = (ms: number): string => format(ms, { hour: "2-digit", minute: "2-digit" });
export const dayAndMonth = (ms: number): string => format(ms, { day: "numeric", month: "long" });
export const shortDay = (ms: number): string => format(ms, { day: "numeric", month: "short" });
export const preciseTime = (ms: number): string =>
  format(ms, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
export const dayAndTime = (ms: number): string =>
  format(ms, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** Tells days apart. */
export const dayKey = (ms: number): string =>
  format(ms, { year: "numeric", month: "numeric", day: "numeric" });
