export type Column =
  | "building"
  | "unit"
  | "kind"
  | "entrance"
  | "floor"
  | "riser"
  | "area"
  | "account"
  | "name"
  | "phone"
  | "email"
  | "relation"
  | "share"
  | "from"
  | "to";

/** In the order in which people are asked where they stand. */
export const columnNames = [
  "building",
  "unit",
  "kind",
  "entrance",
  "floor",
  "riser",
  "area",
  "account",
  "name",
  "relation",
  "share",
  "from",
  "to",
  "phone",
  "email",
] as const satisfies Column[];

/** Where each known column stands. */
export type Columns = Partial<Record<Column, number>>;

/** In order: the first that fits a heading has it ("Телефон собственника" is a phone, not a name). */
const headings: [Column | "ignored", RegExp][] = [
  ["ignored", /^(№|n|#|no)? ?(п ?\/? ?п|пп)$|жила[яй] площад|living area|этажность|кадастр/],
  [
    "from",
    /^с$|^дата с|дата (возникн|регистрац|приобрет|заселен|въезд|права)|^from$|^since$|move.?in|owned since/,
  ],
  ["to", /^по$|дата по|дата (прекращ|окончан|выезд|выбыт|снят)|^to$|^until$|^till$|move.?out|owned until/],
  ["account", /лицев|^л ?\/? ?с$|^лс$|account/],
  ["share", /дол[яи]|share/],
  ["phone", /телефон|^тел\b|^тел$|моб|phone|mobile/],
  ["email", /почт|e ?-?mail|мейл/],
  ["area", /площад|кв м|^м2$|^м²$|area|sq ?m|^m2$|^m²$/],
  ["riser", /стояк|riser/],
  ["entrance", /подъезд|парадн|секци|entrance/],
  ["floor", /этаж|floor|storey/],
  ["relation", /статус|отношени|кем приходится|вид права|relation|occupancy|tenure|role/],
  ["kind", /^тип|^вид|назначени|kind|type/],
  ["building", /адрес|^дом$|номер дома|дома$|здани|улиц|building|address|house/],
  ["unit", /помещени|квартир|^кв$|^№$|^номер|unit|flat|apartment|^apt|^number/],
  [
    "name",
    /фио|ф и о|фамили|имя|собственник|владел|жител|жилец|проживающ|нанимател|name|owner|resident|tenant/,
  ],
];

/** Which columns a row names, if it is a row of headings: it names the unit and at least one more. */
export const columnsOf = (row: readonly string[]): Columns | undefined => {
  const columns: Columns = {};
  let found = 0;
  for (const [index, cell] of row.entries()) {
    const column = columnOf(cell);
    if (column === undefined || column === "ignored" || columns[column] !== undefined) continue;
    columns[column] = index;
    found += 1;
  }
  return columns.unit !== undefined && found >= 2 ? columns : undefined;
};

/** A row of headings and where its columns stand. */
export interface Heading {
  /** Counted from 0; -1: the table has no headings. */
  row: number;
  columns: Columns;
}

/** Headings are looked for this far down, under titles and dates. */
const titleRows = 30;

/** The first row that is known as one of headings: because it was said so before, or by its words. */
export const headingOf = (
  table: readonly (readonly string[])[],
  remembered: (row: readonly string[]) => Columns | undefined = () => undefined,
): (Heading & { remembered: boolean }) | undefined => {
  for (const [row, cells] of table.slice(0, titleRows).entries()) {
    const known = remembered(cells);
    if (known) return { row, columns: known, remembered: true };
    const suggested = columnsOf(cells);
    if (suggested) return { row, columns: suggested, remembered: false };
  }
  return undefined;
};

/** The row that looks most like headings when none is known: the first of those with the most cells. */
export const likelyHeading = (table: readonly (readonly string[])[]): number => {
  const filled = table.slice(0, titleRows).map((row) => row.filter((cell) => cell.trim() !== "").length);
  return filled.indexOf(Math.max(0, ...filled));
};

const columnOf = (heading: string): Column | "ignored" | undefined => {
  const text = heading
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/[^\p{L}\p{N}№#²/-]+/gu, " ")
    .trim();
  if (text === "" || text.length > 80) return undefined;
  return headings.find(([, pattern]) => pattern.test(text))?.[0];
};
