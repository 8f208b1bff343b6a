import type { SocketModeReceiver } from "@slack/bolt";
import { WebAPIPlatformError } from "@slack/web-api";
import type { Logger } from "pino";
import { SlackFault } from "../slack-fault.ts";

export interface SocketLink {
  stop(): Promise<void>;
}

interface Connection {
  ended: Promise<void>;
}

const helloWithinMs = 15_000;
const longestPauseMs = 30_000;
const closeWithinMs = 2_000;

/**
 * Connects and stays connected. The client's own reconnecting is switched off: it waits 5 s first, and a failure
 * within it is an unhandled rejection that ends the process.
 */
export const openSocketLink = async (receiver: SocketModeReceiver, logger: Logger): Promise<SocketLink> => {
  let stopping = false;
  let wake = (): void => undefined;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const reconnect = async (): Promise<Connection | undefined> => {
    for (let failures = 0; !stopping; failures += 1) {
      if (failures > 0) await pause(Math.min(longestPauseMs, 250 * 2 ** failures));
      if (stopping) break;
      try {
        const connection = await connect(receiver);
        logger.info("connected to Slack again");
        return connection;
      } catch (error) {
        report(error, failures, logger);
      }
    }
    return undefined;
  };

  const stayConnected = async (first: Connection): Promise<void> => {
    let connection: Connection | undefined = first;
    while (connection) {
      await connection.ended;
      if (stopping) return;
      logger.warn("Slack's connection ended; connecting again");
      connection = await reconnect();
    }
  };

  const first = await connect(receiver).catch((error: unknown) => {
    throw startFault(error);
  });
  const staying = stayConnected(first);

  return {
    stop: async () => {
      stopping = true;
      wake();
      const closed = Promise.all([receiver.client.disconnect(), staying]);
      await Promise.race([closed, pause(closeWithinMs)]);
      wake();
    },
  };
};

const connect = async (receiver: SocketModeReceiver): Promise<Connection> => {
  const { client } = receiver;
  const ended = new Promise<void>((resolve) => {
    client.once("disconnected", () => resolve());
  });
  const timer = setTimeout(() => void client.disconnect(), helloWithinMs);
  try {
    await receiver.start();
  } finally {
    clearTimeout(timer);
  }
  return { ended };
};

/** Codes after which trying again is of no use until a person has acted. */
const hopeless = new Set([
  "not_authed",
  "invalid_auth",
  "account_inactive",
  "user_removed_from_team",
  "team_disabled",
  "not_allowed_token_type",
  "token_revoked",
]);

const codeOf = (error: unknown): string => {
  if (error instanceof WebAPIPlatformError) return error.data.error;
  return error instanceof Error ? error.message : "the connection was closed";
};

const remedy = (code: string): string =>
  `SLACK_APP_TOKEN: Slack refuses it (${code}); make an app-level token (xapp-…) with the scope connections:write on the app's page Basic Information, and turn Socket Mode on`;

const startFault = (error: unknown): SlackFault =>
  error instanceof WebAPIPlatformError
    ? new SlackFault("app-token", remedy(codeOf(error)), error)
    : new SlackFault("unreachable", `Slack's Socket Mode can't be reached: ${codeOf(error)}`, error);

const report = (error: unknown, failures: number, logger: Logger): void => {
  const code = codeOf(error);
  if (!hopeless.has(code)) logger.warn({ code }, "Slack can't be reached; trying again");
  else if (failures === 0) logger.error({ code }, remedy(code));
};
