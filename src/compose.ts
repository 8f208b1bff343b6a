import type { Logger } from "pino";
import { openFileStore } from "./adapters/files/open-file-store.ts";
import { createEmbeddedQueue } from "./adapters/queue/embedded-queue.ts";
import { createBulkThread } from "./bulk-thread.ts";
import { cardPresenters, chatSubscribers, contentDrawers, createChatCatalogue } from "./chat/areas.ts";
import { createCardRenderer } from "./chat/card-renderer.ts";
import { tellOfUnreachable } from "./chat/contacts/contact-ended.ts";
import { createContentDrawer } from "./chat/content-drawer.ts";
import { tellOfDeadLetter } from "./chat/dead-letter.ts";
import { createFormSteps } from "./chat/forms/form-steps.ts";
import { createTakeEvent } from "./chat/pipeline/take-event.ts";
import { createTranslator } from "./chat/translator.ts";
import type { Config } from "./config.ts";
import { connectChats } from "./connect-chats.ts";
import { connectLetters } from "./connect-letters.ts";
import { followingCorrections } from "./core/announcements/correction-lost.ts";
import { type Clock, systemClock } from "./core/clock.ts";
import type { WayName } from "./core/contacts/kinds.ts";
import { passingOn } from "./core/contacts/pass-on-notice.ts";
import { createKeyRing } from "./core/crypto/key-ring.ts";
import { createVault } from "./core/crypto/vault.ts";
import { resolveActor } from "./core/directory/resolve-actor.ts";
import { createOpenAttachment } from "./core/files/open-attachment.ts";
import type { Core } from "./core/work/core.ts";
import { applyMigrations, requireCurrentSchema } from "./database/migrate.ts";
import { openDatabase } from "./database/open-database.ts";
import { turnstile } from "./database/turnstile.ts";
import { type Delivery, startDelivery } from "./delivery/delivery.ts";
import { type DeliveryLimits, deliveryLimits } from "./delivery/limits.ts";
import { createPaces } from "./delivery/paces.ts";
import { allHandlers } from "./handlers/all-handlers.ts";
import { bulkHandlers } from "./handlers/bulk-handlers.ts";
import { healthz, readyz } from "./http/health.ts";
import { startHttpServer } from "./http/http-server.ts";
import { createMetrics } from "./http/metrics.ts";
import { mountPages } from "./http/pages/mount-pages.ts";
import { schedulesOf } from "./jobs/all-schedules.ts";
import { type Schedules, startSchedules } from "./jobs/schedules.ts";
import { keyFromFile } from "./key-file.ts";
import { localesFolder } from "./package-paths.ts";

export interface ComposeOptions {
  logger: Logger;
  clock?: Clock;
  /** Something ended that the process can't go on without; the message says what to do. */
  onFatal(fault: Error): void;
  limits?: Partial<DeliveryLimits>;
}

/** A running Domovoy. */
export interface Domovoy {
  core: Core;
  port: number;
  /** Resolves when nothing is left to send or to do now. */
  idle(): Promise<void>;
  schedules: Schedules;
  /** Stops intake, finishes what is in hand, closes. */
  stop(): Promise<void>;
}

