import { setTimeout as sleep } from "node:timers/promises";

/** Asks until the answer is something; the process may be dead meanwhile. Throws with `what` after the time. */
export const until = async <T>(
  what: string,
  probe: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  timeoutMs = 300_000,
): Promise<T> => {
  for (const end = Date.now() + timeoutMs; ; await sleep(20)) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain until ${what}`);
  }
};

/** The same, but undefined when the time is up. */
export const maybe = async <T>(
  probe: () => T | undefined | null | false,
  timeoutMs: number,
): Promise<T | undefined> => {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(20)) {
    const value = probe();
    if (value) return value;
  }
  return undefined;
};
