import { columnsOf, rowsOf, type SqlPart, sql } from "../../database/sql-part.ts";
import type { Db } from "../../database/types.ts";

/** So many, or with `more` even more than that: large numbers are not counted to their end. */
export interface Counted {
  total: number;
  more: boolean;
}

/** How many are counted; whoever pages beyond them has as many again counted. */
export const countedAtOnce = 1000;

/** How many rows each of the statements gives, up to a thousand; in one statement. They have no LIMIT. */
export const countEach = async <Name extends string>(
  read: Db,
  statements: Readonly<Record<Name, SqlPart>>,
  most = countedAtOnce,
): Promise<Record<Name, Counted>> => {
  const names = Object.keys(statements) as Name[];
  const counts = names.map(
    (name) => sql`(SELECT count(*) FROM (${statements[name]} LIMIT CAST(${most + 1} AS INTEGER)) AS counted)`,
  );
  const [row] = await rowsOf<Record<string, number | bigint>>(read, sql`SELECT ${columnsOf(counts)}`);
  const counted = names.map((name, at): [Name, Counted] => {
    const found = Number(row?.[`c${at}`] ?? 0);
    return [name, { total: Math.min(found, most), more: found > most }];
  });
  return Object.fromEntries(counted) as Record<Name, Counted>;
};
