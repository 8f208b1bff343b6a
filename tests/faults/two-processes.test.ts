import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { type Balancer, startBalancer } from "./support/balancer.ts";
import type { Child } from "./support/child.ts";
import { countDeath, mayRepeat, noKillings, startWorker } from "./support/killer.ts";
import { createLedger } from "./support/ledger.ts";
import { moments, once, strikeAt } from "./support/moments.ts";
import { until } from "./support/patience.ts";
import { compileProgram, type Program } from "./support/program.ts";
import { seededRandom } from "./support/random.ts";
import { seed, tell } from "./support/run-options.ts";
import { everythingSettled } from "./support/settled.ts";
import { during, liveStory } from "./support/story.ts";
import { verifyEffects } from "./support/verify-effects.ts";
import { verifyMessages } from "./support/verify-messages.ts";
import { freePort, openWorld, type World } from "./support/world.ts";

const rounds = 4;
const leaseMs = 4_000;
const random = seededRandom(seed);

describe.each(databases.filter(({ name }) => name === "postgresql"))(
  `two processes on $name (DOMOVOY_SEED=${seed})`,
  (database) => {
    let program: Program;
    let world: World;
    let balancer: Balancer;
    const ports: number[] = [];
    const children: Child[] = [];
    const startOnce = async (place: number): Promise<void> => {
      const child = startWorker(world, program, {
        PORT: String(ports[place]),
        DOMOVOY_LEASE_MS: String(leaseMs),
      });
      await child.loaded;
      child.begin();
      await child.running;
      children[place] = child;
    };
    // A free port may be taken by another suite before the process listens on it: then another one is.
    const start = async (place: number): Promise<void> => {
      try {
        await startOnce(place);
      } catch (error) {
        process.stderr.write(`two processes: started again after: ${String(error)}\n`);
        ports[place] = await freePort();
        await startOnce(place);
      }
    };
    beforeAll(async () => {
      program = compileProgram();
      world = await openWorld({ database, telegram: "webhook", slack: "http", residents: 6, managers: 2 });
      ports.push(await freePort(), await freePort());
      balancer = await startBalancer(world.port, ports);
      await Promise.all([start(0), start(1)]);
    });
    afterAll(async () => {
      for (const child of children) child.signal("SIGTERM");
      const ends = await Promise.all(children.map(({ ended }) => ended));
      await balancer?.stop();
      await world?.close();
      program?.remove();
      expect(ends.map(({ code }) => code)).toEqual(children.map(() => 0));
    });

    it("share the work; what one had in hand when it died, the other does", async () => {
      const ledger = createLedger();
      const killings = noKillings();
      const takeovers: number[] = [];
      const murder = async (): Promise<void> => {
        for (let round = 0; round < rounds; round += 1) {
          await sleep(random.between(1_000, 3_000));
          const place = round % 2;
          const victim = children[place];
          if (!victim) throw new Error("there is nobody to kill");
          await strikeAt(
            world,
            random,
            random.pick(moments),
            once(() => victim.signal("SIGKILL")),
          );
          await countDeath(world, killings, victim);
          takeovers.push(await takenOver(world));
          await start(place);
        }
      };
      const story = liveStory(world, ledger, seed);
      await during(story, murder());
      ledger.over = true;
      await story;
      await everythingSettled(world);
      await verifyEffects(world, ledger);
      const repeats = await verifyMessages(world, ledger, mayRepeat(killings));
      const errors = children.flatMap(({ lines }) => lines.filter(({ level }) => level >= 50));
      expect([...killings.errors, ...errors], "lines at ERROR").toEqual([]);
      tell(
        `two processes: ${killings.count} kills; ${ledger.filed.length} requests, ${ledger.said.length} messages; ` +
          `${killings.inFlight.size} sends in flight, ${repeats} repeated; taken over within ${Math.max(...takeovers)} ms; DOMOVOY_SEED=${seed}`,
      );
    }, 240_000);
  },
);

/** How long it took the survivor to send what the dead one had in hand. */
const takenOver = async ({ database }: World): Promise<number> => {
  const diedAt = Date.now();
  const rows = await database.read.outboxMessage.findMany({
    where: { state: "sending" },
    select: { id: true },
  });
  const ids = rows.map(({ id }) => id);
  await until(
    "the survivor had sent what the dead one was sending",
    async () =>
      (await database.read.outboxMessage.count({
        where: { id: { in: ids }, state: { in: ["pending", "sending"] } },
      })) === 0,
  );
  return Date.now() - diedAt;
};
