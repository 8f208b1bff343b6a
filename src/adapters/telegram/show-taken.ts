import type { CallbackQuery } from "@grammyjs/types";
import type { Logger } from "pino";
import type { ChatEvent } from "../../chat/event.ts";
import type { Taken } from "../../chat/taken.ts";
import type { Translate } from "../../chat/text.ts";
import type { View } from "../../chat/view.ts";
import type { Channel } from "../../delivery/channel.ts";
import type { Pace } from "../../delivery/pace.ts";
import type { CallbackAnswers } from "./callback-answers.ts";
import { telegramCapabilities as can } from "./outbound/capabilities.ts";
import { cleanText } from "./outbound/html.ts";

const replyLane = 0;

export interface ShowParts {
  answers: CallbackAnswers;
  channel: Channel<View>;
  translate: Translate;
  /** What is sent here counts like all else. */
  turn?: Pace["turn"];
}

/**
 * Shows what was answered at once: a toast or alert for a tap, else a plain message. What a group should not read
 * goes to the person's own chat. Never throws: the event is taken already.
 */
export const createShowTaken =
  ({ answers, channel, translate, turn }: ShowParts) =>
  async (event: ChatEvent, taken: Taken, query: CallbackQuery | undefined, logger: Logger): Promise<void> => {
    const { notice, language } = taken;
    const text = notice ? cleanText(translate(notice.text, language)).trim() : "";
    if (!notice || text === "") {
      if (query) answers.answer(query);
      return;
    }
    if (query) {
      const fits = text.length <= can.noticeUnits;
      const words = fits ? { text, alert: notice.urgency === "alert" } : undefined;
      if (answers.answer(query, words) && fits) return;
    }
    const address =
      query && event.chat.kind !== "private"
        ? { platform: event.platform, chatId: event.sender.privateChatId }
        : {
            platform: event.platform,
            chatId: event.chat.id,
            ...(event.chat.threadId === null ? {} : { threadId: event.chat.threadId }),
          };
    const view: View = { blocks: [{ type: "text", text: { plain: text } }] };
    const taking = await turn?.(replyLane, address.chatId);
    const sent = await channel.send({ address, content: view, language });
    taking?.answered();
    if (!sent.ok) logger.warn({ failure: sent.failure }, "A notice could not be shown");
  };
