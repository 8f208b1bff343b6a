/** Platforms where people talk to us; another messenger is another name here and another folder under src/adapters. */
export const chatPlatforms = ["telegram", "slack"] as const;

/** Ways out only: nothing but receipts and bounces comes back on them. */
export const letterPlatforms = ["email", "sms", "push"] as const;

/** Every way a message can go. */
export const platforms = [...chatPlatforms, ...letterPlatforms] as const;

export type ChatPlatform = (typeof chatPlatforms)[number];

export type LetterPlatform = (typeof letterPlatforms)[number];

export type Platform = (typeof platforms)[number];

/** Whether an address on this platform is a contact point rather than a chat. */
export const isLetterPlatform = (platform: string): platform is LetterPlatform =>
  (letterPlatforms as readonly string[]).includes(platform);

/** Where a message goes. */
export interface Address {
  platform: Platform;
  /** A chat; on e-mail, SMS and push the id of a contact point, so that the outbox holds no personal data. */
  chatId: string;
  /** Slack thread or Telegram forum topic. */
  threadId?: string;
}
