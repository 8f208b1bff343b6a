import type { Update } from "@grammyjs/types";
import { LIMITS } from "../limits.ts";
import { conflict } from "../refusal.ts";
import type { Journal } from "../world/journal.ts";
import type { DeliveryPlan } from "./delivery-faults.ts";
import type { QueuedUpdate, UpdateQueue } from "./queue.ts";

interface PollRequest {
  offset: number | undefined;
  limit: number | undefined;
  timeoutSeconds: number | undefined;
  /** Aborted when the client closes the connection. */
  signal: AbortSignal;
}

/** The one long poll that may wait at a time. */
export interface Poller {
  poll(request: PollRequest): Promise<Update[]>;
  /** Ends the waiting poll with the platform's 409. */
  terminate(by: "other getUpdates request" | "setWebhook request"): void;
  isWaiting(): boolean;
}

/** Long polling over the queue: offsets confirm, a second poll ends the first. */
export function createPoller(queue: UpdateQueue, plan: DeliveryPlan, journal: Journal): Poller {
  let waiting: { fail: (error: Error) => void } | undefined;
  let repeats: QueuedUpdate[] = [];

  const take = (limit: number): Update[] => {
    const ready = queue.pending().filter((entry) => !entry.held);
    const batch = plan.arrange(ready).slice(0, limit);
    for (const entry of batch) {
      entry.deliveries += 1;
      if (plan.shouldRepeat(entry)) repeats.push(entry);
    }
    return batch.map((entry) => entry.update);
  };

  const poller: Poller = {
    isWaiting: () => waiting !== undefined,
    terminate(by) {
      const suffix = by === "setWebhook request" ? "" : "; make sure that only one bot instance is running";
      waiting?.fail(conflict(`terminated by ${by}${suffix}`));
    },
    async poll(request) {
      poller.terminate("other getUpdates request");
      confirm(queue, request.offset);
      for (const entry of repeats) if (!queue.pending().includes(entry)) queue.repeat(entry);
      repeats = [];
      const limit = Math.min(Math.max(request.limit ?? LIMITS.updatesPerPoll, 1), LIMITS.updatesPerPoll);
      const seconds = Math.min(Math.max(request.timeoutSeconds ?? 0, 0), LIMITS.pollTimeoutSeconds);
      let batch = take(limit);
      if (batch.length === 0 && seconds > 0) {
        await new Promise<void>((resolve, reject) => {
          const finish = (done: () => void) => {
            clearTimeout(timer);
            stopListening();
            request.signal.removeEventListener("abort", close);
            if (waiting === me) waiting = undefined;
            done();
          };
          const close = () => finish(resolve);
          const me = { fail: (error: Error) => finish(() => reject(error)) };
          const timer = setTimeout(close, seconds * 1000);
          const stopListening = queue.onChange(() => {
            if (queue.pending().some((entry) => !entry.held)) setImmediate(close);
          });
          waiting = me;
          if (request.signal.aborted) close();
          else request.signal.addEventListener("abort", close);
        });
        if (request.signal.aborted) return [];
        batch = take(limit);
      }
      if (batch.length > 0) {
        const updateIds = batch.map((update) => update.update_id);
        journal.emit({ type: "delivered", via: "polling", updateIds });
      }
      return batch;
    },
  };
  return poller;
}

function confirm(queue: UpdateQueue, offset: number | undefined): void {
  if (offset === undefined || offset === 0) return;
  if (offset > 0) {
    queue.confirmBelow(offset);
    return;
  }
  // A negative offset keeps that many of the newest and forgets the rest.
  const kept = queue.pending().slice(offset);
  const first = kept[0];
  if (first) queue.confirmBelow(first.id);
}
