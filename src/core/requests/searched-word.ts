import { allOf, anyOf, listOf, type SqlPart, sql, union } from "../../database/sql-part.ts";
import type { Vault } from "../crypto/vault.ts";
import { wordHashes } from "./search-words.ts";

/** What a word of a query may stand for. */
export interface SearchedWord {
  /** Of the words in it: a request's text has all of them. */
  hashes: readonly string[];
  /** A request's number. */
  number: number | null;
  /** Spellings of a unit's number. */
  units: readonly string[];
}

const largestNumber = 2_147_483_647;

/** "#1001" can be nothing but a request's number; a word with a digit may also be a unit's number. */
export const searchedWord = (vault: Vault, word: string): SearchedWord => {
  const bare = word.replace(/^[#№]/u, "");
  const number = /^\d{1,10}$/.test(bare) && Number(bare) <= largestNumber ? Number(bare) : null;
  if (bare !== word && number !== null) return { hashes: [], number, units: [] };
  const spellings = /\d/.test(bare) ? [bare, bare.toUpperCase(), bare.toLowerCase()] : [];
  return { hashes: wordHashes(vault, bare), number, units: [...new Set(spellings)] };
};

/** As a condition on the row "Request" r. */
export const wordIn = (companyId: string, { hashes, number, units }: SearchedWord): SqlPart =>
  anyOf([
    ...(hashes.length > 0 ? [hashesIn(hashes, sql`r."id"`)] : []),
    ...(number === null ? [] : [sql`r."number" = ${number}`]),
    ...(units.length > 0 ? [sql`r."unitId" IN (${unitsNumbered(companyId, units)})`] : []),
  ]);

/** A statement for the ids of a company's requests with the word, in no order but the index's. */
export const findsOf = (companyId: string, { hashes, number, units }: SearchedWord): SqlPart => {
  const [hash, ...others] = hashes;
  const finds = [
    ...(hash === undefined
      ? []
      : [
          sql`SELECT w."requestId" AS "id" FROM "RequestWord" w
            WHERE w."companyId" = ${companyId} AND w."hash" = ${hash}
              AND ${hashesIn(others, sql`w."requestId"`)}`,
        ]),
    ...(number === null
      ? []
      : [sql`SELECT n."id" FROM "Request" n WHERE n."companyId" = ${companyId} AND n."number" = ${number}`]),
    ...(units.length === 0
      ? []
      : [sql`SELECT o."id" FROM "Request" o WHERE o."unitId" IN (${unitsNumbered(companyId, units)})`]),
  ];
  return union(finds);
};

const hashesIn = (hashes: readonly string[], requestId: SqlPart): SqlPart =>
  allOf(
    hashes.map(
      (hash) => sql`EXISTS (
        SELECT 1 FROM "RequestWord" x WHERE x."requestId" = ${requestId} AND x."hash" = ${hash})`,
    ),
  );

const unitsNumbered = (companyId: string, numbers: readonly string[]): SqlPart =>
  sql`SELECT u."id" FROM "Unit" u WHERE u."companyId" = ${companyId} AND u."number" IN ${listOf(numbers)}`;
