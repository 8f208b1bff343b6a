import type { WebhookInfo } from "@grammyjs/types";
import { compact } from "../compact.ts";
import { type AdjustableLimits, LIMITS } from "../limits.ts";
import type { Journal } from "../world/journal.ts";
import type { DeliveryPlan } from "./delivery-faults.ts";
import type { QueuedUpdate, UpdateKind, UpdateQueue } from "./queue.ts";
import { createWebhookPost, type WebhookAnswer } from "./webhook-post.ts";

interface WebhookSettings {
  url: string;
  secret: string | undefined;
  maxConnections: number;
}

/** Sends updates to the bot's URL: one at a time per chat, with the platform's retries. */
export interface WebhookSender {
  set(settings: WebhookSettings): void;
  remove(): void;
  isSet(): boolean;
  info(): WebhookInfo;
  stop(): void;
}

interface Parts {
  queue: UpdateQueue;
  plan: DeliveryPlan;
  journal: Journal;
  limits: AdjustableLimits;
  now: () => number;
  /** Runs a method that the bot put into the answer's body. */
  onReply: (body: string) => void;
}

interface Attempt {
  failures: number;
  /** Its delay isn't over. */
  waiting: boolean;
}

/** No webhook until one is set. */
export function createWebhookSender(parts: Parts): WebhookSender {
  const { queue, plan, journal, limits } = parts;
  const post = createWebhookPost();
  const busy = new Set<string>();
  const attempts = new Map<QueuedUpdate, Attempt>();
  const timers = new Set<NodeJS.Timeout>();
  let settings: WebhookSettings | undefined;
  let lastError: { date: number; message: string } | undefined;
  let goneSince: number | undefined;
  let inFlight = 0;

  const pump = (): void => {
    const current = settings;
    if (!current) return;
    const seen = new Set<string>();
    for (const entry of plan.arrange([...queue.pending()])) {
      if (inFlight >= current.maxConnections) return;
      const lane = plan.shuffles ? `update ${entry.id} ${entry.deliveries}` : entry.lane;
      if (seen.has(lane) || busy.has(lane)) continue;
      seen.add(lane);
      if (entry.held || attempts.get(entry)?.waiting) continue;
      busy.add(lane);
      inFlight += 1;
      void deliver(entry, current).finally(() => {
        busy.delete(lane);
        inFlight -= 1;
        pump();
      });
    }
  };

  const deliver = async (entry: QueuedUpdate, target: WebhookSettings): Promise<void> => {
    let answer: WebhookAnswer | undefined;
    let failure = "";
    try {
      const body = JSON.stringify(entry.update);
      answer = await post.send(target.url, body, target.secret, limits.webhookTimeoutMs);
    } catch (error) {
      failure = error instanceof Error ? error.message || "Connection failed" : String(error);
    }
    if (settings !== target) return;
    const delivered = answer !== undefined && answer.status >= 200 && answer.status < 300;
    if (!delivered && answer)
      failure = `Wrong response from the webhook: ${answer.status} ${answer.statusText}`;
    journal.emit({
      type: "delivered",
      via: "webhook",
      updateIds: [entry.id],
      ...(answer ? { status: answer.status } : {}),
      ...(failure ? { error: failure } : {}),
    });
    if (delivered && answer) succeed(entry, answer.body);
    else fail(entry, failure, answer);
  };

  const succeed = (entry: QueuedUpdate, body: string): void => {
    goneSince = undefined;
    attempts.delete(entry);
    queue.remove(entry);
    entry.deliveries += 1;
    if (plan.shouldRepeat(entry)) queue.repeat(entry);
    if (body.trimStart().startsWith("{")) parts.onReply(body);
  };

  const fail = (entry: QueuedUpdate, message: string, answer: WebhookAnswer | undefined): void => {
    lastError = { date: Math.floor(parts.now() / 1000), message };
    if (answer?.status === 410) {
      goneSince ??= parts.now();
      if (parts.now() - goneSince >= LIMITS.webhookGoneMs) {
        settings = undefined;
        return;
      }
    } else goneSince = undefined;
    const failures = (attempts.get(entry)?.failures ?? 0) + 1;
    const delay = retryDelayMs(failures, answer?.retryAfterSeconds, limits.webhookRetryMs);
    const attempt: Attempt = { failures, waiting: true };
    attempts.set(entry, attempt);
    const timer = setTimeout(() => {
      timers.delete(timer);
      attempt.waiting = false;
      pump();
    }, delay);
    timers.add(timer);
  };

  const stopListening = queue.onChange(pump);
  return {
    set(given) {
      settings = given;
      lastError = undefined;
      attempts.clear();
      setImmediate(pump);
    },
    remove() {
      settings = undefined;
      lastError = undefined;
    },
    isSet: () => settings !== undefined,
    info: () =>
      compact<WebhookInfo>({
        url: settings?.url ?? "",
        has_custom_certificate: false,
        pending_update_count: queue.pending().length,
        ip_address: undefined,
        last_error_date: lastError?.date,
        last_error_message: lastError?.message,
        last_synchronization_error_date: undefined,
        max_connections: settings?.maxConnections,
        allowed_updates: queue.allowed() as UpdateKind[] | undefined,
      }),
    stop() {
      settings = undefined;
      stopListening();
      for (const timer of timers) clearTimeout(timer);
      post.close();
    },
  };
}

/** First retry at once, then 2, 4, 8 … s up to a random 60–120 s (tdlib's WebhookActor); `unitMs` stands for the 2 s. */
export function retryDelayMs(
  failures: number,
  retryAfterSeconds: number | undefined,
  unitMs: number,
): number {
  if (retryAfterSeconds !== undefined && retryAfterSeconds > 0) {
    return Math.min(retryAfterSeconds, LIMITS.webhookRetryAfterSeconds) * 1000;
  }
  if (failures <= 1) return 0;
  return Math.min(unitMs * 2 ** (failures - 2), unitMs * (30 + Math.random() * 30));
}
