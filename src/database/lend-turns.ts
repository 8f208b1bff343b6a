import { once } from "node:events";
import type { MessagePort } from "node:worker_threads";
import { type Turnstile, turnstile } from "./turnstile.ts";

/** What the two ends say: a thread wants a turn, has it, is done with it. */
type Word = "want" | "have" | "done";

/** Lets a thread take its turns at a turnstile of this one, until the other end of the port is closed. */
export const lendTurns = (port: MessagePort, turns: Turnstile): void => {
  let closed = false;
  let leave: (() => void) | undefined;
  const give = async (): Promise<void> => {
    const taken = await turns.enter();
    if (closed) return taken();
    leave = taken;
    port.postMessage("have" satisfies Word);
  };
  port.on("message", (word: Word) => {
    if (word === "want") void give();
    else leave?.();
  });
  // A thread that died has no transaction any more: SQLite has taken back what was open.
  port.on("close", () => {
    closed = true;
    leave?.();
  });
  port.unref();
};

/** The turnstile at the other end of the port. */
export const borrowTurns = (port: MessagePort): Turnstile => {
  const here = turnstile(1);
  port.unref();
  return {
    enter: async () => {
      const leave = await here.enter();
      const given = once(port, "message");
      port.postMessage("want" satisfies Word);
      await given;
      return () => {
        port.postMessage("done" satisfies Word);
        leave();
      };
    },
    idle: here.idle,
  };
};
