/** "01.02.2026" as the calendar has it; anything else as it was typed. */
export const dayTyped = (typed: string): string => {
  const match = /^\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\s*$/.exec(typed);
  if (!match) return typed.trim();
  const [, day = "", month = "", year = ""] = match;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
};

/** "03.2026" and "2026-03" mean the same month. */
export const monthTyped = (typed: string): string =>
  typed
    .trim()
    .replace(
      /^(\d{1,2})[./](\d{4})$/,
      (_, month: string, year: string) => `${year}-${month.padStart(2, "0")}`,
    );
