import type { Update } from "@grammyjs/types";
import type { Logger } from "pino";
import { allowedUpdates } from "./allowed-updates.ts";
import { ApiError } from "./api-error.ts";
import { createLanes, laneOf } from "./chat-lanes.ts";
import { operatorFault } from "./operator-faults.ts";
import { backoff, pause } from "./pause.ts";
import { takePatiently } from "./take-patiently.ts";
import type { OnArrival, OnUpdate, Params } from "./transport.ts";
import { createUpdateWindow } from "./update-window.ts";

export interface Polling {
  getUpdates(params: Params<"getUpdates">, signal?: AbortSignal): Promise<Update[]>;
  take: OnUpdate;
  onArrival: OnArrival;
  onFatal(fault: Error): void;
  isHealthy(): Promise<boolean>;
  logger: Logger;
}

/** Seconds that Telegram keeps a request open; its server allows at most 50. */
export const longPollSeconds = 30;

/** A successor that takes over is refused once or twice; two that go on refuse each other within this time. */
const conflictMs = 60_000;
const conflictPauseMs = 2000;

/** How long a slow update may hold up the next request. */
const patienceMs = 300;

/** Polls until stopped; `stop` resolves once all in hand is finished and confirmed. */
export const pollUpdates = (polling: Polling): { stop(): Promise<void> } => {
  const { logger } = polling;
  const stopping = new AbortController();
  const window = createUpdateWindow();
  const inLane = createLanes();
  const inHand = new Set<Promise<void>>();
  let lastConflict = 0;

  const receive = (update: Update): void => {
    polling.onArrival(update);
    const taken = inLane(laneOf(update), () => takePatiently(update, { ...polling, signal: stopping.signal }))
      .then((confirmed) => {
        if (confirmed) window.finish(update.update_id);
      })
      .finally(() => inHand.delete(taken));
    inHand.add(taken);
  };

  const ask = (): Promise<Update[]> => {
    const offset = window.nextOffset();
    return polling.getUpdates(
      {
        ...(offset === undefined ? {} : { offset }),
        limit: 100,
        timeout: window.busy ? 0 : longPollSeconds,
        allowed_updates: allowedUpdates,
      },
      stopping.signal,
    );
  };

  /** False when polling has to end. */
  const endure = async (error: unknown, failures: number): Promise<boolean> => {
    if (stopping.signal.aborted) return false;
    const fault = operatorFault(error);
    const isConflict = error instanceof ApiError && error.errorCode === 409;
    const isFirstConflict = isConflict && Date.now() - lastConflict > conflictMs;
    if (isConflict) lastConflict = Date.now();
    if (fault && !isFirstConflict) {
      stopping.abort();
      polling.onFatal(fault);
      return false;
    }
    const asked = error instanceof ApiError ? (error.parameters.retry_after ?? 0) * 1000 : 0;
    const waitMs = Math.max(asked, isConflict ? conflictPauseMs : backoff(failures, 500, 30_000));
    logger.warn({ err: error, waitMs }, "Polling failed; it is tried again");
    await pause(waitMs, stopping.signal);
    return !stopping.signal.aborted;
  };

  const allFinishedOrLate = async (): Promise<void> => {
    const done = new AbortController();
    const late = pause(patienceMs, AbortSignal.any([stopping.signal, done.signal]));
    await Promise.race([Promise.all(inHand), late]);
    // The timer and its listener must not outlive the wait: quick updates would pile them up.
    done.abort();
  };

  const loop = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      try {
        for (const update of window.fresh(await ask())) receive(update);
        failures = 0;
      } catch (error) {
        if (!(await endure(error, ++failures))) return;
      }
      if (inHand.size > 0) await allFinishedOrLate();
    }
  };

  const running = loop();

  const confirm = async (): Promise<void> => {
    const offset = window.nextOffset();
    if (offset === undefined) return;
    try {
      await polling.getUpdates({ offset, limit: 1, timeout: 0 });
    } catch (err) {
      logger.debug({ err }, "The last updates could not be confirmed; they come again and are known");
    }
  };

  return {
    stop: async () => {
      const ended = stopping.signal.aborted;
      stopping.abort();
      await running;
      await Promise.all(inHand);
      if (!ended) await confirm();
    },
  };
};
