import type { Logger } from "pino";
import { ApiError } from "./api-error.ts";
import { operatorFault } from "./operator-faults.ts";
import { backoff, pause } from "./pause.ts";
import { OperatorFault } from "./transport.ts";

const attempts = 6;

/** Repeats a call of the start while Telegram can't be reached, for about half a minute; refusals are thrown. */
export const untilReachable = async <T>(logger: Logger, call: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (err) {
      const fault = operatorFault(err);
      if (fault) throw fault;
      const passing = !(err instanceof ApiError) || err.errorCode >= 500 || err.errorCode === 429;
      if (!passing) throw err;
      if (attempt === attempts) {
        throw new OperatorFault(
          "Telegram can't be reached; check the network of this machine and TELEGRAM_API_ROOT, then start again.",
        );
      }
      logger.warn({ err, attempt }, "Telegram can't be reached; it is tried again");
      const asked = err instanceof ApiError ? (err.parameters.retry_after ?? 0) * 1000 : 0;
      await pause(Math.max(asked, backoff(attempt, 1000, 16_000)), new AbortController().signal);
    }
  }
};
