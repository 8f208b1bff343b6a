import type { Poll, PollAnswer } from "@grammyjs/types";
import type { ChatEvent } from "../../../chat/event.ts";
import type { BotAccount } from "./bot-account.ts";
import { sender } from "./incoming-chat.ts";

/** An answer in a poll that the bot sent. Telegram doesn't say where; a channel that answers is nobody in particular. */
export const pollAnswerToEvent = (answer: PollAnswer, id: string, receivedAt: Date): ChatEvent | null => {
  const { user, poll_id: poll, option_ids: options } = answer;
  if (!user || user.is_bot) return null;
  return {
    id,
    platform: "telegram",
    at: receivedAt,
    chat: { id: String(user.id), kind: "private", threadId: null },
    sender: sender(user),
    type: "poll-answered",
    poll,
    options,
  };
};

/** A poll that was closed; new counts are told as well and mean nothing, since each answer comes by itself. */
export const pollToEvent = (poll: Poll, id: string, bot: BotAccount, receivedAt: Date): ChatEvent | null => {
  if (!poll.is_closed) return null;
  return {
    id,
    platform: "telegram",
    at: receivedAt,
    chat: { id: `poll:${poll.id}`, kind: "group", threadId: null },
    sender: sender({ id: bot.id, is_bot: true, first_name: bot.username }),
    type: "poll-closed",
    poll: poll.id,
  };
};
