import type { Update } from "@grammyjs/types";
import { LIMITS } from "../limits.ts";
import type { Journal } from "../world/journal.ts";

export type UpdateKind = Exclude<keyof Update, "update_id">;

/** One update waiting to be taken. */
export interface QueuedUpdate {
  id: number;
  update: Update;
  /** Updates of one key keep their order in webhook delivery. */
  lane: string;
  queuedAt: number;
  /** Not to be delivered yet, because of an injected delay. */
  held: boolean;
  deliveries: number;
}

/** Pending updates of the bot, oldest first. */
export interface UpdateQueue {
  /** Adds an update unless the bot didn't ask for its kind; a body without update_id gets the next one. */
  push(body: Partial<Update>): Update | undefined;
  pending(): QueuedUpdate[];
  confirmBelow(offset: number): void;
  remove(entry: QueuedUpdate): void;
  /** Puts a copy of an already delivered update back: an injected second delivery. */
  repeat(entry: QueuedUpdate): void;
  clear(): void;
  setAllowed(kinds: string[] | undefined): void;
  allowed(): string[] | undefined;
  /** Called when something new may be delivered. */
  onChange(listener: () => void): () => void;
  /** Lets an injected fault hold back new updates, in ms. */
  holdBack: (() => number) | undefined;
  wake(): void;
  capture(): QueueState;
  restore(state: QueueState): void;
}

/** What of the queue outlives its server. */
export interface QueueState {
  entries: QueuedUpdate[];
  nextId: number;
  allowed?: string[];
}

/** Kinds that a bot gets only when it names them (Bot API, getUpdates). */
const onRequest: ReadonlySet<string> = new Set(["chat_member", "message_reaction", "message_reaction_count"]);

/** Empty queue; ids start at `firstId` and grow by one. */
export function createUpdateQueue(now: () => number, journal: Journal, firstId: number): UpdateQueue {
  let entries: QueuedUpdate[] = [];
  let nextId = firstId;
  let allowed: string[] | undefined;
  const listeners = new Set<() => void>();
  const wake = () => {
    for (const listener of [...listeners]) listener();
  };
  const release = (entry: QueuedUpdate) => {
    entry.held = false;
    wake();
  };
  const wants = (kind: string) =>
    allowed && allowed.length > 0 ? allowed.includes(kind) : !onRequest.has(kind);

  const queue: UpdateQueue = {
    holdBack: undefined,
    wake,
    push(body) {
      const kind = Object.keys(body).find((key) => key !== "update_id");
      if (kind === undefined || !wants(kind)) return undefined;
      const id = body.update_id ?? nextId;
      nextId = Math.max(nextId, id + 1);
      const update: Update = { update_id: id, ...body };
      const hold = queue.holdBack?.() ?? 0;
      const entry = { id, update, lane: laneOf(update), queuedAt: now(), held: hold > 0, deliveries: 0 };
      entries.push(entry);
      journal.emit({ type: "update", update });
      if (hold > 0) setTimeout(() => release(entry), hold).unref();
      else wake();
      return update;
    },
    pending() {
      const oldest = now() - LIMITS.updateRetentionMs;
      while (entries[0] && entries[0].queuedAt < oldest) entries.shift();
      return entries;
    },
    confirmBelow(offset) {
      entries = entries.filter((entry) => entry.id >= offset || entry.held);
    },
    remove(entry) {
      const index = entries.indexOf(entry);
      if (index >= 0) entries.splice(index, 1);
    },
    repeat(entry) {
      entries.unshift({ ...entry });
      wake();
    },
    clear() {
      entries = [];
    },
    setAllowed(kinds) {
      allowed = kinds;
    },
    allowed: () => allowed,
    capture: () => ({ entries, nextId, ...(allowed ? { allowed } : {}) }),
    restore(state) {
      entries = state.entries.map((entry) => ({ ...entry, held: false }));
      nextId = state.nextId;
      allowed = state.allowed;
      wake();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return queue;
}

/** The chat an update is about, or its person. */
function laneOf(update: Update): string {
  const message =
    update.message ?? update.edited_message ?? update.channel_post ?? update.callback_query?.message;
  const chat =
    message?.chat ?? update.my_chat_member?.chat ?? update.chat_member?.chat ?? update.message_reaction?.chat;
  if (chat) return `chat ${chat.id}`;
  const user = update.callback_query?.from ?? update.poll_answer?.user ?? update.inline_query?.from;
  if (user) return `chat ${user.id}`;
  return update.poll ? `poll ${update.poll.id}` : `update ${update.update_id}`;
}
