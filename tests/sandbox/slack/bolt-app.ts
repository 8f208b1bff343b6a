import type { AddressInfo } from "node:net";
import { App, LogLevel } from "@slack/bolt";
import type { SlackServer } from "../../../src/sandbox/slack/server.ts";

export interface RunningApp {
  readonly app: App;
  readonly errors: string[];
  stop(): Promise<void>;
}

/** A real Bolt app against the local server, quiet, in Socket Mode or over HTTP. */
export const startBolt = async (
  slack: SlackServer,
  mode: "socket" | "http",
  register: (app: App) => void,
): Promise<RunningApp> => {
  const errors: string[] = [];
  const logger = {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: (...parts: unknown[]) => {
      errors.push(parts.map(String).join(" "));
    },
    setLevel: () => {},
    getLevel: () => LogLevel.ERROR,
    setName: () => {},
  };
  const common = {
    token: slack.botToken,
    logger,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  };
  const app =
    mode === "socket"
      ? new App({ ...common, appToken: slack.appToken, socketMode: true })
      : new App({ ...common, signingSecret: slack.signingSecret });
  register(app);
  const server = await app.start(0);
  if (mode === "http") {
    const { port } = (server as { address(): AddressInfo }).address();
    const verified = await slack.useRequestUrl({ url: `http://127.0.0.1:${port}/slack/events` });
    if (!verified) throw new Error("the app did not echo the challenge");
  }
  return {
    app,
    errors,
    stop: async () => {
      await app.stop();
    },
  };
};
