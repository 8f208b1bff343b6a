/** Named one by one: Telegram leaves out chat_member and message_reaction unless they are asked for. */
export const allowedUpdates = [
  "message",
  "edited_message",
  "callback_query",
  "my_chat_member",
  "chat_member",
  "chat_join_request",
  "message_reaction",
  "poll",
  "poll_answer",
] as const;
