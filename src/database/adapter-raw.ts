import { type ArgType, ColumnTypeEnum, type SqlQuery, type SqlQueryable } from "@prisma/driver-adapter-utils";
import { argumentOf, type RawConnection } from "./raw-statements.ts";

/** Raw statements over a driver's adapter of Prisma: values go to it and come back in the forms that Prisma uses. */
export const adapterRaw = (adapter: SqlQueryable): RawConnection => ({
  query: async (sql, values) => {
    const { columnNames, columnTypes, rows } = await adapter.queryRaw(queryOf(sql, values));
    // Field by field: pairs of names and values for a million rows would cost more than to read them.
    return rows.map((row) => {
      const fields: Record<string, unknown> = {};
      for (let at = 0; at < columnNames.length; at += 1)
        fields[columnNames[at] as string] = received(columnTypes[at], row[at]);
      return fields;
    });
  },
  execute: async (sql, values) => adapter.executeRaw(queryOf(sql, values)),
});

const queryOf = (sql: string, values: readonly unknown[]): SqlQuery => ({
  sql,
  args: values.map(argumentOf),
  argTypes: values.map(typeOf),
});

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
