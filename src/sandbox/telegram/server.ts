import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Control, createControl } from "./control/control.ts";
import { createControlHttp } from "./control/http.ts";
import { createFaults } from "./faults.ts";
import { createFloodGate } from "./flood.ts";
import { Args } from "./http/args.ts";
import { addJson } from "./http/read-args.ts";
import { createRouter } from "./http/router.ts";
import { type CallRunner, createCallRunner } from "./http/run-call.ts";
import { type AdjustableLimits, DEFAULT_LIMITS } from "./limits.ts";
import { createDeliveryPlan } from "./updates/delivery-faults.ts";
import { createWorld } from "./world/create-world.ts";
import type { ApiCall, SandboxEvent } from "./world/events.ts";
import type { Clock, World } from "./world/world.ts";
import { captureWorld, restoreWorld, type WorldState } from "./world/world-state.ts";

export interface TelegramServerOptions {
  /** 0 (any free one) unless given. */
  port?: number;
  host?: string;
  token?: string;
  username?: string;
  botName?: string;
  clock?: Clock;
  limits?: Partial<AdjustableLimits>;
  /** Refuses parameters that a method doesn't know; on unless switched off. The platform ignores them. */
  strict?: boolean;
  /** What `capture` of an earlier server gave: the world goes on from there. */
  state?: WorldState;
}

export interface TelegramServer extends Control {
  /** For grammY's `client.apiRoot` and Telegraf's `telegram.apiRoot`. */
  readonly apiRoot: string;
  readonly token: string;
  /** All that outlives the server. */
  capture(): WorldState;
  /** Hears everything that happens, as it happens. */
  onEvent(listener: (event: SandboxEvent) => void): () => void;
  stop(): Promise<void>;
}

/** Starts a local Telegram Bot API server; its world is in memory, empty or as it was captured. */
export async function startTelegramServer(options: TelegramServerOptions = {}): Promise<TelegramServer> {
  const token = options.token ?? "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const plan = createDeliveryPlan();
  const shared: { runner?: CallRunner } = {};
  const world = createWorld({
    clock: options.clock ?? { now: () => Date.now() },
    limits,
    strict: options.strict ?? true,
    plan,
    bot: {
      id: Number(token.split(":")[0]) || 110_201_543,
      username: options.username ?? "domovoy_bot",
      firstName: options.botName ?? "Domovoy",
    },
    onWebhookReply: (body) => runWebhookReply(shared.runner, body),
  });
  if (options.state) restoreWorld(world, options.state);
  const faults = createFaults(world.journal);
  const runner = createCallRunner(
    world,
    faults,
    createFloodGate(limits.flood, () => world.clock.now()),
  );
  shared.runner = runner;
  const calls = collectCalls(world, limits.journal);
  const pollers = new Set<() => void>();
  const control = createControl({
    world,
    calls,
    faults,
    plan,
    disconnectPollers() {
      const count = pollers.size;
      for (const disconnect of [...pollers]) disconnect();
      return count;
    },
  });
  const handle = createRouter({ world, token, runner, control: createControlHttp(world, control) });
  const server = createServer((request, response) => {
    if (/\/getupdates/i.test(request.url ?? "")) {
      const disconnect = () => request.socket.destroy();
      pollers.add(disconnect);
      response.on("close", () => pollers.delete(disconnect));
    }
    handle(request, response);
  });
  // Longer than clients keep idle connections, so that none is closed under a request.
  server.keepAliveTimeout = 75_000;
  const host = options.host ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    ...control,
    apiRoot: `http://${host}:${port}`,
    token,
    capture: () => captureWorld(world),
    onEvent: (listener) => world.journal.listen(listener),
    async stop() {
      world.webhook.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function collectCalls(world: World, capacity: number): ApiCall[] {
  const calls: ApiCall[] = [];
  world.journal.listen((event) => {
    if (event.type !== "call") return;
    calls.push(event.call);
    if (calls.length > capacity * 1.5) calls.splice(0, calls.length - capacity);
  });
  return calls;
}

/** The bot may answer a webhook with a method call in the body; its result goes nowhere. */
function runWebhookReply(runner: CallRunner | undefined, body: string): void {
  const values = new Map<string, string>();
  try {
    addJson(values, body);
  } catch {
    return;
  }
  const method = values.get("method");
  values.delete("method");
  if (!method || !runner) return;
  void runner.run({
    method,
    args: new Args(values),
    via: "webhook-reply",
    signal: new AbortController().signal,
  });
}
