import type { ReactionType } from "@grammyjs/types";
import { isObject } from "../markup/json-fields.ts";
import { badRequest } from "../refusal.ts";
import type { MethodTable } from "./method.ts";
import { findTarget, writableRoom } from "./target.ts";

/** The emoji that may be reactions; the heart stands without a variation selector (Bot API, ReactionTypeEmoji). */
const allowed = new Set(
  "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡".split(
    " ",
  ),
);

export const reactionMethods: MethodTable = {
  setMessageReaction: {
    params: ["chat_id", "message_id", "reaction", "is_big"],
    run({ world, args }) {
      const room = writableRoom(world, args);
      const stored = findTarget(room, args, "message to react not found");
      const list = args.json("reaction", "reaction types") ?? [];
      if (!Array.isArray(list)) throw badRequest("expected an Array of ReactionType");
      if (list.length > 1) throw badRequest("REACTIONS_TOO_MANY");
      stored.reactions.set(world.bot.id, list.map(readReaction));
      const messageId = stored.message.message_id;
      world.journal.emit({ type: "message", change: "reacted", chatId: room.chat.id, messageId });
      return true;
    },
  },
};

/** One emoji of the fixed list; bots can't use others. */
export function readReaction(value: unknown): ReactionType {
  if (!isObject(value) || value.type !== "emoji") throw badRequest("invalid reaction type specified");
  const emoji = String(value.emoji);
  if (!allowed.has(emoji)) throw badRequest("REACTION_INVALID");
  return { type: "emoji", emoji } as ReactionType;
}
