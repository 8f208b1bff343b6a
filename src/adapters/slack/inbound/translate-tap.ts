import { triggerEventId } from "./event-id.ts";
import { formState } from "./form-state.ts";
import type { Inbound, Origin, Workspace } from "./inbound.ts";
import { isPayload, list, type Payload, part, word } from "./payload.ts";
import { chatOf, messageRef, senderOf, threadOf } from "./place.ts";

/** block_actions: one press, of a button or a choice. A link button carries nothing and is no tap. */
export const translateTap = (body: Payload, workspace: Workspace): Inbound | null => {
  const userId = word(body, "user", "id");
  const triggerId = word(body, "trigger_id");
  const token = tokenOf(list(body, "actions")[0] ?? {});
  if (!userId || !triggerId || !token) return null;
  const view = isPayload(body.view) && word(body.view, "type") === "modal" ? body.view : null;
  const origin = view ? formState(view).origin : messageOrigin(body);
  const ephemeral = part(body, "container").is_ephemeral === true;
  const ts = word(body, "container", "message_ts") || word(body, "message", "ts");
  return {
    event: {
      type: "tap",
      id: triggerEventId(workspace, triggerId),
      platform: "slack",
      at: workspace.now,
      chat: isPayload(body.view)
        ? { id: userId, kind: view ? "modal" : "home", threadId: null }
        : chatOf(workspace, userId, origin ?? { channelId: "", threadTs: null }),
      sender: senderOf(userId, nameOf(body)),
      token,
      message: origin && ts && !ephemeral && !view ? messageRef(userId, origin.channelId, ts) : null,
    },
    surface: { origin, triggerId, responseUrl: word(body, "response_url") || null, ephemeral, view },
  };
};

export const nameOf = (body: Payload): string => word(body, "user", "name") || word(body, "user", "username");

const messageOrigin = (body: Payload): Origin | null => {
  const channelId = word(body, "channel", "id") || word(body, "container", "channel_id");
  if (!channelId) return null;
  const ts = word(body, "container", "message_ts") || word(body, "message", "ts");
  const threadTs = word(body, "container", "thread_ts") || word(body, "message", "thread_ts");
  return { channelId, threadTs: threadOf(threadTs, ts) };
};

/** A date is an argument of the route that its picker is named after; all others carry the token as value. */
const tokenOf = (pressed: Payload): string => {
  const date = word(pressed, "selected_date");
  if (date) return `${word(pressed, "action_id")}:${date}`;
  return word(pressed, "value") || word(pressed, "selected_option", "value");
};
