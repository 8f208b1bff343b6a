import { rowsOf, type SqlPart, sql } from "../../database/sql-part.ts";
import type { Db } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import { countedAtOnce } from "./request-page.ts";
import { visibleRequests } from "./visible-requests.ts";
import { type WorkList, workStatement } from "./work-lists.ts";

/** So many, or with `more` even more than that: large numbers are not counted to their end. */
export interface Counted {
  total: number;
  more: boolean;
}

/** How many rows a statement gives, up to a thousand. */
export const countRows = async (read: Db, statement: SqlPart): Promise<Counted> => {
  const [row] = await rowsOf<{ found: number | bigint }>(
    read,
    sql`SELECT count(*) AS "found" FROM (${statement} LIMIT ${countedAtOnce + 1}) AS counted`,
  );
  const found = Number(row?.found ?? 0);
  return { total: Math.min(found, countedAtOnce), more: found > countedAtOnce };
};

/** How many requests each of the staff's lists has, for the actor. */
export const countRequests = async (
  read: Db,
  actor: Actor,
  now: Date,
): Promise<Record<WorkList, Counted>> => {
  const visible = visibleRequests(actor);
  const count = async (list: WorkList): Promise<Counted> =>
    visible === null ? { total: 0, more: false } : countRows(read, workStatement(visible, list, actor, now));
  return { open: await count("open"), overdue: await count("overdue"), mine: await count("mine") };
};
