/** The bot that an update was sent to. */
export interface BotAccount {
  id: number;
  username: string;
}
