import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Child } from "./support/child.ts";
import { startWorker } from "./support/killer.ts";
import { createLedger } from "./support/ledger.ts";
import { compileProgram, type Program } from "./support/program.ts";
import { seededRandom } from "./support/random.ts";
import { seed, tell } from "./support/run-options.ts";
import { everythingSettled } from "./support/settled.ts";
import { during, liveStory } from "./support/story.ts";
import { verifyEffects } from "./support/verify-effects.ts";
import { verifyMessages } from "./support/verify-messages.ts";
import { openWorld, type World } from "./support/world.ts";

const ways = {
  sqlite: { telegram: "polling", slack: "socket" },
  postgresql: { telegram: "webhook", slack: "http" },
} as const;
const stops = 5;
const stopWithinMs = 10_000;

describe.each(databases)(`SIGTERM on $name (DOMOVOY_SEED=${seed})`, (database) => {
  let program: Program;
  let world: World;
  let child: Child;
  const random = seededRandom(seed);
  const start = async (): Promise<void> => {
    child = startWorker(world, program);
    await child.loaded;
    child.begin();
    await child.running;
  };
  const stop = async (): Promise<{ code: number | null; ms: number }> => {
    const askedAt = performance.now();
    child.signal("SIGTERM");
    const { code } = await child.ended;
    expect(
      child.lines.filter(({ level }) => level >= 50),
      "lines at ERROR",
    ).toEqual([]);
    return { code, ms: performance.now() - askedAt };
  };
  beforeAll(async () => {
    program = compileProgram();
    world = await openWorld({ database, ...ways[database.name], residents: 6, managers: 2, retryScale: 0.2 });
  });
  afterAll(async () => {
    await world?.close();
    program?.remove();
  });

  it("finishes what is in hand; the next start goes on, and nothing is lost or repeated", async () => {
    await start();
    const ledger = createLedger();
    const story = liveStory(world, ledger, seed);
    const took: number[] = [];
    const restarts = async (): Promise<void> => {
      for (let count = 0; count < stops; count += 1) {
        await sleep(random.between(500, 2_500));
        // Some sends are slow, so that they are in hand when the signal comes.
        world.telegram.fault({ method: "sendMessage", answer: "delay", ms: 1_500, times: 2 });
        await sleep(random.between(0, 300));
        const { code, ms } = await stop();
        expect(code).toBe(0);
        took.push(ms);
        await start();
      }
    };
    await during(story, restarts());
    ledger.over = true;
    await story;
    await everythingSettled(world);
    await verifyEffects(world, ledger);
    expect(await verifyMessages(world, ledger, () => 0), "repeated messages").toBe(0);
    expect(Math.max(...took)).toBeLessThan(stopWithinMs);
    tell(
      `${database.name}: ${stops} stops within ${Math.round(Math.max(...took))} ms; ${ledger.filed.length} requests; DOMOVOY_SEED=${seed}`,
    );
  }, 400_000);

  it("ends within 10 s also when a platform does not answer", async () => {
    const resident = world.telegram.addUser({ firstName: "Тень", languageCode: "ru" });
    world.telegram.fault({ method: "sendMessage", answer: "hang", ms: 60_000 });
    world.slack.failApi({ kind: "hang", times: 3 });
    world.telegram.say({ from: resident.id, text: "Здравствуйте" });
    void world.slack.command({
      user: "manager0",
      channel: world.staffChannel,
      command: "/domovoy",
      text: "open",
    });
    await sleep(500);
    const { ms } = await stop();
    expect(ms).toBeLessThan(stopWithinMs + 500);
    world.telegram.clearFaults();
    world.slack.clearFaults();
    await start();
    await everythingSettled(world);
    expect(world.telegram.messages(resident.id).some(({ fromBot }) => fromBot)).toBe(true);
    expect((await stop()).code).toBe(0);
  }, 180_000);
});
