import { callTelegram } from "./call-platform.ts";
import { type Check, fault, ok } from "./finding.ts";

/** getMe. */
export const checkTelegramToken: Check = async ({ config: { telegram } }) => {
  if (!telegram) return [];
  const answer = await callTelegram(telegram, "getMe");
  if (answer.kind === "silent") {
    return [
      fault(
        "telegram-token",
        `no answer from ${new URL(telegram.apiRoot).origin} (${answer.why})`,
        "check the network, the proxy and TELEGRAM_API_ROOT",
      ),
    ];
  }
  const { ok: accepted, result, description } = answer.body;
  if (accepted === true && typeof result === "object" && result !== null && "username" in result)
    return [ok("telegram-token", `the bot is @${result.username}`)];
  return [
    fault(
      "telegram-token",
      `TELEGRAM_BOT_TOKEN: Telegram refuses it (${description})`,
      "copy it whole from @BotFather; /token shows it, /revoke makes a new one",
    ),
  ];
};
