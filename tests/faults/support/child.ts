import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface LogLine {
  level: number;
  msg: string;
  [field: string]: unknown;
}

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** One life of the program. */
export interface Child {
  readonly pid: number;
  /** The modules are loaded: it can begin at once. */
  loaded: Promise<void>;
  /** Lets a worker that has loaded begin. */
  begin(): void;
  /** "Domovoy is running"; rejects when it ends before. */
  running: Promise<void>;
  ended: Promise<Ended>;
  isRunning(): boolean;
  /** What it logged at WARN and above, and what else it wrote. */
  lines: LogLine[];
  stderr(): string;
  signal(name: NodeJS.Signals): void;
}

const warn = 40;

/** Starts Node with a script; its log is read line by line. */
export const startChild = (script: string, env: Readonly<Record<string, string>>): Child => {
  const process_: ChildProcess = spawn(process.execPath, ["--enable-source-maps", script], {
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "production", ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const loaded = deferred<void>();
  const running = deferred<void>();
  const ended = deferred<Ended>();
  const lines: LogLine[] = [];
  let isRunning = false;
  let errors = "";

  process_.stderr?.on("data", (data: Buffer) => {
    errors += data.toString();
  });
  if (process_.stdout)
    createInterface({ input: process_.stdout }).on("line", (line) => {
      if (line === "loaded") return loaded.resolve();
      const entry = parsed(line);
      if (entry.level >= warn) lines.push(entry);
      if (entry.msg !== "Domovoy is running") return;
      isRunning = true;
      running.resolve();
    });
  // The pipe breaks when the process is killed; that is the point of it.
  process_.stdin?.on("error", () => undefined);
  process_.once("close", (code, signal) => {
    isRunning = false;
    const why = new Error(`the process ended (${signal ?? code}): ${errors || JSON.stringify(lines.at(-1))}`);
    loaded.reject(why);
    running.reject(why);
    ended.resolve({ code, signal });
  });
  for (const { promise } of [loaded, running]) promise.catch(() => undefined);
  return {
    pid: process_.pid ?? 0,
    loaded: loaded.promise,
    begin: () => void process_.stdin?.write("go\n"),
    running: running.promise,
    ended: ended.promise,
    isRunning: () => isRunning,
    lines,
    stderr: () => errors,
    signal: (name) => void process_.kill(name),
  };
};

const parsed = (line: string): LogLine => {
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return { level: warn, msg: line };
  }
};

const deferred = <T>() => {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
};
