import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { CommandRoute } from "../../chat/route.ts";
import type { TakeEvent } from "../../chat/taken.ts";
import { type Translate, t } from "../../chat/text.ts";
import type { View } from "../../chat/view.ts";
import type { Vault } from "../../core/crypto/vault.ts";
import { commandReaders } from "../../core/directory/command-readers.ts";
import type { OpenAttachment } from "../../core/files/attachment-source.ts";
import type { FileSource } from "../../core/files/file-source.ts";
import type { Database } from "../../database/db.ts";
import type { Channel } from "../../delivery/channel.ts";
import type { Pace } from "../../delivery/pace.ts";
import { createCallbackAnswers } from "./callback-answers.ts";
import { type CommandLists, publishCommands, publishOwnCommands, publishProfile } from "./commands.ts";
import { createTelegramFileSource } from "./file-source.ts";
import { createAlbumStore } from "./inbound/album-store.ts";
import { createAlbums } from "./inbound/albums.ts";
import { createTakeUpdate } from "./inbound/take-update.ts";
import { createTelegramChannel } from "./outbound/telegram-channel.ts";
import { createShowTaken } from "./show-taken.ts";
import type { TelegramTransport } from "./transport/transport.ts";
import { watchToken } from "./transport/watch-token.ts";

interface TelegramSettings {
  token: string;
  /** The official server if not given. */
  apiRoot?: string;
  library: "grammy" | "telegraf";
  /** Long polling if not given. */
  webhook?: { url: URL | string; secret: string } | null;
}

export interface TelegramParts {
  config: TelegramSettings;
  take: TakeEvent;
  translate: Translate;
  openAttachment: OpenAttachment;
  database: Database;
  vault: Vault;
  logger: Logger;
  commands: readonly CommandRoute[];
  /** The first also serves people who speak none of them; English and Russian if not given. */
  languages?: readonly [string, ...string[]];
  /** Receiving ended for good; the message says what the operator should do. */
  onFatal(fault: Error): void;
  /** Shared with delivery; nothing waits if not given. */
  pace?: Pace;
  /** True: nothing is received until `startIntake`, for a process that does not hold the poller's lease yet. */
  holdIntake?: boolean;
}

export interface TelegramAdapter {
  channel: Channel<View>;
  fileSource: FileSource;
  botUsername: string;
  botId: number;
  /** Only in webhook mode; to be mounted at `path`. */
  webhook?: { path: string; handle(request: IncomingMessage, response: ServerResponse): Promise<void> };
  /** Gives the private chats of a person the commands of their roles, where Telegram's lists differ. */
  publishCommands(personId: string): Promise<void>;
  startIntake(): Promise<void>;
  /** Stops receiving and finishes what is in hand; sending goes on working. */
  stop(): Promise<void>;
}

/** Joins the bot to the chat layer. Throws an `OperatorFault` when Telegram refuses the token or can't be reached. */
export const startTelegram = async (parts: TelegramParts): Promise<TelegramAdapter> => {
  const { config, take, translate, database, vault, languages = ["en", "ru"] } = parts;
  const logger = parts.logger.child({ part: "telegram" });
  const transport = watchToken(await createTransport(parts, logger), parts.onFatal);
  const me = await transport.identify();

  const channel = createTelegramChannel({ transport, translate, openAttachment: parts.openAttachment });
  const answers = createCallbackAnswers(transport, logger);
  const show = createShowTaken({
    answers,
    channel,
    translate,
    ...(parts.pace ? { turn: parts.pace.turn } : {}),
  });
  const albums = createAlbums({
    store: createAlbumStore(database, vault),
    take: async (event) => show(event, await take(event), undefined, logger),
    logger,
  });
  const takeUpdate = createTakeUpdate({
    bot: { id: me.id, username: me.username },
    take,
    albums,
    answers,
    show,
    logger,
  });

  const startIntake = async (): Promise<void> => {
    await albums.resume();
    await transport.start(takeUpdate, (update) => {
      if (update.callback_query) answers.arrived(update.callback_query);
    });
  };
  if (!parts.holdIntake) await startIntake();

  const lists = { routes: parts.commands, translate, languages };
  const publishTo = async (personId: string | null): Promise<void> => {
    for (const reader of await commandReaders(database.read, personId, new Date()))
      if (!(await publishOwnCommands(transport, lists, reader)))
        logger.debug({ chatId: reader.chatId }, "A chat takes no list of commands");
  };

  const published = publish(transport, lists, publishTo).catch((err: unknown) => {
    logger.warn({ err }, "Command lists and descriptions could not be set; they are set at the next start");
  });

  return {
    channel,
    fileSource: createTelegramFileSource(transport),
    botUsername: me.username,
    botId: me.id,
    ...(config.webhook
      ? { webhook: { path: new URL(config.webhook.url).pathname, handle: transport.handleWebhook } }
      : {}),
    publishCommands: publishTo,
    startIntake,
    stop: async () => {
      await transport.stop();
      await albums.stop();
      await Promise.all([answers.stop(), published]);
    },
  };
};

const createTransport = async (parts: TelegramParts, logger: Logger): Promise<TelegramTransport> => {
  const { token, apiRoot, library, webhook } = parts.config;
  // Only the one that is used is loaded.
  const create =
    library === "grammy"
      ? (await import("./transport/grammy-transport.ts")).createGrammyTransport
      : (await import("./transport/telegraf-transport.ts")).createTelegrafTransport;
  return create({
    token,
    ...(apiRoot === undefined ? {} : { apiRoot }),
    mode: webhook
      ? { kind: "webhook", url: String(webhook.url), secret: webhook.secret }
      : { kind: "polling" },
    logger,
    onFatal: parts.onFatal,
    isHealthy: () => isHealthy(parts.database),
  });
};

const isHealthy = async (database: Database): Promise<boolean> => {
  try {
    await database.read.albumPart.findFirst({ select: { id: true } });
    return true;
  } catch {
    return false;
  }
};

const publish = async (
  transport: TelegramTransport,
  lists: CommandLists,
  publishTo: (personId: null) => Promise<void>,
): Promise<void> => {
  await publishCommands(transport, lists);
  // The catalogue may offer contractors something new as well.
  await publishTo(null);
  const profile = {
    description: t("telegram.bot.description"),
    shortDescription: t("telegram.bot.shortDescription"),
  };
  await publishProfile(transport, profile, lists);
};
