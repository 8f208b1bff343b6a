import type { Counted } from "../../core/requests/count-requests.ts";
import { listRequests, type RequestFilter } from "../../core/requests/list-requests.ts";
import type { RequestLine } from "../../core/requests/request-lines.ts";
import type { RequestPage } from "../../core/requests/request-page.ts";
import { searchRequests } from "../../core/requests/search-requests.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { joined, moment, plain, type Text, t } from "../text.ts";
import type { Button, View } from "../view.ts";
import { categoryWord, stateWord } from "./words.ts";

const pageSize = 8;

/** The lists that people page through, by the name in their buttons. */
export const listNames = ["own", "open", "overdue", "mine"] as const;

export type ListName = (typeof listNames)[number];

export const isListName = (name: string): name is ListName => (listNames as readonly string[]).includes(name);

/** A page of a list, with a button for each request and for the pages around. */
export const listView = async (work: Work, name: ListName, page: number): Promise<View> => {
  const filter: RequestFilter = { kind: name };
  const found = await listRequests(work.tx, work.vault, work.actor, {
    filter,
    page,
    size: pageSize,
    now: work.now,
  });
  return pageView(found, listTitle(name, found), (to) => action("rq.list", name, String(to)));
};

/** What was found by number, unit or words. */
export const searchView = async (work: Work, query: string, page: number): Promise<View> => {
  const found = await searchRequests(work.tx, work.vault, work.actor, {
    query,
    page,
    size: pageSize,
    now: work.now,
  });
  return pageView(
    found,
    t("requests.list.found", { ...countParams(found), query: plain(query) }),
    (to) => action("rq.find", String(to), query),
    t("requests.list.not-found"),
  );
};

/** The name of a list with how many requests it has. */
export const listTitle = (name: ListName, counted: Counted): Text =>
  t(`requests.list.${name}`, countParams(counted));

/** `count` chooses the form of the words. */
const countParams = (counted: Counted) => ({ count: counted.total, shown: countText(counted) });

/** "12", or "1000+" of what is not counted to its end. */
export const countText = ({ total, more }: Counted): string => (more ? `${total}+` : String(total));

const pageText = ({ page, pages, more }: RequestPage): Text =>
  t("chat.list.page", { page, pages: more ? `${pages}+` : pages });

const pageView = (
  found: RequestPage,
  title: Text,
  pageAction: (page: number) => ReturnType<typeof action>,
  empty = t("requests.list.empty"),
): View => ({
  blocks: [
    { type: "heading", text: title },
    ...(found.lines.length > 0
      ? [{ type: "list", items: found.lines.map(lineText) } as const]
      : [{ type: "text", text: empty } as const]),
    ...(found.pages > 1 ? [{ type: "note", text: pageText(found) } as const] : []),
  ],
  buttons: [
    ...rowsOf(found.lines.map(lineButton(pageAction(found.page)))),
    pagerOf(found, pageAction),
  ].filter((row) => row.length > 0),
});

const lineText = (line: RequestLine): Text =>
  joined(
    " · ",
    plain(`#${line.number}`),
    stateWord(line.state),
    ...(line.overdue ? [t(`requests.overdue.${line.overdue}`)] : []),
    categoryWord(line.category),
    plain(line.unitNumber ? `${line.address}, ${line.unitNumber}` : line.address),
    ...(line.state === "closed" || line.state === "declined"
      ? []
      : [t("requests.list.due", { at: moment(line.fixDueAt, line.timeZone) })]),
    plain(line.snippet),
  );

/** The button remembers the page, so that the request that it shows leads back to it. */
const lineButton =
  (page: ReturnType<typeof action>) =>
  ({ id, number }: RequestLine): Button => ({
    label: plain(`#${number}`),
    do: { action: action("rq.show", id, page.route, ...page.args) },
  });

/** The way back to the page that a request was opened from; none without one. */
export const backToList = ([route, ...args]: string[]): Button[][] =>
  route === "rq.list" || route === "rq.find"
    ? [[{ label: t("chat.list.back"), do: { action: action(route, ...args) } }]]
    : [];

const rowsOf = (buttons: Button[]): Button[][] => [buttons.slice(0, 4), buttons.slice(4, 8)];

const pagerOf = (
  { page, pages }: RequestPage,
  pageAction: (page: number) => ReturnType<typeof action>,
): Button[] => [
  ...(page > 1 ? [{ label: t("chat.list.earlier"), do: { action: pageAction(page - 1) } }] : []),
  ...(page < pages ? [{ label: t("chat.list.later"), do: { action: pageAction(page + 1) } }] : []),
];
