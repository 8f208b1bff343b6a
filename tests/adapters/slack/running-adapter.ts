import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { type SlackAdapter, startSlack } from "../../../src/adapters/slack/slack-adapter.ts";
import type { ChatEvent } from "../../../src/chat/event.ts";
import type { Taken } from "../../../src/chat/taken.ts";
import { systemClock } from "../../../src/core/clock.ts";
import { type SlackServer, startSlackServer } from "../../../src/sandbox/slack/server.ts";
import { translate } from "./words.ts";

export type Mode = "socket" | "http";

export type Answer = (event: ChatEvent) => Partial<Taken> | Promise<Partial<Taken>>;

export interface Running {
  slack: SlackServer;
  adapter: SlackAdapter;
  staff: string;
  /** All events that were taken, repeats too. */
  events: ChatEvent[];
  /** Lines of the log at WARN and above. */
  log: { level: number; msg: string }[];
  /** How the next events are answered. */
  answer(how: Answer): void;
  url: string;
  stop(): Promise<void>;
}

export const attachments = new Map([
  ["a1", { bytes: Buffer.from("first picture"), name: "leak.png", mime: "image/png" }],
  ["a2", { bytes: Buffer.from("second picture"), name: "pipe.png", mime: "image/png" }],
]);

/** The adapter against a local Slack, with a scripted chat layer: each event is answered once. */
export const runAdapter = async (mode: Mode): Promise<Running> => {
  const slack = await startSlackServer({ retryScale: 0.001, commands: ["/domovoy"] });
  slack.addUser({ name: "olga", realName: "Ольга Смирнова", locale: "ru-RU" });
  slack.addUser({ name: "pavel", realName: "Pavel", locale: "en-US" });
  const staff = slack.addChannel({ name: "staff", members: ["olga", "pavel"], withBot: true }).id;
  const events: ChatEvent[] = [];
  const log: Running["log"] = [];
  const seen = new Set<string>();
  let answer: Answer = () => ({});
  const logger = pino({ level: "warn" }, { write: (line: string) => void log.push(JSON.parse(line)) });
  const adapter = await startSlack({
    config: {
      botToken: slack.botToken,
      staffChannel: staff,
      apiUrl: slack.apiUrl,
      mode:
        mode === "socket"
          ? { kind: "socket", appToken: slack.appToken }
          : { kind: "http", signingSecret: slack.signingSecret },
    },
    take: async (event) => {
      events.push(event);
      const language = event.sender.language?.startsWith("ru") ? "ru" : "en";
      if (seen.has(event.id)) return { first: false, language };
      const taken = await answer(event);
      if (taken.form?.ok !== false) seen.add(event.id);
      return { first: true, language, ...taken };
    },
    opensForm: (token) => token.startsWith("open"),
    commandOpensForm: (name) => name === "new",
    translate,
    openAttachment: async (id) => {
      const found = attachments.get(id);
      if (!found) throw new Error(`no attachment ${id}`);
      return found;
    },
    clock: systemClock,
    logger,
  });
  const http = createServer((req, res) => adapter.handleHttp?.(req, res));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/slack/events`;
  if (mode === "http" && !(await slack.useRequestUrl({ url }))) throw new Error("url_verification failed");
  return {
    slack,
    adapter,
    staff,
    events,
    log,
    answer: (how) => {
      answer = how;
    },
    url,
    stop: async () => {
      await adapter.stop();
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      });
      await slack.stop();
    },
  };
};

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
