export type Column =
  | "building"
  | "unit"
  | "kind"
  | "entrance"
  | "floor"
  | "area"
  | "name"
  | "phone"
  | "email"
  | "relation"
  | "share";

/** Where each known column stands. */
export type Columns = Partial<Record<Column, number>>;

/** In order: the first that fits a heading has it ("Телефон собственника" is a phone, not a name). */
const headings: [Column | "ignored", RegExp][] = [
  ["ignored", /^(№|n|#|no)? ?(п ?\/? ?п|пп)$|жила[яй] площад|living area|этажность|кадастр/],
  ["share", /дол[яи]|share/],
  ["phone", /телефон|^тел\b|^тел$|моб|phone|mobile/],
  ["email", /почт|e ?-?mail|мейл/],
  ["area", /площад|кв м|^м2$|^м²$|area|sq ?m|^m2$|^m²$/],
  ["entrance", /подъезд|парадн|секци|entrance/],
  ["floor", /этаж|floor|storey/],
  ["relation", /статус|отношени|кем приходится|вид права|relation|occupancy|tenure|role/],
  ["kind", /^тип|^вид|назначени|kind|type/],
  ["building", /адрес|^дом$|номер дома|дома$|здани|улиц|building|address|house/],
  ["unit", /помещени|квартир|^кв$|лицев|^№$|^номер|unit|flat|apartment|^apt|^number/],
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

const columnOf = (heading: string): Column | "ignored" | undefined => {
  const text = heading
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/[^\p{L}\p{N}№#²/-]+/gu, " ")
    .trim();
  if (text === "" || text.length > 80) return undefined;
  return headings.find(([, pattern]) => pattern.test(text))?.[0];
};
