import { DateTime } from "luxon";

const formats = ["yyyy-MM-dd", "d.M.yyyy", "d/M/yyyy", "d.M.yy"];
const firstYear = 1900;
const lastYear = 2100;

/** A day as registers have it ("01.02.2024", "1/2/2024", a spreadsheet's own date), as "2024-02-01"; else undefined. */
export const parseDay = (text: string): string | undefined => {
  const bare = text.replace(/\s*г\.?$/i, "").replace(/[T ]00:00.*$/, "");
  const day = formats.map((format) => DateTime.fromFormat(bare, format)).find(({ isValid }) => isValid);
  return day && day.year >= firstYear && day.year <= lastYear ? (day.toISODate() ?? undefined) : undefined;
};
