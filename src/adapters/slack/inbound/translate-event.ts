import type { EventBase } from "../../../chat/event.ts";
import { eventId } from "./event-id.ts";
import { type Inbound, nowhere, type Origin, type Workspace } from "./inbound.ts";
import { isPayload, number, type Payload, part, word } from "./payload.ts";
import { chatOf, isDirect, senderOf } from "./place.ts";
import { type MakeBase, translateDeletion, translateEdit, translateMessage } from "./translate-message.ts";

/**
 * An Events API envelope. app_mention is left out on purpose: in the staff channel it arrives besides the message,
 * and elsewhere nothing is answered in public.
 */
export const translateEvent = (body: Payload, workspace: Workspace): Inbound | null => {
  const event = part(body, "event");
  const id = word(body, "event_id");
  if (!id) return null;
  const at = new Date((number(body, "event_time") ?? workspace.now.getTime() / 1000) * 1000);
  const base = (userId: string, origin: Origin): EventBase => ({
    id: eventId(workspace, id),
    platform: "slack",
    at,
    chat: chatOf(workspace, userId, origin),
    sender: senderOf(userId, ""),
  });
  switch (event.type) {
    case "message":
      if (!isHeard(event, workspace) || !isPersons(event, workspace)) return null;
      if (event.subtype === "message_deleted") return translateDeletion(event, workspace, base);
      return event.subtype === "message_changed" ? translateEdit(event, base) : translateMessage(event, base);
    case "app_home_opened":
      return translateHome(event, base);
    case "member_joined_channel":
    case "member_left_channel":
      return translateMembership(event, workspace, base);
    default:
      return null;
  }
};

const isHeard = (event: Payload, { staffChannel }: Workspace): boolean => {
  const channel = word(event, "channel");
  return channel === staffChannel || isDirect(channel);
};

/** Bots' messages and our own come back as events; so do edits of them, one level deeper. */
const isPersons = (event: Payload, { botUserId }: Workspace): boolean => {
  const said = isPayload(event.message) ? event.message : event;
  return !word(said, "bot_id") && ![botUserId, "USLACKBOT"].includes(word(said, "user"));
};

const translateHome = (event: Payload, base: MakeBase): Inbound | null => {
  const userId = word(event, "user");
  if (!userId || event.tab === "messages") return null;
  const { id, platform, at, sender } = base(userId, { channelId: "", threadTs: null });
  return {
    event: {
      type: "home-opened",
      id,
      platform,
      at,
      sender,
      chat: { id: userId, kind: "home", threadId: null },
    },
    surface: nowhere,
  };
};

/** Only the bot's own coming and going; people of the channel are the directory's matter. */
const translateMembership = (event: Payload, workspace: Workspace, base: MakeBase): Inbound | null => {
  if (word(event, "user") !== workspace.botUserId || word(event, "channel") !== workspace.staffChannel)
    return null;
  const origin = { channelId: word(event, "channel"), threadTs: null };
  const change = event.type === "member_joined_channel" ? "added" : "removed";
  const by = word(event, "inviter") || workspace.botUserId;
  return { event: { type: "membership", change, ...base(by, origin) }, surface: { ...nowhere, origin } };
};
