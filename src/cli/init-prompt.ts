import { createInterface } from "node:readline";
import type { InitIo } from "./init-options.ts";

export interface Prompt {
  /** One line, without the spaces around; empty once the input has ended. */
  ask(question: string): Promise<string>;
  close(): void;
}

/** Asks at a terminal; null where there is none. Lines that come before their question wait for it. */
export const openPrompt = ({ stdin, stdout }: InitIo): Prompt | null => {
  if (!stdin.isTTY) return null;
  const reader = createInterface({ input: stdin });
  const lines: string[] = [];
  let ended = false;
  let waiting: ((line: string) => void) | undefined;
  const hand = (line: string) => {
    if (waiting) waiting(line);
    else lines.push(line);
    waiting = undefined;
  };
  reader.on("line", hand);
  reader.once("close", () => {
    ended = true;
    waiting?.("");
  });
  return {
    ask: async (question) => {
      stdout.write(question);
      const line =
        lines.shift() ?? (ended ? "" : await new Promise<string>((resolve) => (waiting = resolve)));
      return line.trim();
    },
    close: () => reader.close(),
  };
};
