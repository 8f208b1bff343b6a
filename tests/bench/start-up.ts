import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { packageRoot } from "../../src/database/package-root.ts";
import { startSlackServer } from "../../src/sandbox/slack/server.ts";
import { startTelegramServer } from "../../src/sandbox/telegram/server.ts";
import { type Spread, spreadOf } from "./spread.ts";

export interface StartUpPlan {
  starts: number;
  idleSeconds: number;
}

export interface StartUpResult {
  readyMs: Spread;
  /** A process of Node that does nothing, as the machine starts it now. */
  emptyNodeMs: Spread;
  idleMegabytes: number;
}

/** Starts the compiled process as `npm start` does, both platforms on, until /readyz says yes; then leaves it alone. */
export const measureStartUp = async (
  url: string,
  folder: string,
  plan: StartUpPlan,
): Promise<StartUpResult> => {
  const telegram = await startTelegramServer();
  const slack = await startSlackServer();
  const staffChannel = slack.addChannel({ name: "staff", withBot: true }).id;
  const environment = {
    DATABASE_URL: url,
    DOMOVOY_KEY: Buffer.alloc(32, 7).toString("base64"),
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    SLACK_STAFF_CHANNEL: staffChannel,
    FILES_URL: `file:${join(folder, "files")}`,
    LOG_LEVEL: "warn",
    NODE_ENV: "production",
  };
  const ready: number[] = [];
  const empty: number[] = [];
  let idleMegabytes = Number.NaN;
  try {
    for (let start = 1; start <= plan.starts; start += 1) {
      empty.push(await timeOf(() => ended(spawn(process.execPath, ["-e", "0"]))));
      const port = await freePort();
      const began = performance.now();
      const child = spawn(
        process.execPath,
        ["--max-semi-space-size=8", "--v8-pool-size=1", join(packageRoot, "dist", "main.js")],
        {
          cwd: folder,
          env: { ...process.env, ...environment, PORT: String(port) },
          stdio: ["ignore", "inherit", "inherit"],
        },
      );
      await untilReady(`http://127.0.0.1:${port}/readyz`);
      ready.push(performance.now() - began);
      if (start === plan.starts) {
        await sleep(plan.idleSeconds * 1000);
        idleMegabytes = await residentMegabytes(`http://127.0.0.1:${port}/metrics`);
      }
      child.kill("SIGTERM");
      await ended(child);
    }
  } finally {
    await Promise.all([telegram.stop(), slack.stop()]);
  }
  return { readyMs: spreadOf(ready), emptyNodeMs: spreadOf(empty), idleMegabytes };
};

const ended = (child: ReturnType<typeof spawn>): Promise<void> =>
  new Promise((resolve) => child.once("exit", () => resolve()));

const timeOf = async (act: () => Promise<void>): Promise<number> => {
  const began = performance.now();
  await act();
  return performance.now() - began;
};

const untilReady = async (address: string): Promise<void> => {
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(5)) {
    const status = await fetch(address).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
  }
  throw new Error("the process was not ready within 30 s");
};

const residentMegabytes = async (address: string): Promise<number> => {
  const metrics = await (await fetch(address)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1]) / 1e6;
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });
