export type OpeningColumn =
  | "account"
  | "building"
  | "unit"
  | "debt"
  | "penalty"
  | "advance"
  | "balance"
  | "due";

export type OpeningColumns = Partial<Record<OpeningColumn, number>>;

/** In order: the first that fits a heading has it. */
const headings: [OpeningColumn, RegExp][] = [
  ["account", /лицев|^л\/?с$|^лс$|account/],
  ["due", /просроч|срок|since|due/],
  ["penalty", /пен[ия]|penalt|late fee/],
  ["advance", /аванс|переплат|advance|overpaid|credit/],
  ["debt", /долг|задолж|недоплат|debt|owed|arrears/],
  ["balance", /сальдо|остаток|balance/],
  ["building", /адрес|^дом$|номер дома|здани|building|address|house/],
  ["unit", /помещени|квартир|^кв$|unit|flat|apartment|^apt/],
];

/** Which columns a row names, if it is a row of headings: some sum, and the unit or account that it is of. */
export const openingColumnsOf = (row: readonly string[]): OpeningColumns | undefined => {
  const columns: OpeningColumns = {};
  for (const [index, cell] of row.entries()) {
    const text = cell
      .toLowerCase()
      .replaceAll("ё", "е")
      .replace(/[^\p{L}\p{N}/-]+/gu, " ")
      .trim();
    const column = headings.find(([, pattern]) => pattern.test(text))?.[0];
    if (column && columns[column] === undefined) columns[column] = index;
  }
  const { debt, advance, balance, penalty, unit, account } = columns;
  const sums = [debt, advance, balance, penalty].some((at) => at !== undefined);
  return sums && (unit !== undefined || account !== undefined) ? columns : undefined;
};

/** The words that tell a table of opening balances from other tables. */
export const saysOpening = (text: string): boolean => /сальдо|начальн\S* остатк|opening|balances/i.test(text);
