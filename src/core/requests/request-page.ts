import type {
  Db,
  Priority,
  RequestOrderByWithRelationInput,
  RequestState,
  RequestWhereInput,
} from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { type CategoryTitle, categoryTitle } from "./category-title.ts";
import { type Overdue, overdueOf } from "./overdue.ts";
import { personNames } from "./person-name.ts";

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

export interface RequestPage {
  lines: RequestLine[];
  /** From 1; the last page when a later one was asked for. */
  page: number;
  pages: number;
  total: number;
}

export interface PageWanted {
  /** From 1. */
  page: number;
  /** Lines on a page. */
  size: number;
  now: Date;
}

type Order = RequestOrderByWithRelationInput[];

const snippetLength = 80;

/** A page of the requests that the condition tells. Does not authorise: the condition must. */
export const requestPage = async (
  read: Db,
  vault: Vault,
  where: RequestWhereInput | null,
  orderBy: Order,
  wanted: PageWanted,
): Promise<RequestPage> => {
  const total = where === null ? 0 : await read.request.count({ where });
  const pages = Math.max(1, Math.ceil(total / wanted.size));
  const page = Math.min(Math.max(1, Math.trunc(wanted.page)), pages);
  if (where === null || total === 0) return { lines: [], page: 1, pages: 1, total: 0 };
  const requests = await read.request.findMany({
    where,
    orderBy,
    skip: (page - 1) * wanted.size,
    take: wanted.size,
    include: { category: true },
  });
  const buildings = byId(
    await read.building.findMany({ where: { id: { in: requests.map((each) => each.buildingId) } } }),
  );
  const units = byId(
    await read.unit.findMany({ where: { id: { in: requests.flatMap((each) => each.unitId ?? []) } } }),
  );
  const names = await personNames(
    read,
    vault,
    requests.map((each) => each.assigneeId),
  );
  const lines = requests.map((request) => ({
    id: request.id,
    number: request.number,
    state: request.state,
    priority: request.priority,
    category: categoryTitle(request.category),
    address: buildings.get(request.buildingId)?.address ?? "",
    timeZone: buildings.get(request.buildingId)?.timeZone ?? "UTC",
    unitNumber: (request.unitId && units.get(request.unitId)?.number) || null,
    snippet: snippetOf(vault.open(request.textSealed)),
    assigneeName: (request.assigneeId && names.get(request.assigneeId)) || null,
    reactDueAt: request.reactDueAt,
    fixDueAt: request.fixDueAt,
    overdue: overdueOf(request, wanted.now),
    createdAt: request.createdAt,
  }));
  return { lines, page, pages, total };
};

const byId = <T extends { id: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

const snippetOf = (text: string): string => {
  const letters = [...text.replace(/\s+/g, " ")];
  return letters.length > snippetLength
    ? `${letters.slice(0, snippetLength - 1).join("")}…`
    : letters.join("");
};
