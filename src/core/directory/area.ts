/** A unit of more than a square kilometre is a slip of the keyboard. */
const largestArea = 100_000_000;

/** Square metres as people write them ("52,40", "1 052.4 м²") in 0.01 m²; undefined when it is no area. */
export const parseArea = (text: string): number | undefined => {
  const compact = text
    .toLowerCase()
    .replace(/(кв\.?\s*м\.?|м\s*[2²]?|m\s*[2²]?|sq\.?\s*m\.?)\s*$/, "")
    .replace(/\s/g, "")
    .replace(",", ".");
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(compact);
  if (!match) return undefined;
  const hundredths = toHundredths(match[2] ?? "");
  if (hundredths === undefined) return undefined;
  const area = Number(match[1]) * 100 + hundredths;
  return area > 0 && area <= largestArea ? area : undefined;
};

/** Spreadsheets store 52.4 as 52.399999999999999: so long a tail is noise, while a third digit is not ours to round. */
const toHundredths = (digits: string): number | undefined => {
  const tail = digits.slice(2);
  const hundredths = Number(digits.slice(0, 2).padEnd(2, "0"));
  if (/^0*$/.test(tail)) return hundredths;
  if (/^0{5,}\d*$/.test(tail)) return hundredths;
  if (/^9{5,}\d*$/.test(tail)) return hundredths + 1;
  return undefined;
};

/** "52.40" for 5240: for control totals; people's texts are made in the chat layer. */
export const areaToDecimal = (area: number): string =>
  `${Math.trunc(area / 100)}.${String(area % 100).padStart(2, "0")}`;
