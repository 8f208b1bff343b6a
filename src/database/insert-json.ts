import { providerOf } from "./as-db.ts";
import type { Provider, Tx } from "./db.ts";

/** The columns that are written, with their PostgreSQL types. */
export type InsertColumns = Readonly<Record<string, string>>;

/** A table to insert many rows into by few statements, whose texts never change. */
export interface JsonInsert<Columns extends InsertColumns> {
  /** In the order given. Resolves to how many were inserted. */
  insert(tx: Tx, rows: readonly JsonRow<Columns>[]): Promise<number>;
  /** One row; resolves to its id. */
  insertOne(tx: Tx, row: JsonRow<Columns>): Promise<unknown>;
}

type JsonRow<Columns extends InsertColumns> = Record<keyof Columns, string | number | Date | object | null>;

/**
 * For the rows that every update writes: Prisma's own create costs several times as much. PostgreSQL takes all rows as
 * one JSON; SQLite, which would take the JSON apart row by row and name by name, takes their values. So does PostgreSQL
 * where a row is mostly one `longText`: to wrap it in JSON and to unwrap it costs more than all the rest.
 */
export const jsonInsert = <const Columns extends InsertColumns>(
  table: string,
  columns: Columns,
  { longText = false }: { longText?: boolean } = {},
): JsonInsert<Columns> => {
  const asJson = postgresql(table, columns);
  const byValues = {
    sqlite: insertValues(table, Object.keys(columns), "sqlite"),
    postgresql: longText ? insertValues(table, Object.keys(columns), "postgresql") : null,
  };
  return {
    insert: async (tx, rows) => {
      if (rows.length === 0) return 0;
      return (
        byValues[providerOf(tx)]?.insert(tx, rows) ??
        tx.$executeRawUnsafe(asJson, JSON.stringify(rows, asDatabase))
      );
    },
    insertOne: async (tx, row) => {
      const values = byValues[providerOf(tx)];
      const [statement, given] = values
        ? [values.statement(1), values.valuesOf([row])]
        : [asJson, [JSON.stringify([row], asDatabase)]];
      const [inserted] = await tx.$queryRawUnsafe<Array<{ id: unknown }>>(
        `${statement} RETURNING "id"`,
        ...given,
      );
      return inserted?.id;
    },
  };
};

const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/**
 * Rows in one statement. On SQLite more of them save nothing, and others get their turn between two statements; on
 * PostgreSQL each statement is a round trip.
 */
const mostRows = { sqlite: 32, postgresql: 128 } as const;

type Rows = readonly Record<string, unknown>[];

const insertValues = (table: string, names: readonly string[], provider: Provider) => {
  const place = (row: number, at: number) =>
    provider === "sqlite" ? "?" : `$${row * names.length + at + 1}`;
  const statements = new Map<number, string>();
  const statement = (rows: number): string => {
    const known = statements.get(rows);
    if (known) return known;
    const values = Array.from(
      { length: rows },
      (_none, row) => `(${names.map((_name, at) => place(row, at)).join(", ")})`,
    );
    const made = `INSERT INTO "${table}" (${listed(names)}) VALUES ${values.join(", ")}`;
    statements.set(rows, made);
    return made;
  };
  const valuesOf = (rows: Rows) => rows.flatMap((one) => names.map((name) => asValue(one[name])));
  /** In powers of two, so that a table has few statements, each compiled once. */
  const insert = async (tx: Tx, rows: Rows): Promise<number> => {
    let size: number = mostRows[provider];
    for (let from = 0; from < rows.length; from += size) {
      while (size > rows.length - from) size /= 2;
      await tx.$executeRawUnsafe(statement(size), ...valuesOf(rows.slice(from, from + size)));
    }
    return rows.length;
  };
  return { statement, valuesOf, insert };
};

const postgresql = (table: string, columns: InsertColumns): string => {
  const names = listed(Object.keys(columns));
  const typed = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`);
  return `
  INSERT INTO "${table}" (${names})
  SELECT ${names}
  FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (${typed.join(", ")})) WITH ORDINALITY AS row (${names}, "orderGiven")
  ORDER BY "orderGiven"`;
};

/** Moments as Prisma writes them on SQLite, where they are compared as texts; what is neither text nor number is JSON. */
const asValue = (value: unknown): string | number | null => {
  if (typeof value === "string" || typeof value === "number") return value;
  if (value === null || value === undefined) return null;
  return value instanceof Date ? value.toISOString().replace("Z", "+00:00") : JSON.stringify(value);
};

/** Moments as SQLite has them; PostgreSQL reads them too. */
function asDatabase(this: Record<string, unknown>, key: string, value: unknown): unknown {
  return this[key] instanceof Date ? String(value).replace("Z", "+00:00") : value;
}
