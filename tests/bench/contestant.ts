import type { Update } from "@grammyjs/types";
import type { Tokens } from "./day.ts";

/** A bot that takes part: it is given updates, and told when to finish. */
export interface Contestant {
  name: string;
  tokens: Tokens;
  /** Resolves when the update need not come again. */
  take(update: Update): Promise<unknown>;
  /** Resolves when everything that the updates led to is done and sent. */
  drained(): Promise<void>;
  /** Calls to the platforms so far: nobody may win by saying less. */
  sends(): number;
  close(): Promise<void>;
}
