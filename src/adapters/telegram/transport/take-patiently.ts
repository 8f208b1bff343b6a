import type { Update } from "@grammyjs/types";
import type { Logger } from "pino";
import { backoff, pause } from "./pause.ts";
import type { OnUpdate } from "./transport.ts";

interface Patience {
  take: OnUpdate;
  isHealthy(): Promise<boolean>;
  logger: Logger;
  /** Given at stop: what still fails then stays unconfirmed and comes again. */
  signal: AbortSignal;
}

const attempts = 3;

/**
 * Takes an update, again and again if it fails. True when it may be confirmed: it was taken, or given up after
 * three attempts while all else works, so that one poisoned update does not stop the bot.
 */
export const takePatiently = async (update: Update, patience: Patience): Promise<boolean> => {
  const logger = patience.logger.child({ update: update.update_id });
  for (let attempt = 1; ; attempt++) {
    try {
      await patience.take(update);
      return true;
    } catch (err) {
      if (attempt >= attempts && (await patience.isHealthy())) {
        logger.error({ err }, `Update skipped: it failed ${attempt} times; report this error`);
        return true;
      }
      logger.warn({ err, attempt }, "Update failed; it is tried again");
    }
    await pause(backoff(attempt, 250, 30_000), patience.signal);
    if (patience.signal.aborted) return false;
  }
};
