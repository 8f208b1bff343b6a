/** Chat platforms; another messenger is another name here and another folder under src/adapters. */
export const platforms = ["telegram", "slack"] as const;

export type Platform = (typeof platforms)[number];

/** Where a message goes. */
export interface Address {
  platform: Platform;
  chatId: string;
  /** Slack thread or Telegram forum topic. */
  threadId?: string;
}
