import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { startTelegram, type TelegramAdapter } from "../../../src/adapters/telegram/telegram-adapter.ts";
import type { ChatEvent } from "../../../src/chat/event.ts";
import type { CommandRoute } from "../../../src/chat/route.ts";
import type { Taken } from "../../../src/chat/taken.ts";
import type { Text, Translate } from "../../../src/chat/text.ts";
import { createKeyRing } from "../../../src/core/crypto/key-ring.ts";
import { createVault, type Vault } from "../../../src/core/crypto/vault.ts";
import type { OpenAttachment } from "../../../src/core/files/attachment-source.ts";
import { openDatabase } from "../../../src/database/open-database.ts";
import { startTelegramServer, type TelegramServer } from "../../../src/sandbox/telegram/server.ts";
import { databases } from "../../support/databases.ts";

export const variants = [
  { library: "grammy", mode: "polling" },
  { library: "grammy", mode: "webhook" },
  { library: "telegraf", mode: "polling" },
  { library: "telegraf", mode: "webhook" },
] as const;

export type Variant = (typeof variants)[number];

/** Says keys and parameters as they are, so that tests read what was meant. */
export const translate: Translate = (text: Text, language: string): string => {
  if ("plain" in text) return text.plain;
  if ("join" in text) return text.join.map((part) => translate(part, language)).join(text.by);
  if ("key" in text) return `${language}:${text.key}`;
  return text.byLanguage[language] ?? "";
};

export const testVault = (): Vault => createVault(createKeyRing([randomBytes(32)]));

interface LogLine {
  level: number;
  msg: string;
}

export const memoryLogger = () => {
  const lines: LogLine[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { logger, lines, atLeast: (level: number) => lines.filter((line) => line.level >= level) };
};

export interface Harness {
  server: TelegramServer;
  adapter: TelegramAdapter;
  events: ChatEvent[];
  /** What the chat layer does with the next events; takes all unless set. */
  onEvent(handler: (event: ChatEvent) => Promise<Partial<Taken> | undefined>): void;
  faults: Error[];
  logs: ReturnType<typeof memoryLogger>;
  webhookUrl: string;
  /** Posts an update to the webhook, as Telegram does. */
  deliver(update: string): Promise<Response>;
  /** Starts the adapter again on the same database, as after a crash. */
  again(token?: string): Promise<TelegramAdapter>;
  stop(): Promise<void>;
}

const secret = "s3cret-Of_tests";

export const photoBytes = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const openAttachment: OpenAttachment = async (id) => {
  if (id.startsWith("missing")) throw new Error("no such attachment");
  if (id.startsWith("photo")) return { bytes: photoBytes, name: `${id}.png`, mime: "image/png" };
  return { bytes: Buffer.from(`bytes of ${id}`), name: `${id}.bin`, mime: "application/octet-stream" };
};

/** The adapter on a local Telegram, with a chat layer that only remembers. */
export const startHarness = async (
  { library, mode }: Variant,
  options: { commands?: CommandRoute[]; webhookRetryMs?: number } = {},
): Promise<Harness> => {
  const kind = databases.find(({ name }) => name === "sqlite");
  if (!kind) throw new Error("no sqlite");
  const files = await kind.create();
  const database = await openDatabase(files.url);
  const server = await startTelegramServer({ limits: { webhookRetryMs: options.webhookRetryMs ?? 50 } });
  const vault = testVault();
  const logs = memoryLogger();
  const events: ChatEvent[] = [];
  const faults: Error[] = [];
  const current: { adapter?: TelegramAdapter; handler?: Parameters<Harness["onEvent"]>[0] } = {};

  const http = createServer((request, response) => {
    const { webhook } = current.adapter ?? {};
    if (!webhook || request.url !== webhook.path) return void response.writeHead(404).end();
    void webhook.handle(request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const webhookUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}/telegram/hook`;

  const start = async (token = server.token): Promise<TelegramAdapter> => {
    const adapter = await startTelegram({
      config: {
        token,
        apiRoot: server.apiRoot,
        library,
        webhook: mode === "webhook" ? { url: new URL(webhookUrl), secret } : null,
      },
      take: async (event) => {
        const taken = await current.handler?.(event);
        events.push(event);
        return { first: true, language: "ru", ...taken };
      },
      translate,
      openAttachment,
      database,
      vault,
      logger: logs.logger,
      commands: options.commands ?? [],
      onFatal: (fault) => faults.push(fault),
    });
    current.adapter = adapter;
    return adapter;
  };
  const adapter = await start();

  return {
    server,
    adapter,
    events,
    onEvent: (handler) => {
      current.handler = handler;
    },
    faults,
    logs,
    webhookUrl,
    deliver: (update) =>
      fetch(webhookUrl, {
        method: "POST",
        headers: { "x-telegram-bot-api-secret-token": secret, "content-type": "application/json" },
        body: update,
      }),
    again: start,
    stop: async () => {
      await current.adapter?.stop();
      await server.stop();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await database.close();
      await files.drop();
    },
  };
};

/** Waits for what happens in this process. */
export const until = async <T>(probe: () => T | undefined | false, timeoutMs = 60_000): Promise<T> => {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = probe();
    if (found) return found;
    if (Date.now() > end) throw new Error("did not happen in time");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
