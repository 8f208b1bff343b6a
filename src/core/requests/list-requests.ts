import type { Db, RequestOrderByWithRelationInput, RequestWhereInput } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import type { Vault } from "../crypto/vault.ts";
import { overdueWhere } from "./overdue.ts";
import { type PageWanted, type RequestPage, requestPage } from "./request-page.ts";
import { openStates } from "./transitions.ts";
import { visibleRequests } from "./visible-requests.ts";

/** "mine": assigned to the actor and open; "own": filed by the actor, also finished ones. */
export type RequestFilter =
  | { kind: "open" }
  | { kind: "overdue" }
  | { kind: "mine" }
  | { kind: "own" }
  | { kind: "author"; personId: string }
  | { kind: "unit"; unitId: string };

type Order = RequestOrderByWithRelationInput[];

const mostPressing: Order = [{ fixDueAt: "asc" }, { number: "asc" }];
const newest: Order = [{ createdAt: "desc" }, { number: "desc" }];

/** A page of the requests that the actor may see and the filter names. */
export const listRequests = async (
  read: Db,
  vault: Vault,
  actor: Actor,
  { filter, ...wanted }: PageWanted & { filter: RequestFilter },
): Promise<RequestPage> => {
  const visible = visibleRequests(actor);
  const where = visible && { AND: [visible, conditionOf(filter, actor, wanted.now)] };
  const working = filter.kind === "open" || filter.kind === "overdue" || filter.kind === "mine";
  return requestPage(read, vault, where, working ? mostPressing : newest, wanted);
};

/** How many requests each of the staff's lists has, for the actor. */
export const countRequests = async (
  read: Db,
  actor: Actor,
  now: Date,
): Promise<{ open: number; overdue: number; mine: number }> => {
  const visible = visibleRequests(actor);
  if (visible === null) return { open: 0, overdue: 0, mine: 0 };
  const count = (kind: "open" | "overdue" | "mine") =>
    read.request.count({ where: { AND: [visible, conditionOf({ kind }, actor, now)] } });
  return { open: await count("open"), overdue: await count("overdue"), mine: await count("mine") };
};

const conditionOf = (filter: RequestFilter, actor: Actor, now: Date): RequestWhereInput => {
  const personId = actor.kind === "person" ? actor.personId : "";
  switch (filter.kind) {
    case "open":
      return { state: { in: [...openStates] } };
    case "overdue":
      return overdueWhere(now);
    case "mine":
      return { assigneeId: personId, state: { in: [...openStates] } };
    case "own":
      return { authorId: personId };
    case "author":
      return { authorId: filter.personId };
    case "unit":
      return { unitId: filter.unitId };
  }
};
