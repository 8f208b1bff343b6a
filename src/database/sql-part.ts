import { providerOf } from "./as-db.ts";
import type { Db } from "./db.ts";
import { forProvider } from "./for-provider.ts";

type Value = string | number | Date | null;

/** A piece of a raw statement that is put together from conditions; a `?` for each value, in order. */
export interface SqlPart {
  readonly text: string;
  readonly values: readonly Value[];
}

const isPart = (value: Value | SqlPart): value is SqlPart =>
  typeof value === "object" && value !== null && !(value instanceof Date);

/** A piece from a template: other pieces are put in as they are, all else as parameters. */
export const sql = (strings: TemplateStringsArray, ...inner: readonly (Value | SqlPart)[]): SqlPart => ({
  text: strings.reduce((text, next, at) => {
    const value = inner[at - 1];
    return `${text}${value !== undefined && isPart(value) ? value.text : "?"}${next}`;
  }),
  values: inner.flatMap((value) => (isPart(value) ? value.values : [value])),
});

const joinedBy = (between: string, parts: readonly SqlPart[]): SqlPart => ({
  text: parts.map(({ text }) => text).join(between),
  values: parts.flatMap(({ values }) => values),
});

/** All must hold; none: true. */
export const allOf = (parts: readonly SqlPart[]): SqlPart =>
  parts.length === 0 ? sql`TRUE` : joinedBy(" AND ", parts);

/** One must hold; none: false. */
export const anyOf = (parts: readonly SqlPart[]): SqlPart =>
  parts.length === 0 ? sql`FALSE` : sql`(${joinedBy(" OR ", parts)})`;

/** Values for `IN (…)`; of none, nothing is in it. */
export const listOf = (values: readonly Value[]): SqlPart =>
  values.length === 0
    ? sql`(NULL)`
    : sql`(${joinedBy(
        ", ",
        values.map((value) => sql`${value}`),
      )})`;

/** Expressions as the columns "c0", "c1" … of a row. */
export const columnsOf = (parts: readonly SqlPart[]): SqlPart =>
  joinedBy(
    ", ",
    parts.map(({ text, values }, at) => ({ text: `${text} AS "c${at}"`, values })),
  );

/** Rows of several statements with the same columns. */
export const unionAll = (parts: readonly SqlPart[]): SqlPart => joinedBy(" UNION ALL ", parts);

/** Several writing statements as one of PostgreSQL's, which gives how many there were. */
export const withParts = (parts: readonly SqlPart[]): SqlPart => ({
  text: `WITH ${parts.map(({ text }, at) => `w${at} AS (${text})`).join(", ")} SELECT ${parts.length} AS "written"`,
  values: parts.flatMap(({ values }) => values),
});

/** Ids that one statement gives, or another, each once; of no statements, none. */
export const union = (parts: readonly SqlPart[]): SqlPart =>
  parts.length === 0 ? noIds : joinedBy(" UNION ", parts);

/** Ids that all the statements give. Joined, so that either database walks the indexes side by side and may stop early. */
export const intersection = ([first, ...others]: readonly SqlPart[]): SqlPart => {
  if (first === undefined) return noIds;
  const joins = others.map((part, at): SqlPart => {
    const name = `p${at + 1}`;
    return { text: `JOIN (${part.text}) AS ${name} ON ${name}."id" = p0."id"`, values: part.values };
  });
  return sql`SELECT p0."id" FROM (${first}) AS p0 ${joinedBy(" ", joins)}`;
};

const noIds = sql`SELECT '' AS "id" WHERE FALSE`;

/** Asks the database. */
export const rowsOf = async <Row>(db: Db, statement: SqlPart): Promise<Row[]> =>
  db.$queryRawUnsafe<Row[]>(...forProvider(providerOf(db), statement));
