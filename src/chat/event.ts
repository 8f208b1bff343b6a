import type { ChatPlatform } from "../core/platform.ts";

/** What people do in a chat, in no platform's own words. Adapters make these; the pipeline takes each once. */
export type ChatEvent = EventBase &
  (
    | {
        type: "command";
        name: string;
        args: string;
        message: MessageRef;
        /** The message of somebody else that the command answers, in a group. */
        about?: QuotedMessage;
      }
    | { type: "tap"; token: string; message: MessageRef | null }
    | MessageEvent
    | EditedEvent
    /** As the platform tells it, by whoever wrote the message. */
    | { type: "deleted"; message: MessageRef }
    | {
        type: "membership";
        change: "blocked" | "unblocked" | "added" | "removed";
        /** Of a group. */
        title?: string;
      }
    /** People, no bots, came into a group that the bot is in. */
    | { type: "newcomers"; people: Sender[] }
    | { type: "migrated"; toChatId: string }
    /** `files`: of the message that the form is about. */
    | { type: "form-opened"; form: string; args: string[]; files?: IncomingFile[] }
    | FormSubmitted
    | { type: "home-opened" }
    /** An answer in a poll of ours, by the numbers of its options; none: it was taken back. */
    | { type: "poll-answered"; poll: string; options: number[] }
    | { type: "poll-closed"; poll: string }
  );

export interface MessageEvent {
  type: "message";
  message: MessageRef;
  text: string;
  files: IncomingFile[];
  location: { latitude: number; longitude: number } | null;
  contact: SharedContact | null;
  /** The message of ours that this one answers (Telegram reply, Slack thread root). */
  replyTo: string | null;
}

/** A message of theirs says something else now. */
export interface EditedEvent {
  type: "edited";
  message: MessageRef;
  text: string;
  /** All that is attached to it now. */
  files: IncomingFile[];
}

export interface FormSubmitted {
  type: "form-submitted";
  form: string;
  args: string[];
  /** Names the files that the form was opened with. */
  draft?: string;
  values: FormInput;
  modal: ModalRef;
}

export interface EventBase {
  /** Claimed once: platform:account:update (for an album: platform:account:album:group). */
  id: string;
  platform: ChatPlatform;
  at: Date;
  chat: EventChat;
  sender: Sender;
}

export interface EventChat {
  id: string;
  kind: "private" | "group" | "channel" | "modal" | "home";
  threadId: string | null;
}

export interface Sender {
  externalId: string;
  /** Where a private message to the sender goes. */
  privateChatId: string;
  name: string;
  /** BCP 47 as the platform tells it. */
  language: string | null;
}

export interface MessageRef {
  chatId: string;
  messageId: string;
}

/** What somebody said in a group before. */
export interface QuotedMessage {
  message: MessageRef;
  text: string;
  files: IncomingFile[];
}

export interface SharedContact {
  phone: string;
  /** True only when the platform vouches that the number is the sender's. */
  own: boolean;
}

export interface IncomingFile {
  kind: "photo" | "video" | "voice" | "document";
  /** What the platform's download needs: a file id or a private URL. */
  externalId: string;
  name: string | null;
  mime: string | null;
  size: number | null;
  /** The platform's own name of the bytes, the same whenever they are sent. */
  uniqueId?: string;
  /** The message it came in, where an edit may put another in its place. */
  message?: MessageRef;
}

/** Field name → what was typed, chosen (an option's value) or attached. */
export type FormInput = Record<string, FieldInput>;

export type FieldInput =
  /** `source`: the message in which it was typed, platform:chat:message, so that an edit of that message finds it. */
  | { kind: "text"; text: string; source?: string }
  | { kind: "choice"; value: string }
  | { kind: "choices"; values: string[] }
  | { kind: "files"; files: IncomingFile[] }
  | { kind: "location"; latitude: number; longitude: number }
  | { kind: "skipped" };

/** The open modal, for validation messages and updates. */
export interface ModalRef {
  id: string;
  hash: string;
}
