import { pino } from "pino";
import { createKeyRing } from "../../src/core/crypto/key-ring.ts";
import { createVault } from "../../src/core/crypto/vault.ts";
import type { OutboxDraft } from "../../src/core/outbox/draft.ts";
import { writeOutbox } from "../../src/core/outbox/enqueue.ts";
import type { Moved } from "../../src/core/outbox/follow-move.ts";
import type { Database } from "../../src/database/db.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { type Delivery, type DeliveryOptions, startDelivery } from "../../src/delivery/delivery.ts";
import type { DeadLetter, Unreachable } from "../../src/delivery/hooks.ts";
import { unpaced } from "../../src/delivery/limits.ts";
import type { RenderedCard } from "../../src/delivery/prepare.ts";
import type { DatabaseKind } from "../support/databases.ts";
import { type ScriptedChannel, scriptedChannel } from "./scripted-channel.ts";

export const vault = createVault(createKeyRing([Buffer.alloc(32, 7)]));

/** A clock that runs with real time and can be moved. */
export const movableClock = () => {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    move: (ms: number) => {
      offset += ms;
    },
  };
};

export interface Rig {
  database: Database;
  clock: ReturnType<typeof movableClock>;
  channel: ScriptedChannel;
  slack: ScriptedChannel;
  /** What each card shows now. */
  cards: Map<string, string>;
  heard: { dead: DeadLetter[]; unreachable: Unreachable[]; moved: Moved[]; errors: unknown[] };
  put(...drafts: OutboxDraft[]): Promise<void>;
  start(options?: Partial<DeliveryOptions>): Delivery;
  /** Another connection to the same database. */
  another(): Promise<Database>;
  close(): Promise<void>;
}

export const createRig = async (kind: DatabaseKind): Promise<Rig> => {
  const place = await kind.create();
  const database = await openDatabase(place.url);
  const opened = [database];
  const started: Delivery[] = [];
  const clock = movableClock();
  const channel = scriptedChannel("telegram");
  const slack = scriptedChannel("slack");
  const cards = new Map<string, string>();
  const heard: Rig["heard"] = { dead: [], unreachable: [], moved: [], errors: [] };
  const logger = pino({ level: "error" }, { write: (line) => void heard.errors.push(JSON.parse(line)) });
  return {
    database,
    clock,
    channel,
    slack,
    cards,
    heard,
    put: (...drafts) => database.transaction((tx) => writeOutbox(tx, vault, clock.now(), drafts)),
    start: (options = {}) => {
      const delivery = startDelivery({
        database,
        vault,
        clock,
        channels: [channel, slack],
        renderCard: async (id) => renderCard(database, id, cards.get(id)),
        onDead: async (_, letter) => {
          heard.dead.push(letter);
          return [];
        },
        onUnreachable: async (_, event) => {
          heard.unreachable.push(event);
          return [];
        },
        onMoved: async (_, event) => {
          heard.moved.push(event);
          return [];
        },
        logger,
        ...options,
        limits: { paces: unpaced, pollMs: 50, ...options.limits },
      });
      started.push(delivery);
      return delivery;
    },
    another: async () => {
      const more = await openDatabase(place.url);
      opened.push(more);
      return more;
    },
    close: async () => {
      await Promise.all(started.map((delivery) => delivery.stop()));
      await Promise.all(opened.map((each) => each.close()));
      await place.drop();
    },
  };
};

const renderCard = async (
  database: Database,
  id: string,
  text: string | undefined,
): Promise<RenderedCard | null> => {
  const card = await database.read.card.findUnique({ where: { id } });
  if (card === null || text === undefined) return null;
  return {
    address: { platform: "telegram", chatId: card.chatId },
    content: { text },
    language: card.language,
    shown: card.shown,
    ...(card.messageId === null ? {} : { messageId: card.messageId }),
  };
};

export const message = (chatId: string, text: string, more: Partial<OutboxDraft> = {}): OutboxDraft => ({
  address: { platform: "telegram", chatId },
  lane: "notice",
  language: "ru",
  companyId: "c1",
  what: { kind: "message", content: { text } },
  ...more,
});

export const cardDraft = (cardId: string, chatId: string, more: Partial<OutboxDraft> = {}): OutboxDraft => ({
  ...message(chatId, "", more),
  what: { kind: "card", cardId },
});

export const texts = (list: ReadonlyArray<{ text: string; chatId: string }>, chatId?: string): string[] =>
  list.filter((each) => chatId === undefined || each.chatId === chatId).map(({ text }) => text);
