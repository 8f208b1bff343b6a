import { allOf, intersection, rowsOf, type SqlPart, sql } from "../../database/sql-part.ts";
import type { Db } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import type { Vault } from "../crypto/vault.ts";
import { foundAtOnce, type PageWanted, type RequestPage, requestPage } from "./request-page.ts";
import { findsOf, type SearchedWord, searchedWord, wordIn } from "./searched-word.ts";
import { seesAll, visibleRequests } from "./visible-requests.ts";

/** Words of a query that count; more than anybody types. */
const mostWords = 20;

/**
 * Requests that the actor may see and that match every word of the query: a request's number ("1001", "#1001"),
 * a unit's number ("45"), or a word of the text in any form. The newest first.
 */
export const searchRequests = async (
  read: Db,
  vault: Vault,
  actor: Actor,
  { query, ...wanted }: PageWanted & { query: string },
): Promise<RequestPage> => {
  const visible = visibleRequests(actor);
  const words = query
    .split(/[\s,;]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, mostWords)
    .map((word) => searchedWord(vault, word));
  const statement = visible && (await statementOf(read, actor, visible, words));
  return requestPage(read, vault, statement && foundAtOnce(read, statement), wanted);
};

/**
 * Ids grow with time, so the index of words gives the newest first, and the search ends where enough is found. It
 * starts from what the fewest requests have; where that is much, the index of each word is read instead of asking it
 * for every request.
 */
const statementOf = async (
  read: Db,
  actor: Actor,
  visible: SqlPart,
  words: readonly SearchedWord[],
): Promise<SqlPart | null> => {
  if (words.length === 0 || actor.kind === "stranger" || actor.companyId === null) return null;
  const { companyId } = actor;
  const all = seesAll(actor);
  if (!all && (await isShort(read, sql`SELECT r."id" FROM "Request" r WHERE ${visible}`, fewVisible)))
    return sql`SELECT r."id" FROM "Request" r
      WHERE ${allOf([visible, ...words.map((word) => wordIn(companyId, word))])} ORDER BY r."id" DESC`;
  const finds = words.map((word) => findsOf(companyId, word));
  const rare = words.length > 1 ? await firstShort(read, finds) : -1;
  if (rare < 0) {
    const found = sql`SELECT f."id" FROM (${intersection(finds)}) AS f`;
    return all ? newestFirst(found) : newestFirst(sql`${found} ${seen(visible)}`);
  }
  const others = words.filter((_, at) => at !== rare).map((word) => wordIn(companyId, word));
  const found = sql`SELECT f."id" FROM (${finds[rare] ?? intersection([])}) AS f`;
  return newestFirst(sql`${found} ${seen(allOf([visible, ...others]))}`);
};

const newestFirst = (found: SqlPart): SqlPart => sql`${found} ORDER BY f."id" DESC`;

/** The offset keeps PostgreSQL from reading all requests for it: each that was found is looked up, until enough are. */
const seen = (condition: SqlPart): SqlPart =>
  sql`WHERE EXISTS (SELECT 1 FROM "Request" r WHERE r."id" = f."id" AND ${condition} LIMIT 1 OFFSET 0)`;

/** Up to so many are asked for their words one by one. */
const fewVisible = 4000;
const fewFound = 1000;

const isShort = async (read: Db, statement: SqlPart, few: number): Promise<boolean> => {
  const [row] = await rowsOf<{ rows: number | bigint }>(
    read,
    sql`SELECT count(*) AS "rows" FROM (${statement} LIMIT CAST(${few} AS INTEGER)) AS looked`,
  );
  return Number(row?.rows ?? 0) < few;
};

/** The place of the first statement that gives few rows; -1: none does. */
const firstShort = async (read: Db, statements: readonly SqlPart[]): Promise<number> => {
  for (const [at, statement] of statements.entries()) if (await isShort(read, statement, fewFound)) return at;
  return -1;
};
