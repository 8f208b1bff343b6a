import { randomInt } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { createKiller, type Killer } from "./support/killer.ts";
import { createLedger } from "./support/ledger.ts";
import { workAsManager } from "./support/manager.ts";
import { compileProgram, type Program } from "./support/program.ts";
import { seededRandom } from "./support/random.ts";
import { liveAsResident } from "./support/resident.ts";
import { everythingSettled } from "./support/settled.ts";
import { verifyEffects } from "./support/verify-effects.ts";
import { verifyMessages } from "./support/verify-messages.ts";
import { openWorld, type World } from "./support/world.ts";

const kills = Number(process.env.DOMOVOY_KILLS ?? 56);
const seed = Number(process.env.DOMOVOY_SEED ?? randomInt(2 ** 31));
const ways = {
  sqlite: { telegram: "polling", slack: "socket", library: "grammy" },
  postgresql: { telegram: "webhook", slack: "http", library: "telegraf" },
} as const;
const people = { residents: 8, managers: 3 };
const perDatabase = Math.ceil(kills / databases.length);

const tell = (words: string): void => void process.stderr.write(`${words}\n`);

describe.each(databases)(`kill -9 on $name (DOMOVOY_SEED=${seed})`, (database) => {
  let program: Program;
  let world: World;
  let killer: Killer;
  beforeAll(async () => {
    program = compileProgram();
    world = await openWorld({ database, ...ways[database.name], ...people });
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
      const lives = [
        ...world.seeded.residentCodes.map((code, index) =>
          liveAsResident(world, ledger, seededRandom(seed + 100 + index), { index, code }),
        ),
        ...world.seeded.managerCodes.map((code, index) =>
          workAsManager(world, ledger, seededRandom(seed + 500 + index), {
            index,
            code,
            of: people.managers,
          }),
        ),
      ];
      const story = Promise.all(lives);
      const failed = new Promise<never>((_, reject) => {
        story.catch(reject);
      });
      await Promise.race([killer.kill(perDatabase), failed]);
      ledger.over = true;
      await story;
      await everythingSettled(world);
      await verifyEffects(world, ledger);
      const { killings } = killer;
      const repeats = await verifyMessages(world, ledger, killings);
      expect(killings.errors, "lines at ERROR").toEqual([]);
      tell(
        `${database.name}: ${killings.count} kills (${killings.early} before it was up), ${ledger.filed.length} requests, ` +
          `${ledger.said.length} messages; ${sumOf(killings.inFlight)} sends in flight, ${repeats} repeated; ` +
          `up in ${Math.round(median(killings.startsMs))} ms; ${Math.round((performance.now() - startedAt) / 1000)} s; DOMOVOY_SEED=${seed}`,
      );
    },
    120_000 + perDatabase * 4_000,
  );
});

const sumOf = (counts: ReadonlyMap<number, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
