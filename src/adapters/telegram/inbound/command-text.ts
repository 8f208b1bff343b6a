import type { BotAccount } from "./bot-account.ts";

export type CommandText =
  | { kind: "command"; name: string; args: string }
  /** Meant for another bot. */
  | { kind: "elsewhere" }
  | { kind: "none" };

const shape = /^\/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+([\s\S]*))?$/;

/** Reads `/name args`, `/name@bot args`; a deep link arrives as `/start payload`. */
export const readCommand = (text: string, bot: BotAccount): CommandText => {
  const match = shape.exec(text);
  if (!match) return { kind: "none" };
  const [, name = "", addressee, args = ""] = match;
  if (addressee !== undefined && addressee.toLowerCase() !== bot.username.toLowerCase()) {
    return { kind: "elsewhere" };
  }
  return { kind: "command", name: name.toLowerCase(), args: args.trim() };
};
