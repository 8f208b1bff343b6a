import type { Logger } from "pino";
import { startSlack } from "./adapters/slack/slack-adapter.ts";
import { startTelegram, type TelegramAdapter } from "./adapters/telegram/telegram-adapter.ts";
import type { Catalogue } from "./chat/catalogue.ts";
import type { TakeEvent } from "./chat/taken.ts";
import type { Translator } from "./chat/translator.ts";
import type { View } from "./chat/view.ts";
import type { Config } from "./config.ts";
import type { Clock } from "./core/clock.ts";
import type { Vault } from "./core/crypto/vault.ts";
import type { OpenAttachment } from "./core/files/attachment-source.ts";
import type { FileSource } from "./core/files/file-source.ts";
import type { Database } from "./database/db.ts";
import type { Channel } from "./delivery/channel.ts";
import type { Paces } from "./delivery/paces.ts";
import type { HttpServer } from "./http/http-server.ts";
import { holdLease } from "./jobs/hold-lease.ts";

interface ChatParts {
  config: Config;
  take: TakeEvent;
  catalogue: Catalogue;
  translator: Translator;
  openAttachment: OpenAttachment;
  database: Database;
  vault: Vault;
  clock: Clock;
  logger: Logger;
  http: HttpServer;
  paces: Paces;
  onFatal(fault: Error): void;
}

export interface Chats {
  channels: Channel[];
  fileSources: FileSource[];
  botUsername: string | null;
  publishCommands: ((personId: string) => Promise<void>) | null;
  startIntake(): Promise<void>;
  /** When all that was taken is answered. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Connects the platforms whose tokens are set. Telegram's intake waits for startIntake, until delivery is there. */
export const connectChats = async (parts: ChatParts): Promise<Chats> => {
  const { config, take, catalogue, translator, openAttachment, clock, logger, http } = parts;
  const { translate } = translator;
  const slack =
    config.slack &&
    (await startSlack({
      config: config.slack,
      take,
      opensForm: catalogue.opensForm,
      commandOpensForm: (name) => catalogue.command("slack", name)?.opens !== undefined,
      translate,
      openAttachment,
      clock,
      logger,
    }));
  if (slack?.handleHttp) http.handle("/slack/events", slack.handleHttp);
  const telegram =
    config.telegram &&
    (await startTelegram({
      ...parts,
      config: config.telegram,
      translate,
      commands: catalogue.commands,
      pace: parts.paces.telegram,
      holdIntake: true,
    }));
  if (telegram?.webhook) http.handle(telegram.webhook.path, telegram.webhook.handle);

  let intake: { stop(): Promise<void> } | null = null;
  return {
    channels: [slack?.channel, telegram?.channel].filter(
      (channel) => !!channel,
    ) as Channel<View>[] as Channel[],
    fileSources: [slack?.fileSource, telegram?.fileSource].filter((source) => !!source),
    botUsername: telegram?.botUsername ?? null,
    publishCommands: telegram?.publishCommands ?? null,
    startIntake: async () => {
      if (telegram) intake = await startTelegramIntake(telegram, parts);
    },
    idle: async () => slack?.idle(),
    stop: async () => {
      await Promise.all([intake?.stop(), slack?.stop()]);
    },
  };
};

/** Webhooks may come to any process; of several pollers only the one that holds the lease polls. */
const startTelegramIntake = async (
  telegram: TelegramAdapter,
  parts: ChatParts,
): Promise<{ stop(): Promise<void> }> => {
  if (telegram.webhook || parts.database.provider === "sqlite") {
    await telegram.startIntake();
    return telegram;
  }
  const { database, clock, logger } = parts;
  const lease = holdLease({
    database,
    clock,
    logger,
    name: "telegram-poller",
    gained: telegram.startIntake,
    lost: telegram.stop,
  });
  return lease;
};
