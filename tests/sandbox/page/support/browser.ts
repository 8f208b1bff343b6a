import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const places = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** Undefined where there is none. */
export const browserPath = places.find((path) => path && existsSync(path));

const withoutBrowser =
  "skipped: no browser was found. Get one with apt-get install chromium, or name one in CHROMIUM";

/** The name of a suite; where there is no browser, the summary says so by it, and how to get one. */
export const titled = (name: string): string => (browserPath ? name : `${name} (${withoutBrowser})`);

/** A browser, a bot and a database share the machine with other tests. */
export const patience = { timeout: 120_000 };

if (!browserPath) process.stderr.write(`tests/sandbox/page: ${withoutBrowser}\n`);

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    ...(browserPath ? { executablePath: browserPath } : {}),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

/** Compiles the page's modules into a folder of their own; the first of the folders to serve it from. */
export const compilePage = (): { folders: string[]; drop(): void } => {
  const folder = mkdtempSync(join(tmpdir(), "domovoy-page-"));
  const tsc = join("node_modules", "typescript", "bin", "tsc");
  const { status, stdout } = spawnSync(process.execPath, [
    tsc,
    ...["-p", "src/sandbox/page", "--outDir", folder, "--incremental", "false", "--tsBuildInfoFile", "null"],
  ]);
  if (status !== 0) throw new Error(`The page does not compile:\n${stdout}`);
  return {
    folders: [folder, join("src", "sandbox", "page")],
    drop: () => rmSync(folder, { recursive: true, force: true }),
  };
};
