import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { MessageChannel, Worker } from "node:worker_threads";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { BulkSetup } from "../src/bulk-thread.ts";
import { publishQueue } from "../src/core/billing/month/decide-month.ts";
import { peopleBoard } from "../src/core/work/people-first.ts";
import { packageRoot } from "../src/database/package-root.ts";
import { localesFolder } from "../src/package-paths.ts";
import { samplePaper } from "./adapters/documents/receipts/sample-paper.ts";

let folder: string;

beforeAll(async () => {
  const cache = join(packageRoot, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, "domovoy-bundle-"));
  const maker = new URL("../src/bundle.mjs", import.meta.url).href;
  const { bundle } = (await import(maker)) as { bundle(source: string, target: string): Promise<void> };
  await bundle(join(packageRoot, "src"), folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (program: string, args: readonly string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [join(folder, program), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", ...env },
    encoding: "utf8",
  });

it("starts as far as to say what is wrong with the configuration", () => {
  const { status, stderr } = run("main.js", [], { TELEGRAM_BOT_TOKEN: "none" });
  expect(stderr).toContain("TELEGRAM_BOT_TOKEN");
  expect(status).toBe(78);
});

/** What a program loads before it has done anything. */
const loadedAtOnce = (program: string, seen = new Set<string>()): Set<string> => {
  const source = readFileSync(join(folder, program), "utf8");
  for (const [, name = ""] of source.matchAll(/^(?:import|export)\b[^"'()]*?["']([^"']+)["'];/gm)) {
    if (!seen.has(name)) {
      seen.add(name);
      if (name.startsWith("./")) loadedAtOnce(name, seen);
    }
  }
  return seen;
};

it("leaves the libraries of what is switched off outside", () => {
  const names = [...loadedAtOnce("main.js")];
  expect(names.some((name) => name.startsWith("pino"))).toBe(true);
  for (const library of ["@aws-sdk", "nodemailer", "smpp", "web-push", "pg-boss"])
    expect(names.filter((name) => name.startsWith(library))).toEqual([]);
  const all = readdirSync(folder).filter((name) => name.endsWith(".js"));
  const asking = all.filter((name) =>
    readFileSync(join(folder, name), "utf8").includes('from "@aws-sdk/client-s3"'),
  );
  expect(asking).toHaveLength(1);
});

it("makes a database and finds the texts from the command line", () => {
  const url = `file:${join(folder, "domovoy.db")}`;
  const { status, stderr, stdout } = run("cli.js", ["migrate"], { DATABASE_URL: url });
  expect({ status, said: stdout + stderr }).toMatchObject({ status: 0 });
  expect(existsSync(join(folder, "domovoy.db"))).toBe(true);
});

it("draws receipts in a thread of its own", async () => {
  const thread = new Worker(join(folder, "receipt-worker.js"), { workerData: { locales: localesFolder } });
  const answer = new Promise((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
  });
  thread.postMessage({ id: 1, papers: [samplePaper()], language: "ru" });
  const { bytes } = (await answer) as { bytes: Uint8Array };
  await thread.terminate();
  expect(Buffer.from(bytes).subarray(0, 5).toString()).toBe("%PDF-");
});

it("does long jobs in a thread of its own, which ends when it is told to", async () => {
  const databaseUrl = `file:${join(folder, "thread.db")}`;
  expect(run("cli.js", ["migrate"], { DATABASE_URL: databaseUrl }).status).toBe(0);
  const { port1, port2 } = new MessageChannel();
  const setup: BulkSetup = {
    databaseUrl,
    keys: [Buffer.alloc(32, 7)],
    settings: { staffChannel: null, botUsername: null },
    log: { level: "error", pretty: false },
    people: peopleBoard(),
    turns: port2,
  };
  const thread = new Worker(join(folder, "bulk-worker.js"), { workerData: setup, transferList: [port2] });
  const answer = new Promise((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
  });
  thread.postMessage({ kind: "do", id: 1, queue: publishQueue, payload: { monthId: "none", run: 1 } });
  expect(await answer).toEqual({ kind: "done", id: 1 });
  const ended = new Promise((resolve) => thread.once("exit", resolve));
  thread.postMessage({ kind: "end" });
  expect(await ended).toBe(0);
  port1.close();
});

it("has all that the sandbox page asks for", () => {
  const page = join(folder, "sandbox", "page");
  for (const file of ["index.html", "icon.svg", "main.js", "styles/shell.css"])
    expect({ file, there: existsSync(join(page, file)) }).toEqual({ file, there: true });
});
