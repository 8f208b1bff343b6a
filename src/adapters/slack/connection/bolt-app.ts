import type { ServerResponse } from "node:http";
import { type AckFn, App, HTTPReceiver, type Receiver, SocketModeReceiver } from "@slack/bolt";
import type { Logger } from "pino";
import type { Identity } from "../check-workspace.ts";
import { apiUrlOf, type SlackConfig } from "../slack-config.ts";
import { boltLogger } from "./bolt-logger.ts";
import { deferAck } from "./deferred-ack.ts";
import { createHttpGate, type HandleHttp } from "./http-gate.ts";
import type { InFlight } from "./in-flight.ts";
import { openSocketLink } from "./socket-link.ts";

/** Acknowledges with Slack's answer to a submitted modal; only the first call counts. */
export type Ack = (answer?: object) => Promise<void>;

export interface BoltAppParts {
  config: SlackConfig;
  identity: Identity;
  inFlight: InFlight;
  logger: Logger;
  /** Whether a payload is anything of ours; others are acknowledged and left alone. */
  concerns(body: unknown): boolean;
  /** The whole work on one payload. It is acknowledged when this is done, or by `ack`, or when time is short. */
  handle(body: unknown, ack: Ack): Promise<void>;
}

export interface BoltLink {
  /** In HTTP mode: give it the requests to /slack/events. */
  handleHttp?: HandleHttp;
  stop(): Promise<void>;
}

/** Slack's payloads by Bolt, over Socket Mode or over HTTP on the process's own server. */
export const connectBolt = async (parts: BoltAppParts): Promise<BoltLink> => {
  const { config, inFlight, logger } = parts;
  if (config.mode.kind === "http") {
    const receiver = httpReceiver(config.mode.signingSecret, logger);
    joinApp(parts, receiver);
    return { handleHttp: createHttpGate(receiver, inFlight, logger), stop: async () => undefined };
  }
  const receiver = socketReceiver(config, config.mode.appToken, logger);
  joinApp(parts, receiver);
  return openSocketLink(receiver, logger);
};

const joinApp = (parts: BoltAppParts, receiver: Receiver): void => {
  const { config, identity, inFlight, logger, concerns, handle } = parts;
  const app = new App({
    receiver: deferAck({ receiver, inFlight, logger, concerns }),
    token: config.botToken,
    botId: identity.botId,
    botUserId: identity.botUserId,
    // Done already, with a remedy where it fails.
    tokenVerificationEnabled: false,
    // Our own messages are told apart in inbound/, with everybody else's bots.
    ignoreSelf: false,
    convoStore: false,
    logger: boltLogger(logger),
    clientOptions: { slackApiUrl: apiUrlOf(config) },
  });
  app.use(async (args) => {
    const ack: AckFn<object> | undefined = "ack" in args ? (args.ack as AckFn<object>) : undefined;
    await handle(args.body, async (answer) => ack?.(answer as object));
  });
  // Faults go through to the acknowledgement, which then does not happen.
  app.error(async (error) => {
    throw error.original ?? error;
  });
};

const bodyLimitBytes = 1024 * 1024;

const httpReceiver = (signingSecret: string, logger: Logger): HTTPReceiver =>
  new HTTPReceiver({
    signingSecret,
    endpoints: "/slack/events",
    bodyLimit: bodyLimitBytes,
    logger: boltLogger(logger),
    // What failed has been logged: Slack gets an error and delivers again.
    processEventErrorHandler: async ({ response }) => {
      refuse(response);
      return false;
    },
    unhandledRequestHandler: ({ response }) => refuse(response),
  });

const refuse = (response: ServerResponse): void => {
  if (response.headersSent) return;
  response.writeHead(500);
  response.end();
};

const socketReceiver = (config: SlackConfig, appToken: string, logger: Logger): SocketModeReceiver =>
  new SocketModeReceiver({
    appToken,
    logger: boltLogger(logger),
    autoReconnectEnabled: false,
    installerOptions: {
      clientOptions: { slackApiUrl: apiUrlOf(config), retryConfig: { retries: 0 }, timeout: 15_000 },
    },
    processEventErrorHandler: async () => false,
  });
