import { DateTime } from "luxon";
import type { Db, RequestWhereInput } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import { overdueWhere } from "./overdue.ts";
import { openStates } from "./transitions.ts";
import { visibleRequests } from "./visible-requests.ts";

export interface TodaysNumbers {
  /** Filed today. */
  filed: number;
  /** Nobody has taken them. */
  new: number;
  open: number;
  overdue: number;
  /** Done today. */
  done: number;
}

/** How the day goes, of the requests that the actor may see; the day is the company's local one. */
export const todaysNumbers = async (read: Db, actor: Actor, now: Date): Promise<TodaysNumbers> => {
  const visible = visibleRequests(actor);
  if (visible === null || actor.kind === "stranger")
    return { filed: 0, new: 0, open: 0, overdue: 0, done: 0 };
  const company =
    actor.companyId === null ? null : await read.company.findUnique({ where: { id: actor.companyId } });
  const midnight = DateTime.fromJSDate(now, { zone: company?.timeZone ?? "UTC" })
    .startOf("day")
    .toJSDate();
  const count = (where: RequestWhereInput) => read.request.count({ where: { AND: [visible, where] } });
  return {
    filed: await count({ createdAt: { gte: midnight } }),
    new: await count({ state: "new" }),
    open: await count({ state: { in: [...openStates] } }),
    overdue: await count(overdueWhere(now)),
    done: await count({ doneAt: { gte: midnight } }),
  };
};
