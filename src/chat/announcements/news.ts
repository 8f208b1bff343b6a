import type { PersonActor } from "../../core/access/actor.ts";
import { mayRead, type NewsLine, newsFor } from "../../core/announcements/news.ts";
import { showAnnouncement } from "../../core/announcements/show-announcement.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import type { Turn } from "../route.ts";
import { joined, moment, plain, type Text, t } from "../text.ts";
import type { Button, View } from "../view.ts";
import { residentView, seenView } from "./resident-view.ts";
import { headingText } from "./words.ts";

const pageSize = 6;

/** Characters of a search; the rest would only make buttons long. */
const longestSearch = 60;

/** A page of what concerns a resident, the newest first; with words, those that have all of them. */
export const newsView = async (
  work: Work,
  actor: PersonActor,
  typed: string,
  page: number,
): Promise<View> => {
  const words = typed.trim().slice(0, longestSearch);
  const found = await newsFor(work.tx, work.vault, actor, { words, page, size: pageSize });
  const { timeZone } = await work.tx.company.findUniqueOrThrow({ where: { id: actor.companyId } });
  const to = (number: number) => action("an.news", String(number), words);
  const pager: Button[] = [
    ...(found.page > 1 ? [{ label: t("chat.list.earlier"), do: { action: to(found.page - 1) } }] : []),
    ...(found.page < found.pages
      ? [{ label: t("chat.list.later"), do: { action: to(found.page + 1) } }]
      : []),
  ];
  const title =
    words === ""
      ? t("announcements.news.title", { count: found.total })
      : t("announcements.news.found", { count: found.total, words: plain(words) });
  return {
    blocks: [
      { type: "heading", text: title },
      found.lines.length > 0
        ? { type: "list", items: found.lines.map((line) => lineText(line, timeZone)) }
        : { type: "text", text: t("announcements.news.none") },
      ...(found.pages > 1
        ? [{ type: "note" as const, text: t("chat.list.page", { page: found.page, pages: found.pages }) }]
        : []),
      { type: "note", text: t("announcements.news.how-to-search") },
    ],
    buttons: [
      ...rows(
        found.lines.map(({ id, number }) => ({
          label: t("announcements.news.open", { number }),
          do: { action: action("an.show", id, String(found.page), words) },
        })),
      ),
      pager,
    ].filter((row) => row.length > 0),
  };
};

const rows = (buttons: Button[]): Button[][] => [buttons.slice(0, 3), buttons.slice(3)];

const lineText = (line: NewsLine, timeZone: string): Text =>
  joined(
    " · ",
    t("announcements.shown.number", { number: line.number }),
    headingText(line),
    ...(line.startedAt ? [t("chat.moment", { at: moment(line.startedAt, timeZone, "date") })] : []),
    ...(line.state === "expired" ? [t("announcements.news.past")] : []),
  );

/** One announcement from the list or a digest, with the way back. */
export const showNews = async (
  { work, respond }: Turn,
  [id = "", page, words = ""]: string[],
): Promise<void> => {
  const { tx, vault, actor } = work;
  const row = await tx.announcement.findUnique({ where: { id } });
  if (!row || actor.kind !== "person" || !(await mayRead(tx, actor, row)))
    return respond.notice(t("announcements.refusal.not-found"), "alert");
  const shown = await showAnnouncement(tx, vault, id);
  if (!shown) return respond.notice(t("announcements.refusal.not-found"), "alert");
  const read = await tx.acknowledgement.findUnique({
    where: {
      announcementId_personId_version: {
        announcementId: id,
        personId: actor.personId,
        version: row.textVersion,
      },
    },
  });
  const view = read ? seenView(shown, read.at) : residentView(shown);
  const back: Button[][] =
    page === undefined
      ? []
      : [[{ label: t("chat.list.back"), do: { action: action("an.news", page, words) } }]];
  // A list can be edited into a text, not into pictures: those come as a message of their own.
  if (shown.files.length > 0 || page === undefined) return respond.replyPrivately(view);
  respond.show({ ...view, buttons: [...(view.buttons ?? []), ...back] });
};
