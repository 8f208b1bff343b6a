import type { Work } from "../work/work.ts";
import type { PollNews } from "./events.ts";

/** Tells many people something about a poll, some at a time. */
export const newsQueue = "poll-news";
/** Draws all cards of a poll anew, some at a time. */
export const redrawQueue = "poll-redraw";
/** Draws the charts of a poll that ended and makes the results known. */
export const publishQueue = "poll-publish";

export const askForNews = (work: Work, pollId: string, news: PollNews): void =>
  work.enqueue({ queue: newsQueue, payload: { pollId, news }, singletonKey: `${pollId}:${news}` });

export const askForRedrawing = (work: Work, pollId: string): void =>
  work.enqueue({ queue: redrawQueue, payload: { pollId }, singletonKey: pollId });
