import type { JsonObject } from "../block-kit/rule.ts";

export interface SlackUser {
  readonly id: string;
  name: string;
  realName: string;
  locale: string;
  tz: string;
  email: string;
  isAdmin: boolean;
  readonly isBot: boolean;
  deleted: boolean;
  updated: number;
}

export type ChannelKind = "public" | "private" | "im" | "mpim";

export interface Channel {
  readonly id: string;
  name: string;
  readonly kind: ChannelKind;
  readonly created: number;
  readonly creator: string;
  readonly members: Set<string>;
  readonly messages: Message[];
  readonly pins: Set<string>;
  topic: string;
  purpose: string;
  archived: boolean;
}

interface Reaction {
  readonly name: string;
  readonly users: string[];
  count: number;
}

/** A message in the shape that Slack shows it in. */
export interface Message {
  readonly type: "message";
  readonly ts: string;
  subtype?: string;
  user?: string;
  team?: string;
  bot_id?: string;
  app_id?: string;
  bot_profile?: JsonObject;
  username?: string;
  icons?: JsonObject;
  client_msg_id?: string;
  text: string;
  blocks?: JsonObject[];
  attachments?: JsonObject[];
  files?: JsonObject[];
  upload?: boolean;
  display_as_bot?: boolean;
  inviter?: string;
  root?: JsonObject;
  thread_ts?: string;
  parent_user_id?: string;
  reply_count?: number;
  reply_users?: string[];
  reply_users_count?: number;
  latest_reply?: string;
  is_locked?: boolean;
  subscribed?: boolean;
  edited?: { user: string; ts: string };
  reactions?: Reaction[];
  metadata?: JsonObject;
  pinned_to?: string[];
  hidden?: boolean;
}

export interface Ephemeral {
  readonly channel: string;
  readonly user: string;
  readonly message: Message;
}

export interface StoredFile {
  readonly id: string;
  readonly user: string;
  readonly name: string;
  title: string;
  readonly created: number;
  readonly mimetype: string;
  readonly bytes: Buffer;
  readonly width?: number;
  readonly height?: number;
  readonly shares: Map<string, string[]>;
  deleted: boolean;
}

export interface Upload {
  readonly fileId: string;
  readonly filename: string;
  readonly length: number;
  readonly ticket: string;
  bytes: Buffer | undefined;
}

/** What a person has filled in so far: block_id → action_id → state value. */
export type Filled = Map<string, Map<string, JsonObject>>;

export interface StoredView {
  readonly id: string;
  readonly type: "modal" | "home";
  readonly user: string;
  readonly rootId: string;
  readonly previousId: string | null;
  hash: string;
  content: JsonObject;
  readonly values: Filled;
  /** Errors that the app answered the last submission with, by block_id. */
  errors: Record<string, string>;
  open: boolean;
}

export interface Trigger {
  readonly id: string;
  readonly user: string;
  readonly madeAt: number;
  readonly madeAtReal: number;
  /** The view that the interaction came from, if it came from one. */
  readonly viewId: string | undefined;
  used: boolean;
}

export interface ResponseUrl {
  readonly channel: string;
  readonly user: string;
  readonly messageTs: string | undefined;
  readonly threadTs: string | undefined;
  readonly ephemeral: boolean;
  readonly madeAt: number;
  uses: number;
}

export interface Scheduled {
  readonly id: string;
  readonly channel: string;
  readonly postAt: number;
  readonly message: Omit<Message, "ts">;
  readonly broadcast: boolean;
}
