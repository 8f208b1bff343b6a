import { createHash } from "node:crypto";

const keepMs = 10 * 60 * 1000;
const most = 1000;

/** Remembers how many messages of a long view were sent before a refusal, so that a retry goes on from there. */
export const createPartlySent = (now: () => number = Date.now) => {
  const known = new Map<string, { messageIds: string[]; until: number }>();
  return {
    keyOf: (content: object): string => createHash("sha256").update(JSON.stringify(content)).digest("base64"),
    sent(key: string): string[] {
      const entry = known.get(key);
      return entry && entry.until > now() ? entry.messageIds : [];
    },
    remember(key: string, messageIds: string[]): void {
      const oldest = known.keys().next();
      if (known.size >= most && !oldest.done) known.delete(oldest.value);
      known.set(key, { messageIds, until: now() + keepMs });
    },
    forget(key: string): void {
      known.delete(key);
    },
  };
};
