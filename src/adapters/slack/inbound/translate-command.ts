import { triggerEventId } from "./event-id.ts";
import type { Inbound, Workspace } from "./inbound.ts";
import { type Payload, word } from "./payload.ts";
import { chatOf, messageRef, senderOf } from "./place.ts";

/** `/domovoy <name> <args>`; without a name it asks for help. */
export const translateCommand = (body: Payload, workspace: Workspace): Inbound | null => {
  const userId = word(body, "user_id");
  const triggerId = word(body, "trigger_id");
  if (!userId || !triggerId) return null;
  const origin = { channelId: word(body, "channel_id"), threadTs: word(body, "thread_ts") || null };
  const [name = "", ...rest] = word(body, "text").trim().split(/\s+/);
  return {
    event: {
      type: "command",
      id: triggerEventId(workspace, triggerId),
      platform: "slack",
      at: workspace.now,
      chat: chatOf(workspace, userId, origin),
      sender: senderOf(userId, word(body, "user_name")),
      name: name.toLowerCase() || "help",
      args: rest.join(" "),
      // A slash command leaves no message behind.
      message: messageRef(userId, origin.channelId, ""),
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
