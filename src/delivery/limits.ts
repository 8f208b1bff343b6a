import type { Platform } from "../core/platform.ts";

/** A token bucket: so many per second in the long run, so many at once. */
export interface Rate {
  perSecond: number;
  burst: number;
}

export interface PlatformPace {
  /** All of these hold for one chat. */
  chat(chatId: string): readonly Rate[];
  /** Everything the bot sends counts; only replies need not wait for it. */
  bot: Rate;
}

export interface DeliveryLimits {
  paces: Record<Platform, PlatformPace>;
  /** Sends at a time on one platform; two of the interactive ones are kept for replies. */
  slots: { interactive: number; bulk: number };
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

// Telegram: FAQ "My bot is hitting limits": about 1 a second in a chat, 20 a minute in a group, 30 a second in all.
// A bucket passes burst + rate × time, so both together stay below the figure.
const telegram: PlatformPace = {
  chat: (chatId) => (chatId.startsWith("-") ? telegramGroup : telegramPrivate),
  bot: { perSecond: 28, burst: 2 },
};
const telegramPrivate = [{ perSecond: 1, burst: 3 }];
const telegramGroup = [
  { perSecond: 1, burst: 3 },
  { perSecond: 16 / 60, burst: 4 },
];

// Slack: chat.postMessage takes 1 a second in a channel with short bursts, and some hundred a minute in a workspace.
const slackChannel = [{ perSecond: 1, burst: 4 }];
const slack: PlatformPace = { chat: () => slackChannel, bot: { perSecond: 5, burst: 10 } };

// Mail servers, SMS gateways and push services limit by contract or not at all: these figures are what the usual ones
// take without a word. The burst of one contact is small, so that a fault in us can't flood a person.
const email: PlatformPace = { chat: () => contact, bot: { perSecond: 5, burst: 10 } };
const sms: PlatformPace = { chat: () => contact, bot: { perSecond: 10, burst: 10 } };
const push: PlatformPace = { chat: () => contact, bot: { perSecond: 50, burst: 50 } };
const contact = [{ perSecond: 0.5, burst: 5 }];

export const deliveryLimits: DeliveryLimits = {
  paces: { telegram, slack, email, sms, push },
  slots: { interactive: 8, bulk: 4 },
  tries: 8,
  firstRetryMs: 1000,
  longestRetryMs: 3_600_000,
  leaseMs: 15_000,
  pollMs: 1000,
  gatherMs: 5,
  sendTimeoutMs: 120_000,
  stopMs: 9_000,
};

const atOnce: PlatformPace = { chat: () => [], bot: { perSecond: 1e6, burst: 1e6 } };

/** For platforms that do not limit, as the local servers unless they are told to. */
export const unpaced: DeliveryLimits["paces"] = {
  telegram: atOnce,
  slack: atOnce,
  email: atOnce,
  sms: atOnce,
  push: atOnce,
};
