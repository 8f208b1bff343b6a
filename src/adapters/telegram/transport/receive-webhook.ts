import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Update } from "@grammyjs/types";
import type { Logger } from "pino";
import { readBody } from "./read-body.ts";
import type { OnArrival, OnUpdate } from "./transport.ts";

export interface WebhookReceiver {
  secret: string;
  take: OnUpdate;
  onArrival: OnArrival;
  isHealthy(): Promise<boolean>;
  logger: Logger;
}

const maxBodyBytes = 1024 * 1024;

/** Telegram's deliveries of one update before it is given up. */
const maxDeliveries = 5;

/** Answers 200 once the update was taken; anything else makes Telegram deliver it again. */
export const receiveWebhook = (receiver: WebhookReceiver) => {
  const { logger } = receiver;
  const failures = new Map<number, number>();
  const inHand = new Set<Promise<void>>();
  let stopped = false;

  const take = async (update: Update): Promise<number> => {
    receiver.onArrival(update);
    try {
      await receiver.take(update);
      failures.delete(update.update_id);
      return 200;
    } catch (err) {
      const count = (failures.get(update.update_id) ?? 0) + 1;
      const log = logger.child({ update: update.update_id });
      if (count >= maxDeliveries && (await receiver.isHealthy())) {
        failures.delete(update.update_id);
        log.error({ err }, `Update skipped: it failed ${count} times; report this error`);
        return 200;
      }
      if (failures.size > 1000) failures.clear();
      failures.set(update.update_id, count);
      log.warn({ err, attempt: count }, "Update failed; Telegram delivers it again");
      return 500;
    }
  };

  const answer = async (request: IncomingMessage): Promise<number> => {
    if (request.method !== "POST") return 405;
    if (!secretMatches(request.headers["x-telegram-bot-api-secret-token"], receiver.secret)) return 401;
    if (stopped) return 503;
    const body = await readBody(request, maxBodyBytes);
    if (body === undefined) return 413;
    const update = parseUpdate(body);
    return update ? take(update) : 400;
  };

  return {
    handle: (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const handled = answer(request)
        .catch((err: unknown) => {
          logger.warn({ err }, "A webhook request broke off");
          return 400;
        })
        .then((status) => {
          // An unread body would be taken for the next request of the connection.
          if (!request.complete) response.setHeader("connection", "close");
          response.writeHead(status).end();
        })
        .finally(() => inHand.delete(handled));
      inHand.add(handled);
      return handled;
    },
    stop: async (): Promise<void> => {
      stopped = true;
      await Promise.all(inHand);
    },
  };
};

const secretMatches = (given: string | string[] | undefined, secret: string): boolean =>
  typeof given === "string" && timingSafeEqual(digest(given), digest(secret));

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const parseUpdate = (body: Buffer): Update | undefined => {
  try {
    const parsed: unknown = JSON.parse(body.toString("utf8"));
    const isUpdate =
      typeof parsed === "object" && parsed !== null && Number.isSafeInteger((parsed as Update).update_id);
    return isUpdate ? (parsed as Update) : undefined;
  } catch {
    return undefined;
  }
};
