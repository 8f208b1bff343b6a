import type { JsonObject } from "../block-kit/rule.ts";
import type { Timers } from "../context.ts";
import type { Faults } from "../faults.ts";
import type { Journal } from "../journal.ts";
import type { Settings } from "../options.ts";

export type DeliveryKind = "events_api" | "interactive" | "slash_commands";

export interface Delivery {
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly payload: JsonObject;
  readonly retry: { readonly attempt: number; readonly reason: string } | undefined;
}

/** What became of one attempt; `body` is what the app answered with. */
export type Attempt =
  | { readonly status: "acked"; readonly body: unknown; readonly ms: number }
  | { readonly status: "failed"; readonly reason: string; readonly ms: number; readonly final?: boolean };

/** What became of a delivery in the end. */
export type DeliveryResult = Attempt & { readonly attempts: number };

/** A way to the app: Socket Mode or HTTP. */
export interface Transport {
  readonly name: "socket" | "http";
  attempt(delivery: Delivery): Promise<Attempt>;
  /** Gives back what waits for a connection, with the reason transport_changed. */
  release(): void;
  stop(): Promise<void>;
}

export interface Gateway {
  send(kind: DeliveryKind, payload: JsonObject): Promise<DeliveryResult>;
  /** Deliveries that are not acknowledged or given up yet. */
  pending(): number;
  use(transport: Transport): void;
  transport(): Transport;
  stop(): void;
}

export interface GatewayParts {
  readonly settings: Settings;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly timers: Timers;
  readonly first: Transport;
}

/** Sends to the app over whichever transport is in use, with faults, retries and measured acks. */
export const createGateway = (parts: GatewayParts): Gateway => {
  const { settings, journal, faults, timers } = parts;
  let transport = parts.first;
  let sent = 0;
  let pending = 0;
  let stopped = false;
  const pause = (ms: number): Promise<void> =>
    ms <= 0 ? Promise.resolve() : new Promise((resolve) => timers.after(ms, resolve));

  const attemptOnce = async (delivery: Delivery): Promise<Attempt> => {
    const about = {
      delivery: delivery.id,
      type: delivery.kind,
      attempt: delivery.retry?.attempt ?? 0,
      transport: transport.name,
    };
    journal.add("delivery", { ...about, payload: delivery.payload });
    let result = await transport.attempt(delivery);
    while (result.status === "failed" && result.reason === "transport_changed" && !stopped)
      result = await transport.attempt(delivery);
    journal.add(result.status === "acked" ? "ack" : "ack_failed", { ...about, ...result });
    return result;
  };

  const withRetries = async (kind: DeliveryKind, payload: JsonObject): Promise<DeliveryResult> => {
    const id = `delivery-${++sent}`;
    let attempts = 0;
    let last = await attemptOnce({ id, kind, payload, retry: undefined });
    for (const delay of kind === "events_api" ? settings.retryDelaysMs : []) {
      attempts++;
      if (last.status === "acked" || last.final || stopped) break;
      await pause(delay);
      if (stopped) break;
      last = await attemptOnce({ id, kind, payload, retry: { attempt: attempts, reason: last.reason } });
    }
    if (last.status === "failed" && !stopped)
      journal.add("delivery_lost", { delivery: id, type: kind, reason: last.reason });
    return { ...last, attempts: attempts + 1 };
  };

  return {
    send: async (kind, payload) => {
      pending++;
      try {
        const plan = faults.planDelivery();
        await plan.ready;
        await pause(plan.delayMs);
        const copies = Array.from({ length: plan.copies }, () => withRetries(kind, structuredClone(payload)));
        const results = await Promise.all(copies);
        const [first = { status: "failed", reason: "dropped", ms: 0, attempts: 0 } as const] = results;
        return results.find((result) => result.status === "acked") ?? first;
      } finally {
        pending--;
        journal.add("delivery_settled", { pending });
      }
    },
    pending: () => pending,
    use: (next) => {
      const previous = transport;
      transport = next;
      previous.release();
    },
    transport: () => transport,
    stop: () => {
      stopped = true;
    },
  };
};
