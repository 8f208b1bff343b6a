import type { PollEvent, PollReader } from "../../core/polls/events.ts";
import type { PollSheet } from "../../core/polls/poll-sheet.ts";
import type { Work } from "../../core/work/work.ts";
import { postCard } from "../cards.ts";
import { prepareView } from "../prepare-view.ts";
import { newsView } from "./groups.ts";
import { pollResidentKind } from "./resident-card.ts";

type News = Extract<PollEvent, { type: "poll.news" }>;

/** Private messages to some of those whom a poll concerns; never in their quiet time. */
export const tellReaders = async (work: Work, poll: PollSheet, { news, readers }: News): Promise<void> => {
  for (const reader of readers) {
    if (news === "opened") await postOwn(work, poll, reader);
    else await send(work, poll, { news, reader });
  }
};

const postOwn = (work: Work, poll: PollSheet, reader: PollReader): Promise<void> =>
  postCard(work, {
    kind: pollResidentKind,
    subjectId: poll.id,
    companyId: poll.companyId,
    address: { platform: reader.platform, chatId: reader.chatId },
    language: reader.language,
    personId: reader.personId,
    lane: "bulk",
    ...(reader.notBefore ? { notBefore: reader.notBefore } : {}),
  });

const send = async (
  work: Work,
  poll: PollSheet,
  { news, reader }: { news: Exclude<News["news"], "opened">; reader: PollReader },
): Promise<void> => {
  const { language, platform, chatId, notBefore } = reader;
  const view = await newsView(work, poll, { news, language });
  work.send({
    address: { platform, chatId },
    lane: "bulk",
    language,
    companyId: poll.companyId,
    subjectId: poll.id,
    dedupeKey: `poll:${poll.id}:${news}:${poll.endAt.getTime()}:${chatId}`,
    ...(notBefore ? { notBefore } : {}),
    what: { kind: "message", content: await prepareView(work, view) },
  });
};
