import { listParameter } from "../../database/list-parameter.ts";
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
  if (where === null) return { lines: [], page: 1, pages: 1, total: 0 };
  const { requests, page, pages, total } = await found(read, where, orderBy, wanted);
  if (requests.length === 0) return { lines: [], page, pages, total };
  const places = await placesOf(read, requests);
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
    address: places.get(request.id)?.address ?? "",
    timeZone: places.get(request.id)?.timeZone ?? "UTC",
    unitNumber: places.get(request.id)?.unitNumber ?? null,
    snippet: snippetOf(vault.open(request.textSealed)),
    assigneeName: (request.assigneeId && names.get(request.assigneeId)) || null,
    reactDueAt: request.reactDueAt,
    fixDueAt: request.fixDueAt,
    overdue: overdueOf(request, wanted.now),
    createdAt: request.createdAt,
  }));
  return { lines, page, pages, total };
};

/** The wanted page, or the last one where there are fewer. They are counted only where the first page is full. */
const found = async (read: Db, where: RequestWhereInput, orderBy: Order, wanted: PageWanted) => {
  const asked = Math.max(1, Math.trunc(wanted.page));
  const pageAt = (page: number) =>
    read.request.findMany({
      where,
      orderBy,
      skip: (page - 1) * wanted.size,
      take: wanted.size,
      include: { category: true },
    });
  const requests = await pageAt(asked);
  if (asked === 1 && requests.length < wanted.size)
    return { requests, page: 1, pages: 1, total: requests.length };
  const total = await read.request.count({ where });
  const pages = Math.max(1, Math.ceil(total / wanted.size));
  const page = Math.min(asked, pages);
  return { requests: page === asked ? requests : await pageAt(page), page, pages, total };
};

interface Place {
  requestId: string;
  address: string;
  timeZone: string;
  unitNumber: string | null;
}

const placesOf = async (read: Db, requests: readonly { id: string }[]): Promise<Map<string, Place>> => {
  const ids = listParameter(
    read,
    requests.map(({ id }) => id),
  );
  const rows = await read.$queryRawUnsafe<Place[]>(
    `SELECT r."id" AS "requestId", b."address", b."timeZone", u."number" AS "unitNumber"
    FROM "Request" r JOIN "Building" b ON b."id" = r."buildingId" LEFT JOIN "Unit" u ON u."id" = r."unitId"
    WHERE r."id" IN ${ids.sql}`,
    ids.value,
  );
  return new Map(rows.map((row) => [row.requestId, row]));
};

const snippetOf = (text: string): string => {
  const letters = [...text.replace(/\s+/g, " ")];
  return letters.length > snippetLength
    ? `${letters.slice(0, snippetLength - 1).join("")}…`
    : letters.join("");
};
