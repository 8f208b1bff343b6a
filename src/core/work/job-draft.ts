/** Slow or later work, enqueued in the transaction that asked for it. */
export interface JobDraft {
  queue: string;
  /** JSON; ids only, no personal data. */
  payload: Record<string, string | number | null>;
  runAt?: Date;
  /** At most one waiting job of the queue with this key. */
  singletonKey?: string;
}
