import { drawPollResults } from "../adapters/documents/polls/draw-results.ts";
import { redrawPollCards } from "../chat/polls/redraw-cards.ts";
import { languages } from "../core/directory/languages.ts";
import type { PollNews } from "../core/polls/events.ts";
import { newsQueue, publishQueue, redrawQueue } from "../core/polls/poll-queues.ts";
import { publishResults } from "../core/polls/publish-results.ts";
import { tellNews } from "../core/polls/tell-news.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import type { Parts } from "./parts.ts";

export const pollHandlers = ({ core, store, translate }: Parts): JobHandlers => ({
  [newsQueue]: ({ pollId, news }) => tellNews(core, String(pollId), String(news) as PollNews),
  [redrawQueue]: ({ pollId }) => redrawPollCards(core, String(pollId)),
  [publishQueue]: ({ pollId }) =>
    publishResults(
      { core, store, languages, draw: (poll, language) => drawPollResults(poll, { language, translate }) },
      String(pollId),
    ),
});
