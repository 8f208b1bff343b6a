import type { Action } from "./action.ts";
import type { Text } from "./text.ts";

/** A message as it is meant: each platform's renderer decides how it looks, in the reader's language. */
export interface View {
  blocks: Block[];
  /** What a letter says in place of the blocks, where they rely on buttons that open more. */
  letter?: Block[];
  /** Rows of buttons under the message. */
  buttons?: Button[][];
  /** Pictures and files shown with the message, by attachment id. */
  files?: ViewFile[];
  /** What a reader does on a page of ours where no button can be pressed, by a link that is theirs alone. */
  pages?: PersonalPage[];
  /** Replaces the reader's keyboard where the platform has one; others ignore it. */
  keyboard?: Keyboard;
  /** The platform's own poll stands in the place of blocks and buttons; only where the platform has polls. */
  poll?: ViewPoll;
}

/** A page on which somebody says that they have read an announcement. */
export interface PersonalPage {
  page: "seen";
  subjectId: string;
  label: Text;
  /** The answer is waited for: its link also goes where each sign is paid for. */
  needed: boolean;
}

/** A poll that people answer in the chat itself, before everybody. */
export interface ViewPoll {
  question: Text;
  options: Text[];
  multiple: boolean;
  /** An answer can be changed and taken back. */
  revoting: boolean;
  /** The counts are hidden until it is closed. */
  hideResults: boolean;
  closed: boolean;
}

export type Block =
  | { type: "heading"; text: Text }
  /** `withButtons`: speaks of the buttons under it, and is left out where none can be pressed. */
  | { type: "text"; text: Text; withButtons?: true }
  /** What a person wrote, shown as a quotation. */
  | { type: "quote"; text: Text }
  | {
      type: "fields";
      fields: { label: Text; value: Text }[];
      /** Each value is to be copied: with one tap where the platform can. */
      copied?: true;
    }
  | { type: "list"; items: Text[] }
  /** Columns side by side in a fixed-width script; for few, short cells: longer lists are documents. */
  | {
      type: "table";
      head: Text[];
      rows: Text[][];
      /** Columns that stand right. */
      numeric?: readonly number[];
    }
  /** Small print. */
  | { type: "note"; text: Text }
  | { type: "divider" };

export interface Button {
  label: Text;
  /** A token stands for an action once the view is prepared for sending. */
  do: { action: Action } | { token: string } | { url: string };
  style?: "primary" | "danger";
  /** Asked before the tap counts, where the platform can. */
  confirm?: Text;
}

export interface ViewFile {
  attachmentId: string;
  kind: "photo" | "video" | "voice" | "document";
}

export type Keyboard =
  | { type: "share-contact"; label: Text }
  | { type: "share-location"; label: Text }
  | { type: "remove" };
