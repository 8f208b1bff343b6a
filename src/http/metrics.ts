import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { TakeEvent } from "../chat/taken.ts";
import type { DeliveryMetrics } from "../delivery/report.ts";
import type { HttpHandler } from "./http-server.ts";

export interface Metrics {
  registry: Registry;
  /** Counts and times every event on its way through the pipeline. */
  measured(take: TakeEvent): TakeEvent;
  delivery: DeliveryMetrics;
  handler: HttpHandler;
}

export const createMetrics = (): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: "domovoy_event_seconds",
    help: "Time from an event's arrival to its commit",
    labelNames: ["platform", "type"],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  const repeats = new Counter({
    name: "domovoy_repeated_events_total",
    help: "Events that were delivered again and left no second effect",
    labelNames: ["platform"],
    registers: [registry],
  });
  const sends = new Counter({
    name: "domovoy_sends_total",
    help: "Messages handed to a platform, by what came of it",
    labelNames: ["platform", "outcome"],
    registers: [registry],
  });
  const waited = new Histogram({
    name: "domovoy_send_wait_seconds",
    help: "Time from the commit that asked for a message to its sending",
    labelNames: ["platform", "lane"],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120, 600],
    registers: [registry],
  });
  return {
    registry,
    measured: (take) => async (event) => {
      const stop = seconds.startTimer({ platform: event.platform, type: event.type });
      const taken = await take(event).finally(stop);
      if (!taken.first) repeats.inc({ platform: event.platform });
      return taken;
    },
    delivery: {
      sent: (platform, lane, waitedMs) => {
        sends.inc({ platform, outcome: "sent" });
        waited.observe({ platform, lane: String(lane) }, waitedMs / 1000);
      },
      failed: (platform, code) => sends.inc({ platform, outcome: `failed:${code}` }),
      dead: (platform, code) => sends.inc({ platform, outcome: `dead:${code}` }),
    },
    handler: async (_request, response) => {
      response.writeHead(200, { "content-type": registry.contentType }).end(await registry.metrics());
    },
  };
};
