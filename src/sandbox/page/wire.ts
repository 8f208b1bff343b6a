/** What the page and its server say to each other. Types alone: both sides compile them. */

export type Platform = "telegram" | "slack";

/** A text in each language of the page. */
export type Words = Readonly<Record<string, string>>;

/** Whose phone can be looked at. */
export interface Phone {
  userId: number;
  /** The chat that it shows: the private one, or a group. */
  chatId: number;
  name: string;
  group: PhoneGroup;
  /** Unit, trade and the like. */
  note: Words;
  language: string;
  blocked: boolean;
  /** How many messages of others the chat has. */
  incoming: number;
  last: { text: string; at: number; media?: string; own: boolean } | null;
}

export type PhoneGroup = "residents" | "contractors" | "groups" | "newcomers";

export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
}

export interface Media {
  kind: "photo" | "video" | "voice" | "document";
  fileId: string;
  size: number;
  width?: number;
  height?: number;
  duration?: number;
  name?: string;
}

export interface InlineButton {
  text: string;
  url?: string;
  callback_data?: string;
  style?: string;
}

export interface PollView {
  question: string;
  options: { text: string; voter_count: number }[];
  total_voter_count: number;
  is_closed: boolean;
  is_anonymous: boolean;
  allows_multiple_answers: boolean;
}

/** A Telegram message as people see it. */
export interface TelegramMessage {
  id: number;
  chatId: number;
  fromBot: boolean;
  from: { id: number; name: string };
  date: number;
  editedAt?: number;
  text: string;
  entities: readonly Entity[];
  media?: Media;
  albumId?: string;
  buttons: readonly (readonly InlineButton[])[];
  replyTo?: number;
  contact?: { phone_number: string; first_name: string; last_name?: string };
  location?: { latitude: number; longitude: number };
  poll?: PollView;
  isService: boolean;
  isPinned: boolean;
  reactions: readonly { userId: number; emoji: string }[];
}

export interface ReplyKey {
  text: string;
  request_contact?: boolean;
  request_location?: boolean;
}

/** One phone with one chat open. */
export interface TelegramChat {
  chatId: number;
  title: string;
  members: { id: number; name: string }[];
  messages: readonly TelegramMessage[];
  /** The keyboard under the input line. */
  keyboard: readonly (readonly (ReplyKey | string)[])[] | null;
  placeholder: string | null;
  commands: readonly { command: string; description: string }[];
  started: boolean;
  blocked: boolean;
}

export interface Json {
  [name: string]: unknown;
}

export interface SlackFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  size: number;
  original_w?: number;
  original_h?: number;
}

/** A Slack message in Slack's own shape. */
export interface SlackMessage {
  ts: string;
  subtype?: string;
  user?: string;
  bot_id?: string;
  text: string;
  blocks?: readonly Json[];
  files?: readonly SlackFile[];
  thread_ts?: string;
  reply_count?: number;
  reply_users?: readonly string[];
  latest_reply?: string;
  edited?: { ts: string };
  reactions?: readonly { name: string; users: readonly string[]; count: number }[];
  /** Shown to this person alone. */
  ephemeral?: boolean;
}

export interface SlackModal {
  view: Json;
  errors: Readonly<Record<string, string>>;
}

export interface SlackPerson {
  id: string;
  name: string;
  realName: string;
  isBot: boolean;
  /** Of the people to act as. */
  isManager: boolean;
  note: Words;
}

export interface SlackPlace {
  id: string;
  name: string;
  kind: "channel" | "direct";
  incoming: number;
}

/** What one member of staff has before them. */
export interface SlackScreen {
  user: string;
  channel: string;
  messages: readonly SlackMessage[];
  thread: readonly SlackMessage[] | null;
  modals: readonly SlackModal[];
  home: Json | null;
  places: readonly SlackPlace[];
}

/** A choice of the slash command's autocompletion. */
export interface SlashHint {
  usage: string;
  does: Words;
}

export interface MessageShortcut {
  callbackId: string;
  name: Words;
}

export type FaultName = "telegram-429" | "slack-down";

export interface GuideStep {
  id: string;
  done: boolean;
}

/** What the page needs to begin. */
export interface Overview {
  ready: boolean;
  progress: { done: number; total: number } | null;
  now: number;
  timeZone: string;
  bot: { name: string; username: string };
  phones: readonly Phone[];
  team: string;
  people: readonly SlackPerson[];
  staffChannel: string;
  command: string;
  slashHints: readonly SlashHint[];
  /** Of the menu of a message. */
  shortcuts: readonly MessageShortcut[];
  faults: readonly FaultName[];
  guide: readonly GuideStep[];
  /** Whom the first steps speak of, by the language of the page. */
  heroes: Readonly<Record<string, number>>;
  /** Changes with every start over. */
  epoch: number;
}

/** One update or call, as it happened. */
export interface LogEntry {
  id: number;
  platform: Platform;
  at: number;
  /** in: to Domovoy. out: what Domovoy called. */
  direction: "in" | "out";
  title: string;
  detail: string;
  ok: boolean;
  ms?: number;
  json: unknown;
}

/** What comes over the event stream. */
export type LiveEvent =
  | { type: "log"; entry: LogEntry }
  | { type: "changed"; platform: Platform }
  | { type: "typing"; chatId: number }
  | { type: "sandbox" };

export interface PressAnswer {
  answered: boolean;
  text?: string;
  showAlert: boolean;
  url?: string;
}
