import type { Journal } from "../journal.ts";
import { ControlError } from "./interaction.ts";

const TIMEOUT_MS = 5_000;
const POLL_MS = 20;

/**
 * Resolves with the first truthy value that the probe gives; it is asked again whenever something
 * happens here, and every 20 ms for what happens in the app. Rejects after the timeout with what happened last.
 */
export const waitOn = <T>(
  journal: Journal,
  probe: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  timeoutMs = TIMEOUT_MS,
): Promise<T> =>
  new Promise((resolve, reject) => {
    let asking = false;
    let again = false;
    const finish = (end: () => void): void => {
      clearTimeout(timer);
      clearInterval(poll);
      unsubscribe();
      end();
    };
    const ask = async (): Promise<void> => {
      if (asking) {
        again = true;
        return;
      }
      asking = true;
      try {
        do {
          again = false;
          const value = await probe();
          if (value) return finish(() => resolve(value));
        } while (again);
      } catch (error) {
        finish(() => reject(error));
      } finally {
        asking = false;
      }
    };
    const timer = setTimeout(() => {
      const last = journal
        .entries()
        .slice(-8)
        .map((entry) => `${entry.kind} ${JSON.stringify(entry.data)?.slice(0, 200)}`);
      finish(() => reject(new ControlError(`nothing after ${timeoutMs} ms; last:\n${last.join("\n")}`)));
    }, timeoutMs);
    const poll = setInterval(() => void ask(), POLL_MS);
    const unsubscribe = journal.subscribe(() => void ask());
    void ask();
  });