/** The only place where concrete parts are chosen and joined. */
export const compose = async (config: Config, options: ComposeOptions): Promise<Domovoy> => {
  const { logger, clock = systemClock } = options;
  const keys = keysOf(config, logger);
  const vault = createVault(createKeyRing(keys));
  if (config.database.provider === "sqlite") await applyMigrations(config.database.url);
  else await requireCurrentSchema(config.database.url);
  const turns = turnstile(1);
  const database = await openDatabase(config.database.url, { logger, turns });
  const store = await openFileStore(config.files);
  const openAttachment = createOpenAttachment(database, vault, store);
  const translator = createTranslator(localesFolder);
  const settings = {
    staffChannel: config.slack?.staffChannel ?? null,
    botUsername: null as string | null,
    waysOn: waysOn(config),
    publicUrl: "",
  };
  const queue =
    config.database.provider === "sqlite"
      ? createEmbeddedQueue({ database, clock, logger })
      : await (await import("./adapters/queue/pg-boss-queue.ts")).openPgBossQueue({
          url: config.database.url,
          clock,
          logger,
        });

  let delivery: Delivery | undefined;
  const core: Core = {
    database,
    clock,
    vault,
    subscribers: chatSubscribers(settings),
    enqueueJobs: queue.enqueue,
    committed: (left) => {
      if (left.messages) delivery?.nudge();
      if (left.jobs) queue.nudge();
    },
  };
  const catalogue = createChatCatalogue(settings, translator.translate);
  const metrics = createMetrics();
  const take = metrics.measured(
    createTakeEvent({
      core,
      catalogue,
      steps: createFormSteps(catalogue.form, translator.translate),
      translator,
      resolveActor: (tx, { platform, sender }) =>
        resolveActor(
          tx,
          { platform, externalId: sender.externalId, chatId: sender.privateChatId },
          { name: sender.name, language: sender.language },
          clock.now(),
        ),
      logger,
    }),
  );

  const http = await startHttpServer(config.http, (err, path) =>
    logger.error({ err, path }, "an HTTP request failed; see the error"),
  );
  http.handle("/healthz", healthz);
  http.handle("/metrics", metrics.handler);
  settings.publicUrl = config.http.publicUrl ?? `http://${config.http.host}:${http.port}`;
  mountPages(http, { core, translator, ...config.letters });
  const paces = createPaces({ ...deliveryLimits, ...options.limits }.paces);
  const chats = await connectChats({
    config,
    take,
    catalogue,
    translator,
    openAttachment,
    database,
    vault,
    clock,
    logger,
    http,
    paces,
    onFatal: options.onFatal,
  });
  settings.botUsername = chats.botUsername;
  const letters = await connectLetters({
    config: config.letters,
    core,
    translate: translator.translate,
    openAttachment,
    logger,
    publicUrl: () => settings.publicUrl,
    botUrl: () => (settings.botUsername ? `https://t.me/${settings.botUsername}` : null),
  });
  const passOn = passingOn(core);
  const followCorrection = followingCorrections(core);
  const tellOfDead = tellOfDeadLetter(settings);
  delivery = startDelivery({
    database,
    clock,
    vault,
    logger,
    channels: [...chats.channels, ...letters.channels],
    paces,
    renderCard: createCardRenderer(database, vault, cardPresenters(settings)),
    draw: createContentDrawer(database, vault, contentDrawers),
    metrics: metrics.delivery,
    onUnreachable: async (tx, event) => {
      await passOn(tx, event);
      await followCorrection(tx, { ...event, isShut: true });
      return tellOfUnreachable(tx, event);
    },
    onMoved: async () => [],
    onDead: async (tx, letter) => {
      await passOn(tx, { id: letter.id, reason: letter.code });
      await followCorrection(tx, { id: letter.id, reason: letter.code, isShut: false });
      return tellOfDead(tx, letter);
    },
    ...(options.limits ? { limits: options.limits } : {}),
  });
  const parts = {
    core,
    store,
    sources: chats.fileSources,
    translate: translator.translate,
    settings,
    publishCommands: chats.publishCommands,
  };
  const bulk = createBulkThread({
    setup: { databaseUrl: config.database.url, keys, log: config.log },
    settings: () => settings,
    turns,
    logger,
    committed: core.committed,
  });
  await queue.start({
    ...allHandlers(parts),
    // A thread goes by the system's clock.
    ...(options.clock ? {} : bulk.handlersOf(Object.keys(bulkHandlers(parts)))),
  });
  const schedules = await startSchedules({ database, logger }, schedulesOf(core, waysOn(config)));
  await chats.startIntake();
  letters.start();
  let stopping = false;
  http.handle(
    "/readyz",
    readyz({
      database: async () => (await database.read.company.count()) >= 0,
      intake: async () => !stopping,
    }),
  );

  return {
    core,
    port: http.port,
    idle: async () => {
      await chats.idle();
      await queue.idle();
      await delivery.idle();
    },
    schedules,
    stop: async () => {
      stopping = true;
      await chats.stop();
      await Promise.all([schedules.stop(), queue.stop(), delivery.stop()]);
      await bulk.stop();
      await letters.stop();
      await http.stop();
      await database.close();
    },
  };
};

const waysOn = ({ telegram, letters }: Config): ReadonlySet<WayName> =>
  new Set<WayName>([
    ...(telegram ? (["telegram"] as const) : []),
    ...(letters.mail ? (["email"] as const) : []),
    ...(letters.sms ? (["sms"] as const) : []),
    ...(letters.push ? (["push"] as const) : []),
  ]);

const keysOf = (config: Config, logger: Logger): Buffer[] => {
  if (config.keys) return config.keys;
  if (config.database.provider !== "sqlite") throw new Error("DOMOVOY_KEY is required with PostgreSQL");
  const { keys, path, made } = keyFromFile(config.database.path);
  if (made)
    logger.warn(
      { path },
      "DOMOVOY_KEY is not set: a key file was made. Keep a copy elsewhere: without it the data can't be read",
    );
  return keys;
};
