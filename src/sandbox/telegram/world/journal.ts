import type { SandboxEvent, SandboxEventBody } from "./events.ts";

type Listener = (event: SandboxEvent) => void;

/** Everything that happened, in order; the newest are kept, listeners see all. */
export interface Journal {
  emit(body: SandboxEventBody): void;
  since(seq: number): SandboxEvent[];
  listen(listener: Listener): () => void;
}

/** Keeps the last `capacity` events. */
export function createJournal(now: () => number, capacity: number): Journal {
  const kept: SandboxEvent[] = [];
  const listeners = new Set<Listener>();
  let seq = 0;
  return {
    emit(body) {
      seq += 1;
      const event: SandboxEvent = { ...body, seq, at: now() };
      kept.push(event);
      if (kept.length > capacity * 1.5) kept.splice(0, kept.length - capacity);
      for (const listener of [...listeners]) listener(event);
    },
    since: (from) => kept.filter((event) => event.seq > from),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
