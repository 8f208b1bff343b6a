import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { Browser, Page } from "playwright-core";
import { type Sandbox, startSandbox } from "../../../../src/demonstration/sandbox/start-sandbox.ts";
import { compilePage, launchBrowser } from "./browser.ts";

export interface Look {
  language: "ru" | "en";
  scheme?: "light" | "dark";
  size?: { width: number; height: number };
  /** Pixels of the picture for one of the page. */
  scale?: number;
}

export const laptop = { width: 1366, height: 768 };
export const phone = { width: 390, height: 844 };

/** A sandbox with its town, and a browser to look at it with. */
export interface Rig {
  sandbox: Sandbox;
  /** Where screenshots go. */
  shots: string;
  open(look: Look): Promise<Page>;
  /** What the process and the pages complained of. */
  complaints: string[];
  close(): Promise<void>;
}

export const openRig = async ({ empty = false } = {}): Promise<Rig> => {
  const folder = mkdtempSync(join(tmpdir(), "domovoy-page-test-"));
  const shots = process.env.SHOTS ?? mkdtempSync(join(tmpdir(), "domovoy-shots-"));
  const complaints: string[] = [];
  const logger = pino({ level: "error" }, { write: (line: string) => void complaints.push(line) });
  const page = compilePage();
  const sandbox = await startSandbox({
    folder,
    port: 0,
    logger,
    onFatal: (fault) => void complaints.push(String(fault)),
    pageFolders: page.folders,
    empty,
  });
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await sandbox.stop();
    page.drop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    [browser] = await Promise.all([launchBrowser(), sandbox.host.ready]);
  } catch (error) {
    await close();
    throw error;
  }
  const opened = browser;
  return {
    sandbox,
    shots,
    complaints,
    open: async ({ language, scheme = "light", size = laptop, scale = 1 }) => {
      const context = await opened.newContext({
        viewport: size,
        deviceScaleFactor: scale,
        colorScheme: scheme,
        locale: language,
      });
      const made = await context.newPage();
      made.setDefaultTimeout(20_000);
      made.on("pageerror", (error) => void complaints.push(`page: ${error.message}`));
      made.on("console", (line) => {
        if (line.type() === "error" && !line.text().startsWith("Failed to load"))
          complaints.push(`console: ${line.text()}`);
      });
      made.on("response", (response) => {
        if (response.status() >= 400)
          void response.text().then((text) => complaints.push(`${response.url()}: ${text}`));
      });
      await made.goto(sandbox.address);
      await made.locator("#sl-messages article").first().waitFor({ state: "attached" });
      return made;
    },
    close,
  };
};
