/** What the app asks of a workspace, each with what stops without it. */
export const botScopes = {
  "channels:history": "messages of a public staff channel don't arrive",
  "channels:read":
    "the staff channel can't be checked, and the bot does not hear that it was added or removed",
  "chat:write": "nothing can be posted",
  commands: "neither /domovoy nor the message shortcut works",
  "files:read": "photos and documents of staff can't be fetched",
  "files:write": "residents' photos can't be shown",
  "groups:history": "messages of a private staff channel don't arrive",
  "groups:read": "a private staff channel can't be checked",
  "im:history": "invite codes sent to the bot directly don't arrive",
  "im:write": "nothing can be sent to a person directly",
  "users:read": "people are known by their ids only, without name and language",
} as const;

export type BotScope = keyof typeof botScopes;

/** The events that inbound/ translates. */
export const botEvents = [
  "app_home_opened",
  "member_joined_channel",
  "member_left_channel",
  "message.channels",
  "message.groups",
  "message.im",
] as const;

/** What the app-level token of Socket Mode is made with. */
export const appScope = "connections:write";
