import { type SqlPart, sql } from "../../database/sql-part.ts";
import type { Db } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import type { Vault } from "../crypto/vault.ts";
import {
  type Found,
  foundAtOnce,
  foundInOrder,
  type PageWanted,
  type RequestPage,
  requestPage,
} from "./request-page.ts";
import { visibleRequests } from "./visible-requests.ts";
import { mostPressing, personIdOf, type WorkList, workStatement } from "./work-lists.ts";

/** "own": filed by the actor, also finished ones. */
export type RequestFilter =
  | { kind: WorkList }
  | { kind: "own" }
  | { kind: "author"; personId: string }
  | { kind: "unit"; unitId: string };

/** A page of the requests that the actor may see and the filter names: work by its due time, others newest first. */
export const listRequests = async (
  read: Db,
  vault: Vault,
  actor: Actor,
  { filter, ...wanted }: PageWanted & { filter: RequestFilter },
): Promise<RequestPage> => {
  const visible = visibleRequests(actor);
  return requestPage(read, vault, visible && foundBy(read, visible, filter, actor, wanted.now), wanted);
};

const foundBy = (read: Db, visible: SqlPart, filter: RequestFilter, actor: Actor, now: Date): Found => {
  switch (filter.kind) {
    case "own":
      return foundAtOnce(read, newest(visible, sql`r."authorId" = ${personIdOf(actor)}`));
    case "author":
      return foundAtOnce(read, newest(visible, sql`r."authorId" = ${filter.personId}`));
    case "unit":
      return foundAtOnce(read, newest(visible, sql`r."unitId" = ${filter.unitId}`));
    default:
      return foundInOrder(read, workStatement(visible, filter.kind, actor, now), (part) =>
        mostPressing(visible, filter.kind, actor, now, part),
      );
  }
};

const newest = (visible: SqlPart, condition: SqlPart): SqlPart =>
  sql`SELECT r."id" FROM "Request" r WHERE ${visible} AND ${condition} ORDER BY r."createdAt" DESC, r."number" DESC`;
