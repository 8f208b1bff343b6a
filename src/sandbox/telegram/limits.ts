/** The platform's own limits (Bot API 10.3 documentation, tdlib server source, observed where undocumented). */
export const LIMITS = {
  text: 4096,
  rawText: 32_768,
  caption: 1024,
  entities: 100,
  callbackDataBytes: 64,
  inlineButtons: 100,
  buttonsPerRow: 8,
  replyMarkupBytes: 10_240,
  callbackAnswer: 200,
  copyText: 256,
  placeholder: 64,
  quote: 1024,
  requestedUsers: 10,
  albumMin: 2,
  albumMax: 10,
  bulkMessageIds: 100,
  pollQuestion: 300,
  pollOptions: 12,
  pollOption: 100,
  pollExplanation: 200,
  pollDescription: 1024,
  pollCountries: 12,
  pollOpenPeriod: [5, 2_628_000],
  commands: 100,
  command: 32,
  commandDescription: 256,
  name: 64,
  description: 512,
  shortDescription: 120,
  topicName: 128,
  startPayload: 64,
  secretToken: 256,
  webhookConnections: 100,
  webhookPorts: [443, 80, 88, 8443],
  pollTimeoutSeconds: 50,
  updatesPerPoll: 100,
  updateRetentionMs: 24 * 3_600_000,
  deleteWindowMs: 48 * 3_600_000,
  downloadBytes: 20 * 1024 * 1024,
  uploadBytes: 50 * 1024 * 1024,
  photoBytes: 10 * 1024 * 1024,
  photoSides: 10_000,
  photoRatio: 20,
  filePathMs: 3_600_000,
  webhookRetryAfterSeconds: 3600,
  webhookGoneMs: 23 * 3_600_000,
} as const;

/** What a server may be told to do otherwise than the platform; everything else is fixed. */
export interface AdjustableLimits {
  /** How long a button press may wait for its answer, in ms. The platform's own window is not published. */
  callbackAnswerMs: number;
  /** Unit of the webhook's growing retry delay (the platform: 2, 4, 8 … s), in ms. */
  webhookRetryMs: number;
  /** How long the webhook may take to answer, in ms. */
  webhookTimeoutMs: number;
  /** How many calls and events are kept in memory. */
  journal: number;
  /** Flood limits: off unless given. */
  flood: FloodLimits | false;
}

export interface FloodLimits {
  /** Messages per second in one chat, and how many may come at once before it counts. */
  perChatPerSecond: number;
  perChatBurst: number;
  perGroupPerMinute: number;
  perSecond: number;
}

/** The figures Telegram's FAQ gives. */
export const PLATFORM_FLOOD: FloodLimits = {
  perChatPerSecond: 1,
  perChatBurst: 3,
  perGroupPerMinute: 20,
  perSecond: 30,
};

export const DEFAULT_LIMITS: AdjustableLimits = {
  callbackAnswerMs: 30_000,
  webhookRetryMs: 2000,
  webhookTimeoutMs: 60_000,
  journal: 20_000,
  flood: false,
};
