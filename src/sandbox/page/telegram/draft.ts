import type { TelegramMessage } from "../wire.ts";

/** What is being written on a phone. */
export interface Draft {
  text: string;
  replyTo: TelegramMessage | null;
  editing: TelegramMessage | null;
  files: { file: File; asDocument: boolean }[];
}

const drafts = new Map<string, Draft>();
let changed: () => void = () => undefined;
let place = "";

/** The draft of a chat on a phone; each has its own. */
export const draftOf = (userId: number, chatId: number): Draft => {
  place = `${userId}/${chatId}`;
  const known = drafts.get(place);
  if (known) return known;
  const draft: Draft = { text: "", replyTo: null, editing: null, files: [] };
  drafts.set(place, draft);
  return draft;
};

export const onDraft = (listener: () => void): void => {
  changed = listener;
};

const open = (): Draft | undefined => drafts.get(place);

export const beginReply = (message: TelegramMessage): void => {
  const draft = open();
  if (draft) Object.assign(draft, { replyTo: message, editing: null });
  changed();
};

export const beginEdit = (message: TelegramMessage): void => {
  const draft = open();
  if (draft) Object.assign(draft, { editing: message, replyTo: null, text: message.text });
  changed();
};

export const clearDraft = (draft: Draft): void => {
  Object.assign(draft, { text: "", replyTo: null, editing: null, files: [] });
  changed();
};
