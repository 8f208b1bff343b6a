import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { compose } from "../../src/compose.ts";
import type { Config } from "../../src/config.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { unpaced } from "../../src/delivery/limits.ts";
import { noLetters } from "../../src/letters-config.ts";
import type { Latencies, Load, Platforms } from "./crowd-load.ts";
import { benchVault, settle, silentCore } from "./settlement.ts";

export interface LatencyResult extends Latencies {
  longestLagMs: number;
  p99LagMs: number;
}

/** Domovoy in this process, the platforms and the people in another, real HTTP and WebSocket between them. */
export const measureLatency = async (url: string, folder: string, load: Load): Promise<LatencyResult> => {
  const crowd = fork(fileURLToPath(new URL("./crowd.js", import.meta.url)));
  try {
    const platforms = await told<Platforms>(crowd);
    const database = await openDatabase(url);
    await settle(silentCore(database, benchVault()), platforms.residents);
    await database.close();
    const domovoy = await compose(configOf(url, folder, platforms), {
      logger: pino({ level: "error" }),
      onFatal: (fault) => console.error(fault.message),
      // The load is above what Telegram allows a bot; here it is the process that is measured.
      limits: { paces: unpaced },
    });
    try {
      await ask(crowd, "prepare");
      const lag = monitorEventLoopDelay({ resolution: 1 });
      lag.enable();
      const latencies = await ask<Latencies>(crowd, load);
      lag.disable();
      return { ...latencies, longestLagMs: lag.max / 1e6, p99LagMs: lag.percentile(99) / 1e6 };
    } finally {
      await domovoy.stop();
    }
  } finally {
    crowd.disconnect();
  }
};

export const ask = <Answer>(crowd: ChildProcess, what: object | string): Promise<Answer> => {
  const answer = told<Answer>(crowd);
  crowd.send(what);
  return answer;
};

export const told = <Answer>(crowd: ChildProcess): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the crowd ended early (exit ${code})`));
    crowd.once("exit", ended);
    crowd.once("message", (message) => {
      crowd.off("exit", ended);
      resolve(message as Answer);
    });
  });

export const configOf = (url: string, folder: string, { telegram, slack }: Platforms): Config => ({
  database: url.startsWith("file:")
    ? { provider: "sqlite", url, path: url.slice("file:".length) }
    : { provider: "postgresql", url },
  telegram: { ...telegram, library: "grammy", webhook: null },
  slack: { ...slack, mode: { kind: "socket", appToken: slack.appToken } },
  letters: noLetters,
  keys: [Buffer.alloc(32, 7)],
  http: { host: "127.0.0.1", port: 0, publicUrl: null },
  files: { kind: "disk", folder: join(folder, "files") },
  log: { level: "error", pretty: false },
});
