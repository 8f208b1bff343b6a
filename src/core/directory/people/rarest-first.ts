import { columnsOf, rowsOf, sql } from "../../../database/sql-part.ts";
import type { Db } from "../../../database/types.ts";

/** From so many people on, how many more have a word makes no difference. */
const many = 1000;

/** Words of names, those that few people of the company have first: only of these few the others need be asked. */
export const rarestFirst = async (
  db: Db,
  companyId: string,
  hashes: readonly string[],
): Promise<readonly string[]> => {
  if (hashes.length < 2) return hashes;
  const counts = hashes.map(
    (hash) => sql`(SELECT COUNT(*) FROM (SELECT 1 FROM "PersonWord"
      WHERE "companyId" = ${companyId} AND "hash" = ${hash} LIMIT CAST(${many} AS INTEGER)) AS counted)`,
  );
  const [row] = await rowsOf<Record<string, number | bigint>>(db, sql`SELECT ${columnsOf(counts)}`);
  const people = new Map(hashes.map((hash, at) => [hash, Number(row?.[`c${at}`] ?? 0)]));
  return [...hashes].sort((a, b) => (people.get(a) ?? 0) - (people.get(b) ?? 0));
};
