import type { WayName } from "../core/contacts/kinds.ts";

/** Where the company's chats are; known once the platforms are connected. */
export interface ChatSettings {
  /** Slack channel id. */
  readonly staffChannel: string | null;
  /** Telegram, without the @. */
  readonly botUsername: string | null;
  /** By which ways residents can be told here; absent: by none. */
  readonly waysOn?: ReadonlySet<WayName>;
  /** Where people reach our pages, without a slash at the end. */
  readonly publicUrl?: string;
}
