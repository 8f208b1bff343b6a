import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { packageRoot } from "../../src/database/package-root.ts";

/** Worked examples lie beside the repository, never in it. */
const folder = [process.env.DOMOVOY_SHARED, "../shared", "../../shared"]
  .filter((path) => path !== undefined)
  .map((path) => resolve(packageRoot, path))
  .find((path) => existsSync(join(path, "finance")));

/** For the title of a test that has nothing to do without them. */
export const skippedWithoutShared = folder ? "" : " (skipped: there are no shared examples)";

/** A file of the examples; undefined where there are none. */
export const sharedExamples = <T>(file: string): T | undefined =>
  folder && existsSync(join(folder, file))
    ? (JSON.parse(readFileSync(join(folder, file), "utf8")) as T)
    : undefined;
