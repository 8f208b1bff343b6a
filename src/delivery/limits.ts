import type { Platform } from "../core/platform.ts";

/** At most so many in any stretch of so long. */
export interface Window {
  count: number;
  ms: number;
}

export interface PlatformPace {
  /** All of these hold for one chat. */
  chat(chatId: string): readonly Window[];
  /** Everything the bot sends; null: no limit. */
  bot: Window | null;
}

export interface DeliveryLimits {
  paces: Record<Platform, PlatformPace>;
  /**
   * Messages in hand on one platform, those waiting for their turn included: replies and notices, of which two are kept
   * for replies; emergencies; and what is patient.
   */
  slots: { interactive: number; emergency: number; bulk: number };
  /** Sends of one message before it is given up; being told to wait does not count. */
  tries: number;
  firstRetryMs: number;
  longestRetryMs: number;
  /** A message in hand is taken over by another process when its holder was silent for so long. */
  leaseMs: number;
  /** How often the table is looked at without being told to. */
  pollMs: number;
  /**
   * While messages are on their way, what is committed or sent within so long is claimed and recorded together: under
   * load that saves two transactions a message.
   */
  gatherMs: number;
  sendTimeoutMs: number;
  /** How long stop waits for what is in hand. */
  stopMs: number;
}

// Telegram: FAQ "My bot is hitting limits": about 1 a second in a chat with short bursts, 20 a minute in a group, 30 a
// second in all. A millisecond more bears clocks that run a little apart.
const telegram: PlatformPace = {
  chat: (chatId) => (chatId.startsWith("-") ? telegramGroup : telegramPrivate),
  bot: { count: 30, ms: 1001 },
};
const telegramPrivate = [{ count: 3, ms: 3001 }];
const telegramGroup = [...telegramPrivate, { count: 20, ms: 60_010 }];

// Slack: chat.postMessage takes 1 a second in a channel with short bursts, and some hundred a minute in a workspace.
const slackChannel = [{ count: 4, ms: 4000 }];
const slack: PlatformPace = { chat: () => slackChannel, bot: { count: 10, ms: 2000 } };

// Mail servers, SMS gateways and push services limit by contract or not at all: these figures are what the usual ones
// take without a word. That of one contact is small, so that a fault in us can't flood a person.
const email: PlatformPace = { chat: () => contact, bot: { count: 10, ms: 2000 } };
const sms: PlatformPace = { chat: () => contact, bot: { count: 10, ms: 1000 } };
const push: PlatformPace = { chat: () => contact, bot: { count: 50, ms: 1000 } };
const contact = [{ count: 5, ms: 10_000 }];

export const deliveryLimits: DeliveryLimits = {
  paces: { telegram, slack, email, sms, push },
  slots: { interactive: 8, emergency: 8, bulk: 12 },
  tries: 8,
  firstRetryMs: 1000,
  longestRetryMs: 3_600_000,
  leaseMs: 15_000,
  pollMs: 1000,
  gatherMs: 5,
  sendTimeoutMs: 120_000,
  stopMs: 9_000,
};

const atOnce: PlatformPace = { chat: () => [], bot: null };

/** For platforms that do not limit, as the local servers unless they are told to. */
export const unpaced: DeliveryLimits["paces"] = {
  telegram: atOnce,
  slack: atOnce,
  email: atOnce,
  sms: atOnce,
  push: atOnce,
};
