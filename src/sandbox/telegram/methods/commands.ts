import type { BotCommand, BotCommandScope } from "@grammyjs/types";
import type { Args } from "../http/args.ts";
import { LIMITS } from "../limits.ts";
import { isObject, type JsonObject, onlyKnown } from "../markup/json-fields.ts";
import { badRequest } from "../refusal.ts";
import { commandKey } from "../world/command-book.ts";
import { isGroup } from "../world/rooms.ts";
import type { World } from "../world/world.ts";
import type { MethodTable } from "./method.ts";

const plainScopes = ["default", "all_private_chats", "all_group_chats", "all_chat_administrators"];
const chatScopes = ["chat", "chat_administrators", "chat_member"];

export const commandMethods: MethodTable = {
  setMyCommands: {
    params: ["commands", "scope", "language_code"],
    run({ world, args }) {
      const list = args.json("commands", "commands");
      if (!Array.isArray(list)) throw badRequest("expected an Array of BotCommand");
      if (list.length > LIMITS.commands) throw badRequest("BOT_COMMANDS_TOO_MUCH");
      const commands = list.map(readCommand);
      const key = commandKey(readScope(world, args), readLanguage(args));
      if (commands.length === 0) world.commands.delete(key);
      else world.commands.set(key, commands);
      world.journal.emit({ type: "commands" });
      return true;
    },
  },
  getMyCommands: {
    params: ["scope", "language_code"],
    run: ({ world, args }) =>
      world.commands.get(commandKey(readScope(world, args), readLanguage(args))) ?? [],
  },
  deleteMyCommands: {
    params: ["scope", "language_code"],
    run({ world, args }) {
      world.commands.delete(commandKey(readScope(world, args), readLanguage(args)));
      world.journal.emit({ type: "commands" });
      return true;
    },
  },
};

/** Two letters, or nothing for everybody. */
export function readLanguage(args: Args): string {
  const language = args.text("language_code");
  if (language !== "" && !/^[a-z]{2}$/.test(language)) throw badRequest("invalid language code specified");
  return language;
}

function readCommand(value: unknown): BotCommand {
  if (!isObject(value)) throw badRequest("can't parse commands JSON object");
  onlyKnown(value, ["command", "description", "is_ephemeral"], "BotCommand");
  const name = String(value.command ?? "").replace(/^\//, "");
  const description = String(value.description ?? "").trim();
  if (!/^[a-z0-9_]{1,32}$/.test(name)) throw badRequest("BOT_COMMAND_INVALID");
  if (description.length < 1 || description.length > LIMITS.commandDescription) {
    throw badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
  }
  return { ...value, command: name, description };
}

function readScope(world: World, args: Args): BotCommandScope {
  const value = args.json("scope", "BotCommandScope");
  if (value === undefined) return { type: "default" };
  if (!isObject(value)) throw badRequest("botCommandScope must be an Object");
  onlyKnown(value, ["type", "chat_id", "user_id"], "BotCommandScope");
  const type = String(value.type ?? "");
  if (plainScopes.includes(type)) return { type } as BotCommandScope;
  if (!chatScopes.includes(type)) throw badRequest("can't parse BotCommandScope JSON object");
  return readChatScope(world, type, value);
}

function readChatScope(world: World, type: string, value: JsonObject): BotCommandScope {
  const chat_id = Number(value.chat_id);
  const room = world.rooms.get(chat_id);
  if (!room) throw badRequest("chat not found");
  if (type === "chat") return { type: "chat", chat_id };
  if (!isGroup(room)) throw badRequest("can't use specified scope in private chats");
  if (type === "chat_administrators") return { type: "chat_administrators", chat_id };
  const user_id = Number(value.user_id);
  if (!world.people.has(user_id)) throw badRequest("user not found");
  return { type: "chat_member", chat_id, user_id };
}
