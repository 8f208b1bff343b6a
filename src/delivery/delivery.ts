import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Platform } from "../core/platform.ts";
import { attend } from "../core/work/people-first.ts";
import { type AttemptDeps, attempt } from "./attempt.ts";
import type { Channel } from "./channel.ts";
import { claimRows, hasDue } from "./claim.ts";
import type { DeliveryHooks } from "./hooks.ts";
import { everyLease, renewLeases, takeOver } from "./leases.ts";
import { type DeliveryLimits, deliveryLimits } from "./limits.ts";
import { createOutlet, type Outlet } from "./outlet.ts";
import { createPaces, type Paces } from "./paces.ts";
import { record } from "./record.ts";
import { type DeliveryMetrics, report } from "./report.ts";
import type { Row } from "./row.ts";
import { createSettler } from "./settler.ts";

export interface DeliveryOptions extends Omit<AttemptDeps, "limits" | "logger">, DeliveryHooks {
  /** One for each platform that is switched on; messages to others wait. */
  channels: readonly Channel[];
  logger: Pick<Logger, "debug" | "info" | "warn" | "error">;
  metrics?: DeliveryMetrics;
  limits?: Partial<DeliveryLimits>;
  /** Given where others send on these platforms too; else made from the limits. */
  paces?: Paces;
}

export interface Delivery {
  /** Something was committed that may be sent now. */
  nudge(): void;
  /** Resolves when nothing is in hand and nothing due could be sent; what waits for a later try does not count. */
  idle(): Promise<void>;
  /** Claims nothing more and finishes what is in hand; within 10 s unless told otherwise. */
  stop(): Promise<void>;
}

/** Starts sending what the outbox holds. Any number of processes may do so on PostgreSQL; one on SQLite. */
export const startDelivery = (options: DeliveryOptions): Delivery => {
  const limits = { ...deliveryLimits, ...options.limits };
  const { database, clock, logger, vault, metrics } = options;
  const deps: AttemptDeps = { ...options, limits };
  const holder = randomUUID();
  const recorder = { vault, hooks: options, holder, logger };
  const settler = createSettler({ database, clock, holder, logger });
  const monotonic = () => performance.now();
  const paces = options.paces ?? createPaces(limits.paces);
  const outlets = new Map<Platform, Outlet>(
    options.channels.map((channel) => [
      channel.platform,
      createOutlet(channel, paces[channel.platform], limits),
    ]),
  );
  const platforms = [...outlets.keys()];
  const inHand = new Map<number, Promise<void>>();
  let stopping = false;
  let working: Promise<void> | undefined;
  let again = false;
  let launches = 0;
  let nextDue: Date | undefined;
  let timer: NodeJS.Timeout | undefined;
  let checkedAt = Number.NEGATIVE_INFINITY;

  const leaseUntil = () => new Date(clock.now().getTime() + limits.leaseMs);

  const deliver = async (outlet: Outlet, row: Row): Promise<void> => {
    try {
      const { verdict, shown, result } = await attempt(deps, outlet, row);
      if (
        result !== undefined &&
        !result.ok &&
        result.failure.code === "rate-limited" &&
        result.failure.scope === "bot"
      ) {
        outlet.pace.pause(result.failure.retryAfterMs);
      }
      const now = clock.now();
      await settler.settle(
        verdict.act === "sent"
          ? {
              id: row.id,
              messageId: verdict.messageId,
              cardId: row.cardId,
              shown: shown ?? null,
              reference: verdict.reference ?? null,
            }
          : (tx) => record(recorder, tx, row, verdict, now),
      );
      report(row, verdict, now, logger, metrics);
    } catch (error) {
      logger.error(
        { err: error, outboxId: row.id },
        "What became of a message could not be recorded; it may be sent again. Check the database.",
      );
    }
  };

  const launch = (row: Row): void => {
    const outlet = outlets.get(row.platform);
    if (outlet === undefined) return;
    launches += 1;
    outlet.begin(row.lane);
    const done = deliver(outlet, row).finally(() => {
      outlet.end(row.lane);
      inHand.delete(row.id);
      nudge();
    });
    inHand.set(row.id, done);
  };

  /** Whether there may be more to claim at once. */
  const claim = async (): Promise<boolean> => {
    const wants = [...outlets.values()].flatMap((outlet) => outlet.wants());
    const { rows, next, more } = await claimRows(
      database,
      clock.now(),
      { holder, until: leaseUntil() },
      wants,
      (candidates) =>
        [...outlets.values()].flatMap((outlet) =>
          outlet.admit(candidates.filter(({ platform }) => platform === outlet.platform)),
        ),
    );
    nextDue = next;
    for (const row of rows) launch(row);
    return more && rows.length > 0;
  };

  const keepLeases = async (): Promise<void> => {
    if (monotonic() - checkedAt < limits.leaseMs / 3) return;
    const alone = checkedAt === Number.NEGATIVE_INFINITY && database.provider === "sqlite";
    checkedAt = monotonic();
    const ids = [...inHand.keys()];
    await renewLeases(database, holder, ids, leaseUntil());
    const count = await takeOver(database, alone ? everyLease : clock.now(), ids);
    if (count > 0) logger.warn({ count }, "Messages that a dead process had in hand are sent again");
  };

  const work = async (): Promise<void> => {
    await keepLeases();
    do {
      again = false;
      while ((await attend(claim)) && !stopping) await new Promise(setImmediate);
      if (inHand.size > 0 && !stopping) await sleep(limits.gatherMs);
    } while (again && !stopping);
  };

  const run = (): void => {
    clearTimeout(timer);
    if (stopping || outlets.size === 0) return;
    if (working !== undefined) {
      again = true;
      return;
    }
    working = work()
      .catch((error: unknown) => {
        logger.error(
          { err: error },
          "Delivery could not look for messages; trying again. Check the database.",
        );
      })
      .finally(() => {
        working = undefined;
        if (again) run();
        else rest();
      });
  };

  /** Until the next row is due, the pace allows more, or it is time to look anyway. */
  const rest = (): void => {
    if (stopping) return;
    const due = nextDue === undefined ? limits.pollMs : nextDue.getTime() - clock.now().getTime();
    const changes = [...outlets.values()].map((outlet) => outlet.pace.nextChangeMs() ?? limits.pollMs);
    clearTimeout(timer);
    timer = setTimeout(run, Math.max(1, Math.ceil(Math.min(limits.pollMs, due, ...changes))));
  };

  const nudge = (): void => run();

  const idle = async (): Promise<void> => {
    while (!stopping) {
      nudge();
      await working;
      await Promise.all(inHand.values());
      const open = platforms.filter((platform) => outlets.get(platform)?.pace.paused() === false);
      const seen = launches;
      const due = await hasDue(database, clock.now(), open);
      if (!due && launches === seen && inHand.size === 0 && working === undefined) return;
      await sleep(5);
    }
  };

  run();
  return {
    nudge,
    idle,
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      const finished = async () => {
        await working;
        await Promise.all(inHand.values());
      };
      await Promise.race([finished(), sleep(limits.stopMs, undefined, { ref: false })]);
    },
  };
};
