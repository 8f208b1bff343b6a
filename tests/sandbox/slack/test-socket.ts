import WebSocket from "ws";
import type { SlackServer } from "../../../src/sandbox/slack/server.ts";
import { callJson } from "./api-client.ts";

type Json = Record<string, unknown>;

interface Envelope {
  readonly envelope_id: string;
  readonly type: string;
  readonly payload: Json;
  readonly retry_attempt?: number;
  readonly retry_reason?: string;
  readonly accepts_response_payload: boolean;
}

/** A bare Socket Mode client whose every acknowledgement the test decides. */
export interface TestSocket {
  readonly envelopes: Envelope[];
  readonly disconnects: string[];
  hello: Json | undefined;
  /** Payload to acknowledge with, by envelope type; "silence" does not acknowledge at all. */
  answer(type: string, payload: unknown): void;
  last(type: string): Json;
  ack(envelopeId: string, payload?: unknown): void;
  closed: boolean;
  close(): void;
}

export const connectSocket = async (slack: SlackServer): Promise<TestSocket> => {
  const { url } = await callJson(slack, "apps.connections.open", {}, slack.appToken);
  const ws = new WebSocket(String(url));
  const answers = new Map<string, unknown>();
  const socket: TestSocket = {
    envelopes: [],
    disconnects: [],
    hello: undefined,
    closed: false,
    answer: (type, payload) => {
      answers.set(type, payload);
    },
    last: (type) => socket.envelopes.filter((envelope) => envelope.type === type).at(-1)?.payload ?? {},
    ack: (envelopeId, payload) =>
      ws.send(JSON.stringify({ envelope_id: envelopeId, ...(payload ? { payload } : {}) })),
    close: () => ws.close(),
  };
  await new Promise<void>((resolve, reject) => {
    ws.on("error", reject);
    ws.on("close", () => {
      socket.closed = true;
      resolve();
    });
    ws.on("message", (data) => {
      const message = JSON.parse(String(data)) as Json & Envelope;
      if (message.type === "hello") {
        socket.hello = message;
        resolve();
      } else if (message.type === "disconnect") {
        socket.disconnects.push(String(message.reason));
      } else {
        socket.envelopes.push(message);
        const answer = answers.get(message.type);
        if (answer !== "silence") socket.ack(message.envelope_id, answer);
      }
    });
  });
  return socket;
};
