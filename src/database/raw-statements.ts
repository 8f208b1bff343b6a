import type { Db, Provider } from "./db.ts";

type Raw = Pick<Db, "$queryRaw" | "$queryRawUnsafe" | "$executeRaw" | "$executeRawUnsafe">;

/** Carries raw statements past Prisma's engine, which costs several times what the database does. */
export interface RawConnection {
  /** Rows with values as Prisma's models have them: moments as Date, long integers as bigint, JSON taken apart. */
  query(sql: string, values: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** How many rows were written. */
  execute(sql: string, values: readonly unknown[]): Promise<number>;
}

/** Prisma's raw statements over such a connection. A failure is the driver's own, as `isUniqueViolation` knows it. */
export const rawStatements = (connection: RawConnection, provider: Provider): Raw => {
  const textOf = templateText(provider);
  return {
    $queryRaw: (strings: TemplateStringsArray, ...values: unknown[]) =>
      connection.query(textOf(strings), values),
    $queryRawUnsafe: (sql: string, ...values: unknown[]) => connection.query(sql, values),
    $executeRaw: (strings: TemplateStringsArray, ...values: unknown[]) =>
      connection.execute(textOf(strings), values),
    $executeRawUnsafe: (sql: string, ...values: unknown[]) => connection.execute(sql, values),
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

/** What both drivers take. */
export const argumentOf = (value: unknown): unknown => {
  if (value === undefined) throw new Error("A raw statement was given undefined; pass null instead.");
  if (value instanceof Date) return value.toISOString();
  return typeof value === "bigint" ? String(value) : value;
};
