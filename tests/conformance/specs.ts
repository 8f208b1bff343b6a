import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { packageRoot } from "../../src/database/package-root.ts";

const candidates = [process.env.DOMOVOY_SHARED, "../shared", "../../shared"]
  .filter((path) => path !== undefined)
  .map((path) => resolve(packageRoot, path, "specs"));
const folder = candidates.find((path) => existsSync(path)) ?? resolve(packageRoot, "../shared/specs");

/** The platforms' published schemas and recorded payloads; they lie beside the repository, never in it. */
export const specsArePresent = existsSync(folder);

/** For the title of a test that cannot run without them. */
export const skippedWithout = specsArePresent ? "" : ` (skipped: there is no ${folder})`;

export const readSpec = <T>(file: string): T => JSON.parse(readFileSync(join(folder, file), "utf8")) as T;

export interface Fixture {
  name: string;
  payload: Record<string, unknown>;
}

/** Recorded payloads of a platform. What the platform answered to calls is no payload that comes in. */
export const fixturesOf = (platform: "telegram" | "slack"): Fixture[] => {
  if (!specsArePresent) return [];
  const path = join("fixtures", platform);
  return readdirSync(join(folder, path), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json") && !/^(api-)?responses\//.test(name))
    .sort()
    .map((name) => ({ name, payload: readSpec(join(path, name)) }));
};

/** What a platform answered to calls. */
export const answersOf = (platform: "telegram" | "slack"): Fixture[] => {
  if (!specsArePresent) return [];
  const path = join("fixtures", platform, platform === "slack" ? "api-responses" : "responses");
  return readdirSync(join(folder, path))
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => ({ name, payload: readSpec(join(path, name)) }));
};

/** What is tested in another file stays tested: the file must be there. Anything but a file's name is a reason. */
export const assertThere = (test: string): void => {
  if (test.endsWith(".ts") && !existsSync(join(packageRoot, "tests", test)))
    throw new Error(`tests/${test} is gone, which held this limit`);
};
