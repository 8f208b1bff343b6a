export type ReadingColumn =
  | "building"
  | "unit"
  | "serial"
  | "kind"
  | "zone"
  | "value"
  | "day"
  | "verified"
  | "digits";

export type ReadingColumns = Partial<Record<ReadingColumn, number>>;

/** In order: the first that fits a heading has it. */
const headings: [ReadingColumn, RegExp][] = [
  ["verified", /повер|verif/],
  ["digits", /разряд|digits/],
  ["zone", /зона|тариф|zone|tariff|register/],
  ["serial", /сери|заводск|№ (счет|прибор|ипу)|номер (счет|прибор|ипу)|serial|meter (no|number|#)/],
  ["kind", /^вид|^тип|услуг|ресурс|kind|type|service/],
  ["value", /показан|значени|reading|value/],
  ["day", /дата|date|^day/],
  ["building", /адрес|^дом$|номер дома|здани|building|address|house/],
  ["unit", /помещени|квартир|^кв$|unit|flat|apartment|^apt/],
];

const kinds: [string, RegExp][] = [
  ["hot_water", /гвс|горяч|hot/],
  ["cold_water", /хвс|холод|cold|вода|water/],
  ["electricity", /электр|свет|electr|power/],
  ["gas", /газ|gas/],
  ["heat", /тепло|отопл|heat/],
];

const zones: [string, RegExp][] = [
  ["half-peak", /полупик|half/],
  ["peak", /пик|peak/],
  ["night", /ноч|night|^(t|т)2$/],
  ["day", /ден|дневн|day|^(t|т)1$/],
];

const known = <Name extends string>(list: readonly [Name, RegExp][], text: string): Name | undefined =>
  list.find(([, pattern]) => pattern.test(text.toLowerCase().replaceAll("ё", "е")))?.[0];

/** Which columns a row names, if it is a row of headings: the value, and how the meter is found. */
export const readingColumnsOf = (row: readonly string[]): ReadingColumns | undefined => {
  const columns: ReadingColumns = {};
  for (const [index, cell] of row.entries()) {
    const column = known(headings, cell.replace(/[^\p{L}\p{N}№#/-]+/gu, " ").trim());
    if (column && columns[column] === undefined) columns[column] = index;
  }
  const finds = columns.serial !== undefined || (columns.unit !== undefined && columns.kind !== undefined);
  return columns.value !== undefined && finds ? columns : undefined;
};

export const kindNamed = (text: string): string | undefined => known(kinds, text);
export const zoneNamed = (text: string): string | undefined => known(zones, text);

/** The word that tells a table of readings from other tables. */
export const saysReadings = (text: string): boolean => /показани|readings/i.test(text);
