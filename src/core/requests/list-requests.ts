import { type SqlPart, sql } from "../../database/sql-part.ts";
import type { Db } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import type { Vault } from "../crypto/vault.ts";
import { type PageWanted, type RequestPage, requestPage } from "./request-page.ts";
import { visibleRequests } from "./visible-requests.ts";
import { personIdOf, type WorkList, workStatement } from "./work-lists.ts";

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
  return requestPage(read, vault, visible && statementOf(visible, filter, actor, wanted.now), wanted);
};

const statementOf = (visible: SqlPart, filter: RequestFilter, actor: Actor, now: Date): SqlPart => {
  switch (filter.kind) {
    case "own":
      return newest(visible, sql`r."authorId" = ${personIdOf(actor)}`);
    case "author":
      return newest(visible, sql`r."authorId" = ${filter.personId}`);
    case "unit":
      return newest(visible, sql`r."unitId" = ${filter.unitId}`);
    default:
      return sql`${workStatement(visible, filter.kind, actor, now)} ORDER BY "fixDueAt" ASC, "number" ASC`;
  }
};

const newest = (visible: SqlPart, condition: SqlPart): SqlPart =>
  sql`SELECT r."id" FROM "Request" r WHERE ${visible} AND ${condition} ORDER BY r."createdAt" DESC, r."number" DESC`;
