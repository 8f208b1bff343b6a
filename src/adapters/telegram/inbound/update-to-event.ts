import type { Update } from "@grammyjs/types";
import type { ChatEvent } from "../../../chat/event.ts";
import type { BotAccount } from "./bot-account.ts";
import { membershipToEvent } from "./membership-to-event.ts";
import { editedToEvent, messageToEvent } from "./message-to-event.ts";
import { pollAnswerToEvent, pollToEvent } from "./poll-to-event.ts";
import { tapToEvent } from "./tap-to-event.ts";

export type Incoming =
  | { kind: "event"; event: ChatEvent }
  | { kind: "album-part"; part: AlbumPart }
  /** Nothing that the bot acts on. */
  | { kind: "nothing" };

/** One picture of an album; Telegram sends each as a message of its own. */
export interface AlbumPart {
  /** The part's own update. */
  id: string;
  /** The album as one event. */
  album: string;
  event: AlbumEvent;
}

export type AlbumEvent = Extract<ChatEvent, { type: "message" }>;

/** What an update means, without looking anything up. Kinds of updates not known yet mean nothing. */
export const updateToEvent = (update: Update, bot: BotAccount, receivedAt: Date): Incoming => {
  const event = eventOf(update, bot, receivedAt);
  if (!event) return { kind: "nothing" };
  const group = update.message?.media_group_id;
  if (group === undefined || event.type !== "message") return { kind: "event", event };
  return {
    kind: "album-part",
    part: { id: event.id, album: `telegram:${bot.id}:album:${group}`, event },
  };
};

const eventOf = (update: Update, bot: BotAccount, receivedAt: Date): ChatEvent | null => {
  const id = `telegram:${bot.id}:${update.update_id}`;
  if (update.message) return messageToEvent(update.message, id, bot);
  if (update.edited_message) return editedToEvent(update.edited_message, id, bot);
  if (update.callback_query) return tapToEvent(update.callback_query, id, receivedAt);
  if (update.my_chat_member) return membershipToEvent(update.my_chat_member, id);
  if (update.poll_answer) return pollAnswerToEvent(update.poll_answer, id, receivedAt);
  if (update.poll) return pollToEvent(update.poll, id, bot, receivedAt);
  return null;
};
