import { until } from "./patience.ts";
import type { World } from "./world.ts";

/** Until the platforms have delivered all, the outbox is empty, and no job waits. */
export const everythingSettled = async (world: World, timeoutMs = 300_000): Promise<void> => {
  const { telegram, slack, database } = world;
  let quiet = 0;
  await until(
    "everything had settled",
    async () => {
      const waiting = await database.read.outboxMessage.count({
        where: { state: { in: ["pending", "sending"] } },
      });
      const isQuiet =
        telegram.pendingUpdates() === 0 &&
        slack.pendingDeliveries() === 0 &&
        waiting === 0 &&
        (await jobsLeft(world)) === 0 &&
        (await database.read.albumPart.count({ where: { payloadSealed: { not: "" } } })) === 0;
      // Something may be between two of these.
      quiet = isQuiet ? quiet + 1 : 0;
      return quiet > 15;
    },
    timeoutMs,
  );
};

/** Jobs that are to be done; those given up count too, since none should be. */
export const jobsLeft = async ({ database }: World): Promise<number> => {
  if (database.provider === "sqlite") return database.read.job.count();
  const rows = await database.read.$queryRawUnsafe<Array<{ left: number }>>(
    "SELECT count(*)::int AS left FROM pgboss.job WHERE state IN ('created', 'retry', 'active', 'failed')",
  );
  return rows[0]?.left ?? 0;
};
