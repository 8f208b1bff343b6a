import { z } from "zod";
import { callTelegram } from "./call-platform.ts";
import { type Check, ok, warning } from "./finding.ts";

const me = z.object({ result: z.object({ can_read_all_group_messages: z.boolean().default(false) }) });

/** Privacy mode: what the bot hears in groups where it is no administrator. */
export const checkTelegramPrivacy: Check = async ({ config: { telegram } }) => {
  if (!telegram) return [];
  const answer = await callTelegram(telegram, "getMe");
  const parsed = me.safeParse(answer.kind === "answered" ? answer.body : null);
  if (!parsed.success) return [];
  if (!parsed.data.result.can_read_all_group_messages)
    return [
      ok(
        "telegram-privacy",
        "privacy mode is on: in groups the bot hears commands and replies to it only, all it needs",
      ),
    ];
  return [
    warning(
      "telegram-privacy",
      "privacy mode is off: in groups the bot is sent every message, which it does not need",
      "send /setprivacy to @BotFather, choose Enable, then add the bot to its groups again",
    ),
  ];
};
