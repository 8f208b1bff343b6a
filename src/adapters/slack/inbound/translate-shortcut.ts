import { triggerEventId } from "./event-id.ts";
import type { Inbound, Workspace } from "./inbound.ts";
import { incomingFiles } from "./incoming-file.ts";
import { list, type Payload, part, word } from "./payload.ts";
import { chatOf, senderOf, threadOf } from "./place.ts";
import { plainText } from "./plain-text.ts";
import { nameOf } from "./translate-tap.ts";

/** A shortcut opens the form that its callback_id names; one on a message hands over the message's text and files. */
export const translateShortcut = (body: Payload, workspace: Workspace): Inbound | null => {
  const userId = word(body, "user", "id");
  const triggerId = word(body, "trigger_id");
  const form = word(body, "callback_id");
  if (!userId || !triggerId || !form) return null;
  const channelId = word(body, "channel", "id");
  const message = part(body, "message");
  const origin = channelId
    ? { channelId, threadTs: threadOf(word(message, "thread_ts"), word(message, "ts")) }
    : null;
  return {
    event: {
      type: "form-opened",
      id: triggerEventId(workspace, triggerId),
      platform: "slack",
      at: workspace.now,
      chat: origin ? chatOf(workspace, userId, origin) : { id: userId, kind: "private", threadId: null },
      sender: senderOf(userId, nameOf(body)),
      form,
      args: body.type === "message_action" ? [plainText(word(message, "text"))] : [],
      files: incomingFiles(list(message, "files")),
    },
    surface: {
      origin,
      triggerId,
      responseUrl: word(body, "response_url") || null,
      ephemeral: false,
      view: null,
    },
  };
};
