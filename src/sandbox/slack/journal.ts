import type { SlackClock } from "./options.ts";

/** Something that happened, in order; the page and waitFor live on these. */
export interface JournalEntry {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly data: unknown;
}

export interface Journal {
  add(kind: string, data: unknown): void;
  entries(after?: number): readonly JournalEntry[];
  subscribe(listener: (entry: JournalEntry) => void): () => void;
}

const KEPT = 5_000;

/** A bounded log of everything that happens on the server, as it was at that moment, with listeners. */
export const createJournal = (clock: SlackClock): Journal => {
  let seq = 0;
  const kept: JournalEntry[] = [];
  const listeners = new Set<(entry: JournalEntry) => void>();
  return {
    add: (kind, data) => {
      const entry = { seq: ++seq, at: clock.now().toISOString(), kind, data: structuredClone(data) };
      kept.push(entry);
      if (kept.length > KEPT) kept.splice(0, kept.length - KEPT);
      for (const listener of listeners) listener(entry);
    },
    entries: (after = 0) => kept.filter((entry) => entry.seq > after),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
