import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { createKiller, type Killer, mayRepeat } from "./support/killer.ts";
import { createLedger } from "./support/ledger.ts";
import { compileProgram, type Program } from "./support/program.ts";
import { seededRandom } from "./support/random.ts";
import { kills, seed, tell } from "./support/run-options.ts";
import { everythingSettled } from "./support/settled.ts";
import { during, liveStory } from "./support/story.ts";
import { verifyEffects } from "./support/verify-effects.ts";
import { verifyMessages } from "./support/verify-messages.ts";
import { openWorld, type World } from "./support/world.ts";

const ways = {
  sqlite: { telegram: "polling", slack: "socket", library: "grammy" },
  postgresql: { telegram: "webhook", slack: "http", library: "telegraf" },
} as const;
const perDatabase = Math.ceil(kills / databases.length);

describe.each(databases)(`kill -9 on $name (DOMOVOY_SEED=${seed})`, (database) => {
  let program: Program;
  let world: World;
  let killer: Killer;
  beforeAll(async () => {
    program = compileProgram();
    world = await openWorld({ database, ...ways[database.name], residents: 8, managers: 3, retryScale: 0.6 });
    killer = createKiller(world, program, seededRandom(seed));
  });
  afterAll(async () => {
    await killer?.stop();
    await world?.close();
    program?.remove();
  });

  it(
    `loses nothing and does nothing twice in ${perDatabase} deaths`,
    async () => {
      const ledger = createLedger();
      const startedAt = performance.now();
      const story = liveStory(world, ledger, seed);
      await during(story, killer.kill(perDatabase));
      ledger.over = true;
      await story;
      await everythingSettled(world);
      await verifyEffects(world, ledger);
      const { killings } = killer;
      const repeats = await verifyMessages(world, ledger, mayRepeat(killings));
      expect(killings.errors, "lines at ERROR").toEqual([]);
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      tell(
        `${database.name}: ${killings.count} kills, ${killings.early} of them before it was up; ${ledger.filed.length} requests, ` +
          `${ledger.said.length} messages; ${sumOf(killings.inFlight)} sends in flight, ${repeats} repeated; ` +
          `up ${Math.round(median(killings.startsMs))} ms after its modules were loaded; ${seconds} s; DOMOVOY_SEED=${seed}`,
      );
    },
    480_000 + perDatabase * 5_000,
  );
});

const sumOf = (counts: ReadonlyMap<number, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
