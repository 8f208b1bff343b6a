import { type ArgType, ColumnTypeEnum, type SqlQuery, type SqlQueryable } from "@prisma/driver-adapter-utils";
import type { Db, Provider } from "./db.ts";

type Raw = Pick<Db, "$queryRaw" | "$queryRawUnsafe" | "$executeRaw" | "$executeRawUnsafe">;

/**
 * Prisma's raw statements without Prisma's engine, which costs several times what the database does: values go to the
 * adapter and come back in the same forms. A failure is the adapter's own error, as `isUniqueViolation` knows it.
 */
export const rawStatements = (adapter: SqlQueryable, provider: Provider): Raw => {
  const textOf = templateText(provider);
  const query = async (sql: string, values: readonly unknown[]) => {
    const { columnNames, columnTypes, rows } = await adapter.queryRaw(queryOf(sql, values));
    return rows.map((row) =>
      Object.fromEntries(columnNames.map((name, at) => [name, received(columnTypes[at], row[at])])),
    );
  };
  const execute = (sql: string, values: readonly unknown[]) => adapter.executeRaw(queryOf(sql, values));
  return {
    $queryRaw: (strings: TemplateStringsArray, ...values: unknown[]) => query(textOf(strings), values),
    $queryRawUnsafe: (sql: string, ...values: unknown[]) => query(sql, values),
    $executeRaw: (strings: TemplateStringsArray, ...values: unknown[]) => execute(textOf(strings), values),
    $executeRawUnsafe: (sql: string, ...values: unknown[]) => execute(sql, values),
  } as unknown as Raw;
};

/** The SQL of a template, made once for each place in the code. */
const templateText = (provider: Provider) => {
  const known = new WeakMap<TemplateStringsArray, string>();
  return (strings: TemplateStringsArray): string => {
    const before = known.get(strings);
    if (before !== undefined) return before;
    const text = strings.reduce((sql, part, at) => `${sql}${provider === "sqlite" ? "?" : `$${at}`}${part}`);
    known.set(strings, text);
    return text;
  };
};

const queryOf = (sql: string, values: readonly unknown[]): SqlQuery => ({
  sql,
  args: values.map(argumentOf),
  argTypes: values.map(typeOf),
});

const argumentOf = (value: unknown): unknown => {
  if (value === undefined) throw new Error("A raw statement was given undefined; pass null instead.");
  if (value instanceof Date) return value.toISOString();
  return typeof value === "bigint" ? String(value) : value;
};

const typeOf = (value: unknown): ArgType => {
  const [first, arity] = Array.isArray(value) ? [value[0], "list" as const] : [value, "scalar" as const];
  if (first instanceof Date) return { scalarType: "datetime", arity };
  if (typeof first === "bigint") return { scalarType: "bigint", arity };
  return { scalarType: typeof first === "string" ? "string" : "unknown", arity };
};

const received = (type: number | undefined, value: unknown): unknown => {
  if (value === null) return null;
  switch (type) {
    case ColumnTypeEnum.Int64:
      return BigInt(value as number | string);
    case ColumnTypeEnum.Date:
    case ColumnTypeEnum.DateTime:
      return new Date(value as string);
    case ColumnTypeEnum.Json:
      return JSON.parse(value as string);
    case ColumnTypeEnum.Boolean:
      return value === true || value === 1 || value === "1" || value === "true";
    default:
      return value;
  }
};
