import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Clock } from "../core/clock.ts";
import type { Database } from "../database/db.ts";
import { acquireLease, releaseLease } from "./lease.ts";

export interface HoldLeaseOptions {
  database: Database;
  clock: Clock;
  logger: Pick<Logger, "info" | "warn">;
  name: string;
  /** 15 s if not given: another process takes over so long after the holder died. */
  ttlMs?: number;
  /** The lease is ours: begin. */
  gained(): Promise<void>;
  /** It is not any more, or may not be: end at once. */
  lost(): Promise<void>;
}

/**
 * Competes for a lease for as long as the process runs, and tells when it has it: for what only one process may do,
 * such as polling. A holder that cannot renew gives up before another may take it.
 */
export const holdLease = (options: HoldLeaseOptions): { stop(): Promise<void> } => {
  const { database, clock, logger, name } = options;
  const ttlMs = options.ttlMs ?? 15_000;
  const claim = { database, name, holder: randomUUID() };
  let held = false;
  let renewedAt = 0;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  // On SQLite there is one process, so a lease that is found is a dead one's.
  let alone = database.provider === "sqlite";

  const setHeld = async (now: boolean): Promise<void> => {
    if (held === now) return;
    held = now;
    logger.info({ lease: name }, now ? "Lease gained" : "Lease lost");
    if (!now) return options.lost();
    try {
      await options.gained();
    } catch (error) {
      held = false;
      throw error;
    }
  };

  const beat = async (): Promise<void> => {
    const startedAt = performance.now();
    try {
      const now = alone ? new Date("9999-01-01T00:00:00Z") : clock.now();
      const ours = await acquireLease(claim, now, new Date(clock.now().getTime() + ttlMs));
      alone = false;
      if (ours) renewedAt = startedAt;
      if (!stopping) await setHeld(ours);
    } catch (error) {
      logger.warn(
        { err: error, lease: name },
        "The lease could not be renewed, or what it is for did not begin; trying again",
      );
      if (held && performance.now() - renewedAt > (ttlMs * 2) / 3) await setHeld(false);
    }
  };
  let beating = beat();
  const loop = async (): Promise<void> => {
    await beating;
    if (stopping) return;
    timer = setTimeout(() => {
      beating = beat();
      void loop();
    }, ttlMs / 3);
  };
  void loop();

  return {
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      await beating;
      await setHeld(false);
      await releaseLease(claim);
    },
  };
};
