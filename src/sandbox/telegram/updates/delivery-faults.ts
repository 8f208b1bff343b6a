import type { QueuedUpdate } from "./queue.ts";

/** What goes wrong between the server and the bot. */
export interface DeliveryFaults {
  /** Each update is delivered a second time, with the same update_id. */
  duplicate?: boolean;
  /** Updates overtake each other, within one poll and across webhook calls of one chat. */
  shuffle?: boolean;
  /** Each update waits this long before it can be delivered: ms, or a range to choose from. */
  delayMs?: number | [number, number];
  /** Makes the choices repeatable. */
  seed?: number;
}

export interface DeliveryPlan {
  set(faults: DeliveryFaults): void;
  shouldRepeat(entry: QueuedUpdate): boolean;
  readonly shuffles: boolean;
  holdMs(): number;
  arrange<T>(batch: T[]): T[];
}

/** No faults until some are set. */
export function createDeliveryPlan(): DeliveryPlan {
  let faults: DeliveryFaults = {};
  let random = seeded(1);
  return {
    set(given) {
      faults = given;
      random = seeded(given.seed ?? 1);
    },
    shouldRepeat: (entry) => faults.duplicate === true && entry.deliveries === 1,
    get shuffles() {
      return faults.shuffle === true;
    },
    holdMs() {
      const delay = faults.delayMs ?? 0;
      if (typeof delay === "number") return delay;
      return delay[0] + random() * (delay[1] - delay[0]);
    },
    arrange(batch) {
      if (!faults.shuffle) return batch;
      return batch
        .map((item) => ({ item, order: random() }))
        .sort((a, b) => a.order - b.order)
        .map(({ item }) => item);
    },
  };
}

/** Small repeatable generator (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
