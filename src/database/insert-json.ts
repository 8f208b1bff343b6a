import { providerOf } from "./as-db.ts";
import type { Provider, Tx } from "./db.ts";

/** The columns that are written, with their PostgreSQL types. */
export type InsertColumns = Readonly<Record<string, string>>;

/** A table to insert into by one statement with one JSON parameter, whose text never changes. */
export interface JsonInsert<Columns extends InsertColumns> {
  /** In the order given. Resolves to how many were inserted. */
  insert(tx: Tx, rows: readonly JsonRow<Columns>[]): Promise<number>;
  /** One row; resolves to its id. */
  insertOne(tx: Tx, row: JsonRow<Columns>): Promise<unknown>;
}

type JsonRow<Columns extends InsertColumns> = Record<keyof Columns, string | number | Date | object | null>;

/** For the rows that every update writes: Prisma's own create costs several times as much. */
export const jsonInsert = <const Columns extends InsertColumns>(
  table: string,
  columns: Columns,
): JsonInsert<Columns> => {
  const statements: Record<Provider, string> = {
    sqlite: sqlite(table, Object.keys(columns)),
    postgresql: postgresql(table, columns),
  };
  return {
    insert: async (tx, rows) =>
      rows.length === 0
        ? 0
        : tx.$executeRawUnsafe(statements[providerOf(tx)], JSON.stringify(rows, asDatabase)),
    insertOne: async (tx, row) => {
      const statement = `${statements[providerOf(tx)]} RETURNING "id"`;
      const [inserted] = await tx.$queryRawUnsafe<Array<{ id: unknown }>>(
        statement,
        JSON.stringify([row], asDatabase),
      );
      return inserted?.id;
    },
  };
};

const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

const sqlite = (table: string, names: readonly string[]): string => `
  INSERT INTO "${table}" (${listed(names)})
  SELECT ${names.map((name) => `json_extract("value", '$.${name}')`).join(", ")} FROM json_each(?) ORDER BY "key"`;

const postgresql = (table: string, columns: InsertColumns): string => {
  const names = listed(Object.keys(columns));
  const typed = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`);
  return `
  INSERT INTO "${table}" (${names})
  SELECT ${names}
  FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (${typed.join(", ")})) WITH ORDINALITY AS row (${names}, "orderGiven")
  ORDER BY "orderGiven"`;
};

/** Moments as Prisma writes them on SQLite, where they are compared as texts; PostgreSQL reads them too. */
function asDatabase(this: Record<string, unknown>, key: string, value: unknown): unknown {
  return this[key] instanceof Date ? String(value).replace("Z", "+00:00") : value;
}
