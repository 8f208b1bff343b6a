import type { Provider } from "../../database/db.ts";

/** Columns of rows that are given to a statement as JSON: texts, or whole numbers (given as texts: they may be long). */
export type JsonColumns = Readonly<Record<string, "text" | "bigint">>;

/** The rows of a statement's one JSON parameter, as a table `s` for its FROM. */
export const jsonRows = (provider: Provider, columns: JsonColumns): string => {
  const names = Object.entries(columns);
  if (provider === "postgresql")
    return `jsonb_to_recordset($1::jsonb) AS s (${names.map(([name, type]) => `"${name}" ${type}`).join(", ")})`;
  const selected = names.map(([name, type]) =>
    type === "text"
      ? `"value" ->> '${name}' AS "${name}"`
      : `CAST("value" ->> '${name}' AS INTEGER) AS "${name}"`,
  );
  return `(SELECT ${selected.join(", ")} FROM json_each(?)) AS s`;
};

/** One statement for each database, made once. */
export const withJsonRows = (
  columns: JsonColumns,
  statement: (rows: string) => string,
): Record<Provider, string> => ({
  sqlite: statement(jsonRows("sqlite", columns)),
  postgresql: statement(jsonRows("postgresql", columns)),
});
