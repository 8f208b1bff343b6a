import { listParameter } from "../../database/list-parameter.ts";
import { rowsOf, sql } from "../../database/sql-part.ts";
import type { Db, Priority, RequestState } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import type { CategoryTitle } from "./category-title.ts";
import { type Overdue, overdueOf } from "./overdue.ts";

/** One request in a list. */
export interface RequestLine {
  id: string;
  number: number;
  state: RequestState;
  priority: Priority;
  category: CategoryTitle;
  address: string;
  /** In which the times are to be shown. */
  timeZone: string;
  unitNumber: string | null;
  /** The beginning of the text. */
  snippet: string;
  assigneeName: string | null;
  reactDueAt: Date;
  fixDueAt: Date;
  overdue: Overdue | null;
  createdAt: Date;
}

/** As the drivers give it: whole numbers may be bigints, times texts. */
interface Row {
  id: string;
  number: number | bigint;
  state: RequestState;
  priority: Priority;
  textSealed: string;
  reactDueAt: Date;
  fixDueAt: Date;
  takenAt: Date | null;
  pausedAt: Date | null;
  createdAt: Date;
  categoryKey: string;
  categoryTitles: string | null;
  address: string;
  timeZone: string;
  unitNumber: string | null;
  assigneeSealed: string | null;
}

const snippetLength = 80;

/** What lists show of requests, in the order of the ids. In one statement. Does not authorise. */
export const requestLines = async (
  read: Db,
  vault: Vault,
  requestIds: readonly string[],
  now: Date,
): Promise<RequestLine[]> => {
  if (requestIds.length === 0) return [];
  const rows = await rowsOf<Row>(
    read,
    sql`SELECT r."id", r."number", CAST(r."state" AS TEXT) AS "state", CAST(r."priority" AS TEXT) AS "priority",
      r."textSealed", r."reactDueAt", r."fixDueAt", r."takenAt", r."pausedAt", r."createdAt",
      c."key" AS "categoryKey", CAST(c."titles" AS TEXT) AS "categoryTitles",
      b."address", b."timeZone", u."number" AS "unitNumber", p."nameSealed" AS "assigneeSealed"
    FROM "Request" r
    JOIN "Category" c ON c."id" = r."categoryId"
    JOIN "Building" b ON b."id" = r."buildingId"
    LEFT JOIN "Unit" u ON u."id" = r."unitId"
    LEFT JOIN "Person" p ON p."id" = r."assigneeId"
    WHERE r."id" IN ${listParameter(read, requestIds)}`,
  );
  const byId = new Map(rows.map((row) => [row.id, lineOf(vault, row, now)]));
  return requestIds.flatMap((id) => byId.get(id) ?? []);
};

const lineOf = (vault: Vault, row: Row, now: Date): RequestLine => {
  const { id, state, priority, address, timeZone, unitNumber } = row;
  const times = {
    reactDueAt: new Date(row.reactDueAt),
    fixDueAt: new Date(row.fixDueAt),
    takenAt: row.takenAt && new Date(row.takenAt),
    pausedAt: row.pausedAt && new Date(row.pausedAt),
  };
  return {
    id,
    number: Number(row.number),
    state,
    priority,
    category: {
      key: row.categoryKey,
      titles:
        row.categoryTitles === null ? null : (JSON.parse(row.categoryTitles) as CategoryTitle["titles"]),
    },
    address,
    timeZone,
    unitNumber,
    snippet: snippetOf(vault.open(row.textSealed)),
    assigneeName: row.assigneeSealed === null ? null : vault.open(row.assigneeSealed),
    reactDueAt: times.reactDueAt,
    fixDueAt: times.fixDueAt,
    overdue: overdueOf({ state, ...times }, now),
    createdAt: new Date(row.createdAt),
  };
};

const snippetOf = (text: string): string => {
  const letters = [...text.replace(/\s+/g, " ")];
  return letters.length > snippetLength
    ? `${letters.slice(0, snippetLength - 1).join("")}…`
    : letters.join("");
};
