/** Where the company's chats are; known once the platforms are connected. */
export interface ChatSettings {
  /** Slack channel id. */
  readonly staffChannel: string | null;
  /** Telegram, without the @. */
  readonly botUsername: string | null;
}
