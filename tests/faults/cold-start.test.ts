import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { startChild } from "./support/child.ts";
import { compileProgram, type Program } from "./support/program.ts";
import { tell } from "./support/run-options.ts";
import { openWorld, type World } from "./support/world.ts";

/** How long a start takes is the bench's business (`npm run bench -- --only=start-up`); the test tells it in passing. */
const starts = 2;

describe.each(databases)("a start on a migrated database of $name", (database) => {
  let program: Program;
  let world: World;
  beforeAll(async () => {
    program = compileProgram();
    world = await openWorld({ database, residents: 1, managers: 1 });
  });
  afterAll(async () => {
    await world?.close();
    program?.remove();
  });

  it("is ready when it says so, and ends well, time after time", async () => {
    const took: number[] = [];
    for (let count = 0; count < starts; count += 1) {
      const spawnedAt = performance.now();
      const child = startChild(join(program.folder, "main.js"), world.env);
      await child.running;
      took.push(Math.round(performance.now() - spawnedAt));
      const ready = await fetch(`http://127.0.0.1:${world.port}/readyz`);
      expect(ready.status).toBe(200);
      await ready.text();
      child.signal("SIGTERM");
      expect((await child.ended).code).toBe(0);
    }
    tell(`${database.name}: from spawn to ready ${took.join(", ")} ms`);
  });
});
