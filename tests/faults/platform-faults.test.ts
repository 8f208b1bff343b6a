import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Child } from "./support/child.ts";
import { startWorker } from "./support/killer.ts";
import { createLedger, type Ledger } from "./support/ledger.ts";
import { compileProgram, type Program } from "./support/program.ts";
import { seededRandom } from "./support/random.ts";
import { seed, tell } from "./support/run-options.ts";
import { everythingSettled } from "./support/settled.ts";
import { during, liveStory } from "./support/story.ts";
import { makeUnruly } from "./support/unruly-platforms.ts";
import { verifyEffects } from "./support/verify-effects.ts";
import { verifyMessages } from "./support/verify-messages.ts";
import { openWorld, type World } from "./support/world.ts";

const ways = {
  sqlite: { telegram: "polling", slack: "socket", library: "telegraf" },
  postgresql: { telegram: "webhook", slack: "http", library: "grammy" },
} as const;
const storyMs = 15_000;

describe.each(databases)(`platforms that go wrong, on $name (DOMOVOY_SEED=${seed})`, (database) => {
  let program: Program;
  let world: World;
  let child: Child;
  beforeAll(() => {
    program = compileProgram();
  });
  afterAll(() => program?.remove());

  const open = async (): Promise<void> => {
    world = await openWorld({ database, ...ways[database.name], residents: 6, managers: 2 });
    child = startWorker(world, program);
    await child.loaded;
    child.begin();
    await child.running;
  };
  const close = async (): Promise<void> => {
    child.signal("SIGTERM");
    const { code } = await child.ended;
    await world.close();
    expect(
      child.lines.filter(({ level }) => level >= 50),
      "lines at ERROR",
    ).toEqual([]);
    expect(code).toBe(0);
  };
  const told = (ledger: Ledger): string => `${ledger.filed.length} requests, ${ledger.said.length} messages`;

  it("429, 5xx, silence and dropped connections: everything arrives, in order, a repeat only where the answer was lost", async () => {
    await open();
    const ledger = createLedger();
    const story = liveStory(world, ledger, seed);
    const faults = makeUnruly(world, seededRandom(seed), () => ledger.over);
    await during(story, sleep(storyMs));
    ledger.over = true;
    const { applied, faults: count } = await faults;
    await story;
    await everythingSettled(world);
    await verifyEffects(world, ledger);
    const repeats = await verifyMessages(world, ledger, () => applied.telegram + applied.slack);
    expect(repeats).toBeLessThanOrEqual(applied.telegram + applied.slack);
    tell(`${database.name}: ${count} faults; ${told(ledger)}; ${repeats} repeated; DOMOVOY_SEED=${seed}`);
    await close();
  }, 180_000);

  it("every update and event twice and out of order: everything once", async () => {
    await open();
    world.telegram.deliveryFaults({ duplicate: true, shuffle: true, seed });
    world.slack.disturb({ times: Number.POSITIVE_INFINITY, copies: 2 });
    const ledger = createLedger();
    const story = liveStory(world, ledger, seed);
    await during(story, sleep(storyMs));
    ledger.over = true;
    await story;
    await everythingSettled(world);
    await verifyEffects(world, ledger);
    expect(await verifyMessages(world, ledger, () => 0)).toBe(0);
    tell(`${database.name}, all twice: ${told(ledger)}; DOMOVOY_SEED=${seed}`);
    await close();
  }, 180_000);
});
