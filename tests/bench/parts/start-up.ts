import type { BenchPart } from "../part.ts";
import { shown } from "../spread.ts";
import { measureStartUp } from "../start-up.ts";

/** How soon a process is ready, and what it holds when nothing happens. */
export const startUpPart: BenchPart = {
  name: "start-up",
  run: async (databases, quick) => {
    const startUp = quick ? { starts: 2, idleSeconds: 5 } : { starts: 5, idleSeconds: 30 };
    const sqlite = databases.makers[0];
    if (!sqlite) return;
    const { readyMs, emptyNodeMs, idleMegabytes } = await measureStartUp(
      await sqlite.create(),
      databases.folder,
      startUp,
    );
    console.log(`\nCold start to ready: ${shown(readyMs)} ms (an empty Node: ${shown(emptyNodeMs)} ms)`);
    console.log(`Resident memory after ${startUp.idleSeconds} s idle: ${idleMegabytes.toFixed(0)} MB`);
  },
};
