import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";
import { holdNatives } from "./hold-natives.ts";

/** What is written meanwhile is copied by a further pass; after some, the next time. */
const mostPasses = 4;

const { path } = workerData as { path: string };
const database = holdNatives(new Database(path));
// Waits for nobody and lets nobody wait.
const copy = database.prepare<[], { log: number; checkpointed: number }>("PRAGMA wal_checkpoint(PASSIVE)");

parentPort?.on("message", (wanted: "copy" | "end") => {
  if (wanted === "end") {
    database.close();
    parentPort?.close();
    return;
  }
  for (let pass = 1; pass <= mostPasses; pass += 1) {
    const left = copy.get();
    if (left === undefined || left.log === left.checkpointed) break;
  }
  parentPort?.postMessage("copied");
});
