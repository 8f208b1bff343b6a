import type { EventBase } from "../../../chat/event.ts";
import { type Inbound, nowhere, type Origin, type Workspace } from "./inbound.ts";
import { incomingFiles } from "./incoming-file.ts";
import { list, type Payload, part, word } from "./payload.ts";
import { messageRef, threadOf } from "./place.ts";
import { plainText } from "./plain-text.ts";

export type MakeBase = (userId: string, origin: Origin) => EventBase;

/** Subtypes in which a person says something; joins, topics and deletions are none. */
const said = new Set(["", "file_share", "thread_broadcast", "me_message"]);

export const translateMessage = (event: Payload, base: MakeBase): Inbound | null => {
  const userId = word(event, "user");
  const ts = word(event, "ts");
  if (!userId || !ts || !said.has(word(event, "subtype"))) return null;
  const origin = originOf(event, event);
  return {
    event: {
      type: "message",
      ...base(userId, origin),
      message: messageRef(userId, origin.channelId, ts),
      text: plainText(word(event, "text")),
      files: incomingFiles(list(event, "files")),
      location: null,
      contact: null,
      replyTo: origin.threadTs,
    },
    surface: { ...nowhere, origin },
  };
};

/** Slack also calls a message changed when a link of it was unfurled: only new words count. */
export const translateEdit = (event: Payload, base: MakeBase): Inbound | null => {
  const message = part(event, "message");
  const userId = word(message, "user");
  const ts = word(message, "ts");
  const text = word(message, "text");
  if (!userId || !ts || !said.has(word(message, "subtype"))) return null;
  if (text === word(event, "previous_message", "text")) return null;
  const origin = originOf(event, message);
  return {
    event: {
      type: "edited",
      ...base(userId, origin),
      message: messageRef(userId, origin.channelId, ts),
      text: plainText(text),
      // Slack lets nobody put another file into a message.
      files: [],
    },
    surface: { ...nowhere, origin },
  };
};

/** Of a reply in a thread: nothing else that people write may be taken back. Who deleted it is not told; it counts as the writer's act. */
export const translateDeletion = (
  event: Payload,
  { botUserId }: Workspace,
  base: MakeBase,
): Inbound | null => {
  const message = part(event, "previous_message");
  const userId = word(message, "user");
  const ts = word(event, "deleted_ts");
  const origin = originOf(event, message);
  if (!userId || !ts || !origin.threadTs || word(message, "bot_id") || userId === botUserId) return null;
  return {
    event: {
      type: "deleted",
      ...base(userId, origin),
      message: messageRef(userId, origin.channelId, ts),
    },
    surface: { ...nowhere, origin },
  };
};

const originOf = (event: Payload, message: Payload): Origin => ({
  channelId: word(event, "channel"),
  threadTs: threadOf(word(message, "thread_ts"), word(message, "ts")),
});
