import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../src/database/package-root.ts";

export interface Program {
  /** Holds main.js, compose.js and the rest. */
  folder: string;
  remove(): void;
}

/**
 * Compiles src/ into a folder of the test's own: Node starts that twice as fast as the sources through a loader, and
 * nobody compiles it anew under a process that is being started again and again.
 */
export const compileProgram = (): Program => {
  const cache = join(packageRoot, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  sweep(cache);
  const folder = mkdtempSync(join(cache, `domovoy-faults-${process.pid}-`));
  const compiler = join(packageRoot, "node_modules", "typescript", "bin", "tsc");
  const options = [
    "--noCheck",
    "--incremental",
    "false",
    "--tsBuildInfoFile",
    "null",
    "--sourceMap",
    "false",
  ];
  const done = spawnSync(process.execPath, [compiler, "-p", packageRoot, "--outDir", folder, ...options], {
    encoding: "utf8",
  });
  if (done.status !== 0) throw new Error(`src/ does not compile:\n${done.stdout}${done.stderr}`);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

/** Removes what runs that were killed have left. */
const sweep = (cache: string): void => {
  for (const name of readdirSync(cache)) {
    const pid = /^domovoy-faults-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(cache, name), { recursive: true, force: true });
  }
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};
