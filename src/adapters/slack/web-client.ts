import { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import { boltLogger } from "./connection/bolt-logger.ts";
import { apiUrlOf, type SlackConfig } from "./slack-config.ts";

const timeoutMs = 15_000;

/** Calls once: repeating, and waiting for Slack's rate limits, are the delivery's work. */
export const createWebClient = (config: SlackConfig, logger: Logger): WebClient =>
  new WebClient(config.botToken, {
    slackApiUrl: apiUrlOf(config),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    logger: boltLogger(logger),
  });
