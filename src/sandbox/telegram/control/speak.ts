import type { Message, MessageEntity } from "@grammyjs/types";
import { LIMITS } from "../limits.ts";
import { withDetectedEntities } from "../text/detect-entities.ts";
import { trimFormatted } from "../text/formatted-text.ts";
import { type MessageContent, reviseMessage, storeMessage } from "../world/messages.ts";
import { tellBot } from "../world/tell-bot.ts";
import { openTopic } from "../world/topics.ts";
import { type Room, unixNow, type World } from "../world/world.ts";
import { groupById, messageById, personById, speakingRoom } from "./lookup.ts";

/** Who says something, and where; the private chat with the bot unless a group is named. */
export interface Speaker {
  from: number;
  chat?: number;
  /** Id of the message answered. */
  replyTo?: number;
  topic?: number;
  /** It was said long ago: it stands in the chat, and the bot hears nothing of it. */
  quietly?: boolean;
}

export type Sent = { chatId: number; messageId: number };

/** Stores what a person sent and queues it for the bot. */
export function sendAsPerson(world: World, speaker: Speaker, content: MessageContent): Sent {
  const room = speakingRoom(world, speaker.from, speaker.chat);
  const stored = storeMessage(world, room, {
    from: personById(world, speaker.from).user,
    threadId: speaker.topic,
    replyTo: replied(room, speaker),
    content,
  });
  if (!speaker.quietly) tellBot(world, room, stored.message);
  return { chatId: room.chat.id, messageId: stored.message.message_id };
}

/** A force-reply keyboard makes the next message an answer, as the client does. */
function replied(room: Room, speaker: Speaker): Message | undefined {
  if (speaker.replyTo !== undefined) return messageById(room, speaker.replyTo).message;
  const shown = room.shownKeyboards.get(speaker.from);
  if (!shown || "keyboard" in shown.markup) return undefined;
  room.shownKeyboards.delete(speaker.from);
  return room.messages.get(shown.messageId)?.message;
}

function textFields(text: string): { text: string; entities?: MessageEntity[] } {
  const plain = withDetectedEntities(trimFormatted({ text, entities: [] }));
  if (plain.text === "" || plain.text.length > LIMITS.text) {
    throw new Error(`A person's message must have 1-${LIMITS.text} characters, this one has ${text.length}.`);
  }
  return plain.entities.length > 0 ? plain : { text: plain.text };
}

/** Caption of a person's media, commands and links marked. */
export function captionFields(caption: string | undefined): MessageContent {
  if (caption === undefined || caption.trim() === "") return {};
  const { text, entities } = textFields(caption);
  if (text.length > LIMITS.caption) throw new Error(`A caption has at most ${LIMITS.caption} characters.`);
  return { caption: text, ...(entities ? { caption_entities: entities } : {}) };
}

/** Texts, commands, edits, topics. */
export function speakControl(world: World) {
  return {
    /** Sends a text; commands, links and mentions in it are marked as entities. */
    say: (given: Speaker & { text: string }): Sent => sendAsPerson(world, given, textFields(given.text)),
    /** Presses START, or opens `t.me/<bot>?start=<payload>`. */
    start(given: { from: number; payload?: string }): Sent {
      const { payload = "" } = given;
      if (payload !== "" && !/^[A-Za-z0-9_-]{1,64}$/.test(payload)) {
        throw new Error(`A start payload is 1-64 characters of A-Z a-z 0-9 _ -, this one is "${payload}".`);
      }
      return sendAsPerson(world, { from: given.from }, textFields(`/start ${payload}`));
    },
    /** Changes the text or caption of an own message. */
    edit(given: { from: number; chat?: number; messageId: number; text: string }): void {
      const room = speakingRoom(world, given.from, given.chat);
      const stored = messageById(room, given.messageId);
      if (stored.message.from?.id !== given.from) throw new Error("People can edit only their own messages.");
      const { entities: _, caption_entities: __, ...rest } = stored.message;
      const fields = rest.text === undefined ? captionFields(given.text) : textFields(given.text);
      const edited: Message = { ...rest, ...fields, edit_date: unixNow(world) };
      reviseMessage(world, room, stored, edited);
      tellBot(world, room, edited, "edited_message");
    },
    /** Opens a forum topic as a person. */
    openTopic(given: { chat: number; by: number; name: string }): { id: number } {
      const room = groupById(world, given.chat);
      if (!room.chat.is_forum) throw new Error(`Chat ${given.chat} is no forum.`);
      const { topic, root } = openTopic(world, room, {
        name: given.name,
        by: personById(world, given.by).user,
      });
      tellBot(world, room, root.message);
      return { id: topic.id };
    },
    /** Changes a group's title; comes to the bot as a service message. */
    renameGroup(given: { chat: number; by: number; title: string }): void {
      const room = groupById(world, given.chat);
      room.chat = { ...room.chat, title: given.title } as Room["chat"];
      const content = { new_chat_title: given.title };
      const stored = storeMessage(world, room, { from: personById(world, given.by).user, content });
      tellBot(world, room, stored.message);
    },
  };
}
