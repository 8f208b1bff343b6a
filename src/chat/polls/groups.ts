import type { Address, Platform } from "../../core/platform.ts";
import type { PollSheet } from "../../core/polls/poll-sheet.ts";
import type { Work } from "../../core/work/work.ts";
import { postCard, refreshSomeCards } from "../cards.ts";
import { moment, plain, t } from "../text.ts";
import type { View } from "../view.ts";
import { chartOf } from "./chart.ts";
import { groupKindOf, pollGroupKind, pollNativeKind } from "./group-card.ts";
import { leadersText, resultsBlocks } from "./results-blocks.ts";
import { titleText } from "./words.ts";

interface Group {
  address: Address;
  language: string;
}

/** The groups of the buildings that a poll asks. */
const groupsOf = async ({ tx }: Work, { companyId, place }: PollSheet): Promise<Group[]> => {
  const chats = await tx.buildingChat.findMany({
    where: {
      companyId,
      platform: "telegram",
      ...(place.buildingId === null ? {} : { buildingId: place.buildingId }),
    },
    orderBy: { id: "asc" },
  });
  const buildings = await tx.building.findMany({
    where: { id: { in: chats.map(({ buildingId }) => buildingId) } },
    select: { id: true, language: true },
  });
  const languages = new Map(buildings.map(({ id, language }) => [id, language]));
  return chats.map(({ platform, chatId, threadId, buildingId }) => ({
    address: { platform: platform as Platform, chatId, ...(threadId === null ? {} : { threadId }) },
    language: languages.get(buildingId) ?? "en",
  }));
};

/** The poll itself: as the platform's own where anybody may press, else as a card that leads into the private chat. */
export const postToGroups = async (work: Work, poll: PollSheet): Promise<void> => {
  for (const { address, language } of await groupsOf(work, poll))
    await postCard(work, {
      kind: groupKindOf(poll),
      subjectId: poll.id,
      companyId: poll.companyId,
      address,
      language,
      personId: null,
      lane: "notice",
    });
};

/** News of a poll, where the poll stands; the poll's own message is drawn anew. */
export const tellGroups = async (
  work: Work,
  poll: PollSheet,
  news: "results" | "cancelled" | "extended",
): Promise<void> => {
  const cards = await refreshSomeCards(work, poll.id, "notice", { kinds: [pollGroupKind, pollNativeKind] });
  const chats = new Set(cards.map(({ chatId }) => chatId));
  for (const { address, language } of await groupsOf(work, poll)) {
    if (!chats.has(address.chatId)) continue;
    work.send({
      address,
      lane: "notice",
      language,
      companyId: poll.companyId,
      subjectId: poll.id,
      dedupeKey: `poll:${poll.id}:${news}:${poll.endAt.getTime()}:${address.chatId}`,
      what: { kind: "message", content: await newsView(work, poll, { news, language }) },
    });
  }
};

export const newsView = async (
  work: Work,
  poll: PollSheet,
  { news, language }: { news: "results" | "cancelled" | "extended"; language: string },
): Promise<View> => {
  const title = titleText(poll);
  if (news === "extended") {
    const until = moment(poll.endAt, poll.timeZone);
    return { blocks: [{ type: "text", text: t("polls.news.extended", { title, until }) }] };
  }
  if (news === "cancelled")
    return {
      blocks: [
        { type: "heading", text: title },
        { type: "text", text: t("polls.cancelled") },
        ...(poll.reason ? [{ type: "quote", text: plain(poll.reason) } as const] : []),
      ],
    };
  return {
    blocks: [
      { type: "heading", text: title },
      { type: "text", text: t("polls.news.results") },
      ...leadersText(poll).map((text) => ({ type: "text", text }) as const),
      ...resultsBlocks(poll),
    ],
    files: await chartOf(work, poll.id, language),
  };
};
