import type { CommandRoute } from "../route.ts";
import { sourceOf } from "../source-of.ts";
import { t } from "../text.ts";

/**
 * `/new`, or `/request` in a private chat: what is written behind it is what has happened. In a group nobody could
 * answer the questions that follow.
 */
export const newByCommand: CommandRoute["handle"] = async ({ event, respond }, words) => {
  if (event.chat.kind === "group")
    return respond.replyPrivately({ blocks: [{ type: "text", text: t("house-chats.request.how") }] });
  const text = words.trim();
  const source = sourceOf(event, event.message);
  await respond.openFormWith("request.new", [], text ? { text: { kind: "text", text, source } } : {});
};
