import { ApiError } from "./api-error.ts";
import { OperatorFault } from "./transport.ts";

/** The instruction for a refusal that no retry can mend; undefined for all others. */
export const operatorFault = (error: unknown): OperatorFault | undefined => {
  if (!(error instanceof ApiError)) return undefined;
  switch (error.errorCode) {
    case 401:
    case 404:
      return new OperatorFault(
        "TELEGRAM_BOT_TOKEN: Telegram does not know this token; copy it again from @BotFather and start again.",
      );
    case 409:
      return new OperatorFault(
        error.description.includes("webhook")
          ? "Another program set a webhook for this bot; stop that program, or give this one a bot of its own from @BotFather, then start again."
          : "Another process is polling this bot; stop it, or give this one a bot of its own from @BotFather, then start again.",
      );
    default:
      return undefined;
  }
};
