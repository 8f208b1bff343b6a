import { arrayText } from "./array-text.ts";
import { providerOf } from "./as-db.ts";
import type { Provider, Tx } from "./db.ts";

/** The columns that are written, with their PostgreSQL types. */
export type InsertColumns = Readonly<Record<string, string>>;

/** A table to insert many rows into by few statements, whose texts never change. */
export interface TableInsert<Columns extends InsertColumns> {
  /** In the order given. Resolves to how many were inserted. */
  insert(tx: Tx, rows: readonly TableRow<Columns>[]): Promise<number>;
  /** One row; resolves to its id. */
  insertOne(tx: Tx, row: TableRow<Columns>): Promise<unknown>;
}

type TableRow<Columns extends InsertColumns> = Record<keyof Columns, string | number | Date | object | null>;
type Rows = readonly Record<string, unknown>[];
type Value = string | number | null;

/** What inserts this many rows, and its values. */
interface Statement {
  sql: string;
  values: Value[];
}

/** For the rows that every update writes: Prisma's own create costs several times as much. */
export const tableInsert = <const Columns extends InsertColumns>(
  table: string,
  columns: Columns,
): TableInsert<Columns> => {
  const statementFor = {
    sqlite: asRows(table, Object.keys(columns)),
    postgresql: asArrays(table, columns),
  };
  return {
    insert: async (tx, rows) => {
      const provider = providerOf(tx);
      let size = mostRows[provider];
      for (let from = 0; from < rows.length; from += size) {
        while (provider === "sqlite" && size > rows.length - from) size /= 2;
        const { sql, values } = statementFor[provider](rows.slice(from, from + size));
        await tx.$executeRawUnsafe(sql, ...values);
      }
      return rows.length;
    },
    insertOne: async (tx, row) => {
      const { sql, values } = statementFor[providerOf(tx)]([row]);
      const [inserted] = await tx.$queryRawUnsafe<Array<{ id: unknown }>>(`${sql} RETURNING "id"`, ...values);
      return inserted?.id;
    },
  };
};

/**
 * Rows in one statement. On SQLite more of them save nothing, others get their turn between two statements, and in powers
 * of two a table has few statements, each compiled once; on PostgreSQL each statement is a round trip.
 */
const mostRows: Record<Provider, number> = { sqlite: 32, postgresql: 5000 };

const insertInto = (table: string, names: readonly string[]): string =>
  `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(", ")})`;

/** A place for each value. */
const asRows = (table: string, names: readonly string[]): ((rows: Rows) => Statement) => {
  const row = `(${names.map(() => "?").join(", ")})`;
  const statements = new Map<number, string>();
  return (rows) => {
    const sql =
      statements.get(rows.length) ?? `${insertInto(table, names)} VALUES ${rows.map(() => row).join(", ")}`;
    statements.set(rows.length, sql);
    return { sql, values: rows.flatMap((one) => names.map((name) => asValue(one[name]))) };
  };
};

/** An array for each column, whose elements are read in their order; half of what the same rows cost as JSON. */
const asArrays = (table: string, columns: InsertColumns): ((rows: Rows) => Statement) => {
  const names = Object.keys(columns);
  const listOf = (suffix: string) =>
    Object.values(columns)
      .map((type, at) => `$${at + 1}::${type}${suffix}`)
      .join(", ");
  const one = `${insertInto(table, names)} VALUES (${listOf("")})`;
  const many = `${insertInto(table, names)} SELECT * FROM unnest(${listOf("[]")})`;
  return (rows) =>
    rows.length === 1
      ? { sql: one, values: names.map((name) => asValue(rows[0]?.[name])) }
      : { sql: many, values: names.map((name) => arrayText(rows.map((row) => asValue(row[name])))) };
};

/** Moments as Prisma writes them on SQLite, where they are compared as texts; what is neither text nor number is JSON. */
const asValue = (value: unknown): Value => {
  if (typeof value === "string" || typeof value === "number") return value;
  if (value === null || value === undefined) return null;
  return value instanceof Date ? value.toISOString().replace("Z", "+00:00") : JSON.stringify(value);
};
