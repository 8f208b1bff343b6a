import type { Logger } from "pino";
import type { Platform } from "../core/platform.ts";
import type { Row } from "./row.ts";
import type { Verdict } from "./verdict.ts";

/** Counters for the operator; implemented where /metrics is served. */
export interface DeliveryMetrics {
  /** `waitedMs`: from the commit that asked for it. */
  sent(platform: Platform, lane: number, waitedMs: number): void;
  failed(platform: Platform, code: string): void;
  dead(platform: Platform, code: string): void;
}

/** Tells the log and the counters what became of a message; ERROR only where a person must act. */
export const report = (
  row: Row,
  verdict: Verdict,
  now: Date,
  logger: Pick<Logger, "debug" | "info" | "warn" | "error">,
  metrics: DeliveryMetrics | undefined,
): void => {
  const about = { outboxId: row.id, platform: row.platform, chatId: row.chatId, attempts: row.attempts };
  switch (verdict.act) {
    case "sent":
      metrics?.sent(row.platform, row.lane, now.getTime() - row.createdAt.getTime());
      logger.debug(about, "Message sent");
      return;
    case "skipped":
      logger.debug(about, "Nothing to send any more");
      return;
    case "retry":
      metrics?.failed(row.platform, verdict.code);
      logger.warn(
        { ...about, code: verdict.code, detail: verdict.text, at: verdict.at },
        "Message will be tried again",
      );
      return;
    case "moved":
      metrics?.failed(row.platform, "moved");
      logger.info({ ...about, toChatId: verdict.toChatId }, "The chat has a new id; following it");
      return;
    case "repost":
      metrics?.failed(row.platform, "gone");
      logger.info(about, "The card's message is gone; posting it anew");
      return;
    case "unreachable":
      metrics?.dead(row.platform, "unreachable");
      logger.info({ ...about, reason: verdict.reason }, "The chat can't be reached");
      return;
    case "dead": {
      metrics?.dead(row.platform, verdict.code);
      if (verdict.code === "gone") {
        logger.info(about, "The message to edit is gone");
        return;
      }
      if (verdict.code === "over-budget") {
        logger.warn({ ...about, detail: verdict.text }, "Message held back: the budget is used up");
        return;
      }
      logger.error({ ...about, code: verdict.code, detail: verdict.text }, "Message given up");
      return;
    }
  }
};

/** Another process took the row because our lease had ended. */
export const warnTakenOver = (logger: Pick<Logger, "warn">, outboxId: number): void =>
  logger.warn({ outboxId }, "A message was taken over by another process while being sent; it may repeat");
