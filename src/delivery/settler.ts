import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Clock } from "../core/clock.ts";
import type { Database, Tx } from "../database/db.ts";
import { markSent, type SentRow } from "./mark-sent.ts";
import { warnTakenOver } from "./report.ts";

/** Commits what became of messages; those that end at the same moment share a transaction. */
export interface Settler {
  /** Resolves when `effect` is committed; rejects when the database would not take it, after several tries. */
  settle(effect: Effect): Promise<void>;
}

/** Something to be written, or the usual case: a row that was sent. */
export type Effect = ((tx: Tx) => Promise<void>) | SentRow;

interface Waiting {
  effect: Effect;
  resolve(): void;
  reject(error: unknown): void;
}

const mostTogether = 50;
const pausesMs = [100, 1000, 3000];

export const createSettler = (deps: {
  database: Database;
  clock: Clock;
  holder: string;
  logger: Pick<Logger, "warn">;
}): Settler => {
  const { database, logger } = deps;
  const waiting: Waiting[] = [];
  let flushing = false;

  const commit = (batch: readonly Waiting[]) =>
    database.transaction(
      async (tx) => {
        const sent = batch.flatMap(({ effect }) => (typeof effect === "function" ? [] : [effect]));
        if (sent.length > 0) {
          const ours = await markSent(tx, deps.holder, deps.clock.now(), sent);
          for (const { id } of sent) if (!ours.has(id)) warnTakenOver(logger, id);
        }
        for (const { effect } of batch) if (typeof effect === "function") await effect(tx);
      },
      { byIndex: true },
    );

  const commitAlone = async (one: Waiting): Promise<void> => {
    for (const pause of pausesMs) {
      try {
        await commit([one]);
        return one.resolve();
      } catch (error) {
        logger.warn({ err: error }, "Recording a sent message failed; trying again");
        await sleep(pause);
      }
    }
    await commit([one]).then(one.resolve, one.reject);
  };

  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, mostTogether);
      try {
        await commit(batch);
        for (const { resolve } of batch) resolve();
      } catch {
        // One bad effect must not take the others with it.
        await Promise.all(batch.map(commitAlone));
      }
    }
    flushing = false;
  };
  return {
    settle: (effect) =>
      new Promise<void>((resolve, reject) => {
        waiting.push({ effect, resolve, reject });
        if (flushing) return;
        flushing = true;
        setImmediate(() => void flush());
      }),
  };
};
