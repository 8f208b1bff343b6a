import { arrayText } from "./array-text.ts";
import { providerOf } from "./as-db.ts";
import type { Tx } from "./db.ts";

/** Columns of rows that are given to a statement: texts, or whole numbers (given as texts: they may be long). */
export type RowColumns = Readonly<Record<string, "text" | "bigint">>;

/** Runs a statement with these rows. */
export type OverRows<Columns extends RowColumns> = (
  tx: Tx,
  rows: readonly Record<keyof Columns, string>[],
) => Promise<number>;

/** One statement that goes over many rows, which its FROM has as a table `s`; made once for each database. */
export const overRows = <const Columns extends RowColumns>(
  columns: Columns,
  statement: (rows: string) => string,
): OverRows<Columns> => {
  const names: (keyof Columns & string)[] = Object.keys(columns);
  const sqlite = statement(
    `(SELECT ${names.map((name) => fromJson(name, columns[name])).join(", ")} FROM json_each(?)) AS s`,
  );
  const arrays = names.map((name, at) => `$${at + 1}::${columns[name]}[]`).join(", ");
  const postgresql = statement(`unnest(${arrays}) AS s (${names.map((name) => `"${name}"`).join(", ")})`);
  return async (tx, rows) =>
    providerOf(tx) === "sqlite"
      ? tx.$executeRawUnsafe(sqlite, JSON.stringify(rows))
      : tx.$executeRawUnsafe(postgresql, ...names.map((name) => arrayText(rows.map((row) => row[name]))));
};

const fromJson = (name: string, type: "text" | "bigint" | undefined): string =>
  type === "bigint"
    ? `CAST("value" ->> '${name}' AS INTEGER) AS "${name}"`
    : `"value" ->> '${name}' AS "${name}"`;
