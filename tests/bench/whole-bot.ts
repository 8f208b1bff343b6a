import { pino } from "pino";
import { createEmbeddedQueue } from "../../src/adapters/queue/embedded-queue.ts";
import { openPgBossQueue } from "../../src/adapters/queue/pg-boss-queue.ts";
import { createSlackChannel } from "../../src/adapters/slack/outbound/slack-channel.ts";
import { createCallbackAnswers } from "../../src/adapters/telegram/callback-answers.ts";
import { createAlbumStore } from "../../src/adapters/telegram/inbound/album-store.ts";
import { createAlbums } from "../../src/adapters/telegram/inbound/albums.ts";
import { createTakeUpdate } from "../../src/adapters/telegram/inbound/take-update.ts";
import { createTelegramChannel } from "../../src/adapters/telegram/outbound/telegram-channel.ts";
import { createShowTaken } from "../../src/adapters/telegram/show-taken.ts";
import type { TelegramTransport } from "../../src/adapters/telegram/transport/transport.ts";
import { cardPresenters, chatSubscribers, createChatCatalogue } from "../../src/chat/areas.ts";
import { createCardRenderer } from "../../src/chat/card-renderer.ts";
import { createFormSteps } from "../../src/chat/forms/form-steps.ts";
import { createTakeEvent } from "../../src/chat/pipeline/take-event.ts";
import { createTranslator } from "../../src/chat/translator.ts";
import { systemClock as clock } from "../../src/core/clock.ts";
import type { Vault } from "../../src/core/crypto/vault.ts";
import { resolveActor } from "../../src/core/directory/resolve-actor.ts";
import type { Core } from "../../src/core/work/core.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import type { Channel } from "../../src/delivery/channel.ts";
import { type Delivery, startDelivery } from "../../src/delivery/delivery.ts";
import { type DeliveryLimits, unpaced } from "../../src/delivery/limits.ts";
import { localesFolder } from "../../src/package-paths.ts";
import type { Contestant } from "./contestant.ts";
import { bot as account, formOf } from "./day.ts";
import { staffChannelOf } from "./settlement.ts";
import { type HearCall, stubbedBot } from "./stub-telegram.ts";

interface WholeBotOptions {
  hear?: HearCall | undefined;
  /** How fast the platforms let it send; as fast as it can if not given. */
  paces?: DeliveryLimits["paces"];
}

/**
 * Domovoy from the raw update to the platforms' calls: inbox, rows, audit, outbox, jobs, delivery to Telegram and to
 * the staff's Slack. Only the network is left out, and the download of the files.
 */
export const wholeBot = async (
  url: string,
  vault: Vault,
  { hear, paces = unpaced }: WholeBotOptions = {},
): Promise<Contestant> => {
  const logger = pino({ level: "warn" });
  const database = await openDatabase(url, { logger });
  const translator = createTranslator(localesFolder);
  const { translate } = translator;
  let filed = 0;
  const settings = {
    botUsername: account.username,
    get staffChannel() {
      filed += 1;
      return staffChannelOf(filed);
    },
  };
  const queue =
    database.provider === "sqlite"
      ? createEmbeddedQueue({ database, clock, logger })
      : await openPgBossQueue({ url, clock, logger });
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
  const catalogue = createChatCatalogue(settings, translate);
  const take = createTakeEvent({
    core,
    catalogue,
    steps: createFormSteps(catalogue.form, translate),
    translator,
    resolveActor: (tx, { platform, sender }) =>
      resolveActor(
        tx,
        { platform, externalId: sender.externalId, chatId: sender.privateChatId },
        { name: sender.name, language: sender.language },
        clock.now(),
      ),
    logger,
  });

  const { bot, calls } = stubbedBot(hear);
  const raw = bot.api.raw as unknown as Record<string, (params: object) => Promise<unknown>>;
  const call = (async (method: string, params: object) => raw[method]?.(params)) as TelegramTransport["call"];
  const openAttachment = () => Promise.reject(new Error("the bench sends no files"));
  const telegram = createTelegramChannel({ transport: { call }, translate, openAttachment });
  const answers = createCallbackAnswers({ call }, logger);
  const show = createShowTaken({ answers, channel: telegram, translate });
  const albums = createAlbums({ store: createAlbumStore(database, vault), take: async () => {}, logger });
  const takeUpdate = createTakeUpdate({ bot: account, take, albums, answers, show, logger });
  bot.use((ctx) => takeUpdate(ctx.update));

  const slack = stubbedSlack(translate, logger);
  delivery = startDelivery({
    database,
    clock,
    vault,
    logger,
    channels: [telegram as Channel, slack.channel as Channel],
    renderCard: createCardRenderer(database, vault, cardPresenters(settings)),
    limits: { paces },
    onUnreachable: async () => [],
    onMoved: async () => [],
    onDead: async () => [],
  });
  await queue.start({ "fetch-attachment": async () => {} });
  return {
    name: "Domovoy",
    tokens: {
      photosReady: (opened) => `f:ready:${formOf(opened)}:1`,
      category: (key, opened) => `f:o:${formOf(opened)}:2:${key}`,
      detail: (key, opened) => `f:o:${formOf(opened)}:3:${key}`,
      answer: (id) => `rq.answer:${id}`,
      show: (id) => `rq.show:${id}`,
    },
    take: (update) => bot.handleUpdate(update),
    drained: async () => {
      await queue.idle();
      await delivery.idle();
    },
    sends: () => calls() + slack.calls(),
    close: async () => {
      await Promise.all([queue.stop(), delivery.stop(), answers.stop(), albums.stop()]);
      await database.close();
    },
  };
};

const stubbedSlack = (translate: ReturnType<typeof createTranslator>["translate"], logger: pino.Logger) => {
  let calls = 0;
  const answer = async ({ channel }: { channel: string }) => {
    calls += 1;
    return { ok: true, channel, ts: `1800000000.${String(calls).padStart(6, "0")}` };
  };
  const channel = createSlackChannel({
    client: { chat: { postMessage: answer, update: answer } } as never,
    directMessages: { conversation: async (chatId) => chatId, learn: () => {} },
    translate,
    openAttachment: () => Promise.reject(new Error("the bench sends no files")),
    logger,
  });
  return { channel, calls: () => calls };
};
