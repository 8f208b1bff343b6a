import { rowsOf, type SqlPart, sql } from "../../database/sql-part.ts";
import type { Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { type RequestLine, requestLines } from "./request-lines.ts";

export interface RequestPage {
  lines: RequestLine[];
  /** From 1; the last page when a later one was asked for. */
  page: number;
  /** As many as `total` fills. */
  pages: number;
  total: number;
  /** There are more than `total`: nobody reads so far, so they are not counted. */
  more: boolean;
}

export interface PageWanted {
  /** From 1. */
  page: number;
  /** Lines on a page. */
  size: number;
  now: Date;
}

/** How many are counted; whoever pages beyond them has as many again counted. */
export const countedAtOnce = 1000;

/**
 * A page of the requests whose ids the statement gives, in its order. The statement has no LIMIT: it is asked for
 * the first thousand, which an index gives at once however large the company. Does not authorise: the statement must.
 */
export const requestPage = async (
  read: Db,
  vault: Vault,
  statement: SqlPart | null,
  wanted: PageWanted,
): Promise<RequestPage> => {
  if (statement === null) return { lines: [], page: 1, pages: 1, total: 0, more: false };
  const asked = Math.min(Math.max(1, Math.trunc(wanted.page)), lastPage);
  const counted = Math.ceil((asked * wanted.size + 1) / countedAtOnce) * countedAtOnce;
  const found = await rowsOf<{ id: string }>(read, sql`${statement} LIMIT ${counted + 1}`);
  const total = Math.min(found.length, counted);
  const pages = Math.max(1, Math.ceil(total / wanted.size));
  const page = Math.min(asked, pages);
  const ids = found.slice((page - 1) * wanted.size, page * wanted.size).map(({ id }) => id);
  return {
    lines: await requestLines(read, vault, ids, wanted.now),
    page,
    pages,
    total,
    more: found.length > counted,
  };
};

/** A page that a button of ours never names. */
const lastPage = 100_000;
