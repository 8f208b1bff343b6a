import type {
  Chat,
  ChatAdministratorRights,
  ForceReply,
  MenuButton,
  Message,
  Poll,
  ReactionType,
  ReplyKeyboardMarkup,
  User,
  UserFromGetMe,
} from "@grammyjs/types";
import type { FileStore } from "../files/file-store.ts";
import type { AdjustableLimits } from "../limits.ts";
import type { Poller } from "../updates/poller.ts";
import type { UpdateQueue } from "../updates/queue.ts";
import type { WebhookSender } from "../updates/webhook.ts";
import type { CommandBook } from "./command-book.ts";
import type { CallbackAnswer } from "./events.ts";
import type { Journal } from "./journal.ts";

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export interface Person {
  user: User;
  phone: string;
  /** Has opened the private chat with the bot. */
  started: boolean;
  blocked: boolean;
  deactivated: boolean;
}

export type MemberStatus = "creator" | "administrator" | "member" | "left" | "kicked";

export interface Membership {
  status: MemberStatus;
  rights?: Partial<ChatAdministratorRights>;
}

export interface StoredMessage {
  message: Message;
  /** Earlier versions, oldest first. */
  revisions: Message[];
  byBot: boolean;
  deletedAt?: number;
  /** A keyboard that is not part of the message; such a message can't be edited. */
  keyboard?: ReplyKeyboardMarkup | ForceReply | { remove_keyboard: true };
  reactions: Map<number, ReactionType[]>;
}

export interface Topic {
  id: number;
  name: string;
  iconColor: number;
  closed: boolean;
}

/** What a person sees under the input line. */
interface ShownKeyboard {
  messageId: number;
  markup: ReplyKeyboardMarkup | ForceReply;
}

export interface Room {
  chat: Chat;
  messages: Map<number, StoredMessage>;
  lastMessageId: number;
  members: Map<number, Membership>;
  topics: Map<number, Topic>;
  pinned: number[];
  shownKeyboards: Map<number, ShownKeyboard>;
  migratedTo?: number;
}

export interface RunningPoll {
  poll: Poll;
  chatId: number;
  messageId: number;
  votes: Map<number, number[]>;
}

export interface PendingQuery {
  id: string;
  userId: number;
  pressedAt: number;
  answer?: CallbackAnswer;
}

export interface BotProfile {
  name: Map<string, string>;
  description: Map<string, string>;
  shortDescription: Map<string, string>;
  menuButtons: Map<number, MenuButton>;
}

/** Everything the server knows; what of it outlives the server is in world-state.ts. */
export interface World {
  readonly clock: Clock;
  readonly limits: AdjustableLimits;
  readonly strict: boolean;
  readonly startedAt: number;
  readonly bot: UserFromGetMe;
  readonly profile: BotProfile;
  readonly people: Map<number, Person>;
  readonly rooms: Map<number, Room>;
  readonly polls: Map<string, RunningPoll>;
  readonly queries: Map<string, PendingQuery>;
  readonly commands: CommandBook;
  readonly files: FileStore;
  readonly journal: Journal;
  readonly updates: UpdateQueue;
  readonly poller: Poller;
  readonly webhook: WebhookSender;
  /** Number for ids of chats, queries, polls and albums. */
  nextId(): number;
  readonly ids: { last: number };
  /** Message ids run through all private chats and basic groups together. */
  lastMessageId: number;
  loggedOutUntil: number;
}

/** Unix seconds now. */
export function unixNow(world: World): number {
  return Math.floor(world.clock.now() / 1000);
}
