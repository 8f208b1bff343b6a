import { DateTime } from "luxon";
import { type SqlPart, sql } from "../../database/sql-part.ts";
import type { Db } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import { type Counted, countEach } from "./count-requests.ts";
import { visibleRequests } from "./visible-requests.ts";
import { inState, type WorkList, workStatement } from "./work-lists.ts";

export interface TodaysNumbers extends Record<WorkList, Counted> {
  /** Filed today. */
  filed: Counted;
  /** Nobody has taken them. */
  new: Counted;
  /** Done today. */
  done: Counted;
}

const nothing: Counted = { total: 0, more: false };

/** How the day goes, of the requests that the actor may see; the day is the company's local one. */
export const todaysNumbers = async (read: Db, actor: Actor, now: Date): Promise<TodaysNumbers> => {
  const visible = visibleRequests(actor);
  if (visible === null || actor.kind === "stranger")
    return { filed: nothing, new: nothing, open: nothing, overdue: nothing, mine: nothing, done: nothing };
  const midnight = DateTime.fromJSDate(now, { zone: await zoneOf(read, actor.companyId) })
    .startOf("day")
    .toJSDate();
  const those = (condition: SqlPart) => sql`SELECT r."id" FROM "Request" r WHERE ${visible} AND ${condition}`;
  const list = (name: WorkList) => workStatement(visible, name, actor, now);
  return countEach(read, {
    filed: those(sql`r."createdAt" >= ${midnight}`),
    new: those(inState("new")),
    open: list("open"),
    overdue: list("overdue"),
    mine: list("mine"),
    done: those(sql`r."doneAt" >= ${midnight}`),
  });
};

const zoneOf = async (read: Db, companyId: string | null): Promise<string> => {
  const [row] = await read.$queryRaw<{ timeZone: string }[]>`
    SELECT "timeZone" FROM "Company" WHERE "id" = ${companyId ?? ""}`;
  return row?.timeZone ?? "UTC";
};
