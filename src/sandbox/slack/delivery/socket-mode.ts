import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { JsonObject } from "../block-kit/rule.ts";
import type { Timers } from "../context.ts";
import type { Journal } from "../journal.ts";
import type { Settings } from "../options.ts";
import type { Attempt, Delivery, Transport } from "./gateway.ts";
import { keepAlive } from "./keep-alive.ts";

const MAX_CONNECTIONS = 10;
const TICKET_MS = 30_000;

export type DisconnectReason = "warning" | "refresh_requested" | "link_disabled" | "too_many_websockets";

export interface SocketMode extends Transport {
  /** A ticket for the URL that apps.connections.open answers with; undefined when there are too many. */
  ticket(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connections(): number;
  /** Ends connections the way Slack does; `drop` cuts the wire without a word. */
  disconnect(how: DisconnectReason | "drop"): void;
  /** While refusing, apps.connections.open works but no connection is held. */
  refuse(refusing: boolean): void;
}

interface Connection {
  readonly socket: WebSocket;
  readonly waiting: Map<string, (attempt: Attempt) => void>;
  leaving: boolean;
}

export interface SocketModeParts {
  readonly appId: string;
  readonly settings: Settings;
  readonly journal: Journal;
  readonly timers: Timers;
}

/** The server side of Socket Mode: connections, envelopes and their acknowledgements. */
export const createSocketMode = ({ appId, settings, journal, timers }: SocketModeParts): SocketMode => {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const connections: Connection[] = [];
  const held: (() => void)[] = [];
  const settled = new Set<string>();
  let turn = 0;
  let releases = 0;
  let refusing = false;
  let stopped = false;

  const usable = (): Connection[] => connections.filter((connection) => !connection.leaving);
  const wakeHeld = (): void => {
    for (const wake of held.splice(0)) wake();
  };

  const adopt = (socket: WebSocket): void => {
    const connection: Connection = { socket, waiting: new Map(), leaving: false };
    connections.push(connection);
    keepAlive(socket);
    socket.on("message", (data, isBinary) => {
      if (!isBinary) takeAck(connection, String(data));
    });
    socket.on("error", (error) => journal.add("socket_error", { message: error.message }));
    socket.on("close", (code) => {
      connections.splice(connections.indexOf(connection), 1);
      journal.add("socket_closed", { code, connections: connections.length });
      for (const settle of connection.waiting.values())
        settle({ status: "failed", reason: "connection_failed", ms: 0 });
      connection.waiting.clear();
    });
    socket.send(
      JSON.stringify({
        type: "hello",
        num_connections: connections.length,
        debug_info: { host: "applink-sandbox", build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: appId },
      }),
    );
    journal.add("socket_connected", { connections: connections.length });
    wakeHeld();
  };

  const takeAck = (connection: Connection, text: string): void => {
    const message = parseAck(text);
    const settle = message && connection.waiting.get(message.envelopeId);
    if (settle && message) settle({ status: "acked", body: message.payload, ms: 0 });
    else journal.add("stray_ack", { text, late: message !== undefined && settled.has(message.envelopeId) });
  };

  const connectionFor = async (
    patienceMs: number | undefined,
  ): Promise<Connection | "no_connection" | "transport_changed"> => {
    const epoch = releases;
    let patient = true;
    const impatient = (): void => {
      patient = false;
      wakeHeld();
    };
    const cancel = patienceMs === undefined ? undefined : timers.after(patienceMs, impatient);
    while (usable().length === 0 && patient && !stopped && epoch === releases)
      await new Promise<void>((resolve) => {
        held.push(resolve);
      });
    cancel?.();
    if (epoch !== releases) return "transport_changed";
    const free = usable();
    return free[turn++ % Math.max(free.length, 1)] ?? "no_connection";
  };

  const transmit = (connection: Connection, delivery: Delivery): Promise<Attempt> =>
    new Promise((resolve) => {
      const envelopeId = randomUUID();
      const started = performance.now();
      const settle = (attempt: Attempt): void => {
        cancel();
        connection.waiting.delete(envelopeId);
        settled.add(envelopeId);
        resolve({ ...attempt, ms: performance.now() - started });
      };
      const cancel = timers.after(settings.ackTimeoutMs, () =>
        settle({ status: "failed", reason: "timeout", ms: 0 }),
      );
      connection.waiting.set(envelopeId, settle);
      connection.socket.send(JSON.stringify(envelope(envelopeId, delivery)));
    });

  return {
    name: "socket",
    attempt: async (delivery) => {
      const patience = delivery.kind === "events_api" ? undefined : settings.ackTimeoutMs;
      const connection = await connectionFor(patience);
      return typeof connection === "string"
        ? { status: "failed", reason: connection, ms: patience ?? 0 }
        : transmit(connection, delivery);
    },
    release: () => {
      releases++;
      wakeHeld();
    },
    ticket: () => {
      const ticket = randomUUID();
      tickets.add(ticket);
      timers.after(TICKET_MS, () => tickets.delete(ticket));
      return ticket;
    },
    upgrade: (request, socket, head) => {
      const ticket = new URL(request.url ?? "/", "ws://localhost").searchParams.get("ticket") ?? "";
      if (!tickets.delete(ticket) || refusing || stopped) {
        socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
        return;
      }
      server.handleUpgrade(request, socket, head, (webSocket) => {
        if (connections.length < MAX_CONNECTIONS) adopt(webSocket);
        else {
          webSocket.send(JSON.stringify(farewell("too_many_websockets", appId, connections.length)));
          webSocket.close(1000);
        }
      });
    },
    connections: () => connections.length,
    disconnect: (how) => {
      for (const connection of [...connections]) {
        if (how === "drop") {
          connection.socket.terminate();
          continue;
        }
        connection.leaving = true;
        connection.socket.send(JSON.stringify(farewell(how, appId, connections.length)));
        const close = (): void => connection.socket.close(1000);
        if (how === "warning") timers.after(10_000, close);
        else timers.after(1_000, close);
      }
    },
    refuse: (value) => {
      refusing = value;
    },
    stop: async () => {
      stopped = true;
      wakeHeld();
      for (const connection of [...connections]) connection.socket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

const farewell = (reason: DisconnectReason, appId: string, connections: number): JsonObject => ({
  type: "disconnect",
  reason,
  num_connections: connections,
  debug_info: { host: "applink-sandbox" },
  connection_info: { app_id: appId },
});

const envelope = (id: string, delivery: Delivery): JsonObject => ({
  envelope_id: id,
  payload: delivery.payload,
  type: delivery.kind,
  accepts_response_payload: delivery.kind !== "events_api",
  ...(delivery.kind === "events_api"
    ? { retry_attempt: delivery.retry?.attempt ?? 0, retry_reason: delivery.retry?.reason ?? "" }
    : {}),
});

const parseAck = (text: string): { envelopeId: string; payload: unknown } | undefined => {
  try {
    const message: unknown = JSON.parse(text);
    if (typeof message !== "object" || message === null || !("envelope_id" in message)) return undefined;
    return {
      envelopeId: String(message.envelope_id),
      payload: "payload" in message ? message.payload : undefined,
    };
  } catch {
    return undefined;
  }
};
