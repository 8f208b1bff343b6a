import { rowsOf, type SqlPart, sql } from "../../database/sql-part.ts";
import type { Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { type Counted, countEach, countedAtOnce } from "./count-requests.ts";
import { type RequestLine, requestLines } from "./request-lines.ts";

export interface RequestPage extends Counted {
  lines: RequestLine[];
  /** From 1; the last page when a later one was asked for. */
  page: number;
  /** As many as `total` fills. */
  pages: number;
}

export interface PageWanted {
  /** From 1. */
  page: number;
  /** Lines on a page. */
  size: number;
  now: Date;
}

/** What pages are cut from. Does not authorise: its statements must. */
export interface Found {
  count(most: number): Promise<Counted>;
  /** So many ids after the first few, which were counted. */
  ids(after: number, size: number): Promise<string[]>;
}

/** What a statement for ids without LIMIT gives, in its order, run once: for what is dear to find. */
export const foundAtOnce = (read: Db, statement: SqlPart): Found => {
  let all: string[] = [];
  return {
    count: async (most) => {
      const limited = sql`${statement} LIMIT CAST(${most + 1} AS INTEGER)`;
      all = (await rowsOf<{ id: string }>(read, limited)).map(({ id }) => id);
      return { total: Math.min(all.length, most), more: all.length > most };
    },
    ids: async (after, size) => all.slice(after, after + size),
  };
};

/** What an index gives in its order: `rows` are counted without being read, then no more read than the page. */
export const foundInOrder = (
  read: Db,
  rows: SqlPart,
  inOrder: (part: { after: number; size: number }) => SqlPart,
): Found => ({
  count: async (most) => (await countEach(read, { rows }, most)).rows,
  ids: async (after, size) =>
    (await rowsOf<{ id: string }>(read, inOrder({ after, size }))).map(({ id }) => id),
});

/** A page of what was found; no more is counted than a thousand beyond what was asked for. */
export const requestPage = async (
  read: Db,
  vault: Vault,
  found: Found | null,
  wanted: PageWanted,
): Promise<RequestPage> => {
  if (found === null) return { lines: [], page: 1, pages: 1, total: 0, more: false };
  const asked = Math.min(Math.max(1, Math.trunc(wanted.page)), lastPage);
  const counted = Math.ceil((asked * wanted.size + 1) / countedAtOnce) * countedAtOnce;
  const { total, more } = await found.count(counted);
  const pages = Math.max(1, Math.ceil(total / wanted.size));
  const page = Math.min(asked, pages);
  const after = (page - 1) * wanted.size;
  const ids = total === 0 ? [] : await found.ids(after, Math.min(wanted.size, total - after));
  return { lines: await requestLines(read, vault, ids, wanted.now), page, pages, total, more };
};

/** A page that a button of ours never names. */
const lastPage = 100_000;
