import { DateTime } from "luxon";
import { type SqlPart, sql } from "../../database/sql-part.ts";
import type { Db } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import { type Counted, countRows } from "./count-requests.ts";
import { visibleRequests } from "./visible-requests.ts";
import { inState, workStatement } from "./work-lists.ts";

export interface TodaysNumbers {
  /** Filed today. */
  filed: Counted;
  /** Nobody has taken them. */
  new: Counted;
  open: Counted;
  overdue: Counted;
  /** Done today. */
  done: Counted;
}

const nothing: Counted = { total: 0, more: false };

/** How the day goes, of the requests that the actor may see; the day is the company's local one. */
export const todaysNumbers = async (read: Db, actor: Actor, now: Date): Promise<TodaysNumbers> => {
  const visible = visibleRequests(actor);
  if (visible === null || actor.kind === "stranger")
    return { filed: nothing, new: nothing, open: nothing, overdue: nothing, done: nothing };
  const company =
    actor.companyId === null ? null : await read.company.findUnique({ where: { id: actor.companyId } });
  const midnight = DateTime.fromJSDate(now, { zone: company?.timeZone ?? "UTC" })
    .startOf("day")
    .toJSDate();
  const count = (condition: SqlPart) =>
    countRows(read, sql`SELECT r."id" FROM "Request" r WHERE ${visible} AND ${condition}`);
  return {
    filed: await count(sql`r."createdAt" >= ${midnight}`),
    new: await count(inState("new")),
    open: await countRows(read, workStatement(visible, "open", actor, now)),
    overdue: await countRows(read, workStatement(visible, "overdue", actor, now)),
    done: await count(sql`r."doneAt" >= ${midnight}`),
  };
};
