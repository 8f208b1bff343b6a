import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { examine } from "../../src/doctor/examine.ts";
import type { Finding } from "../../src/doctor/finding.ts";
import { type SlackServer, startSlackServer } from "../../src/sandbox/slack/server.ts";
import { startTelegramServer, type TelegramServer } from "../../src/sandbox/telegram/server.ts";
import type { TestDatabase } from "../support/databases.ts";

type Surroundings = Parameters<typeof examine>[1];

/** A sound installation between local servers, to be spoilt by tests. */
export interface Installation {
  telegram: TelegramServer;
  slack: SlackServer;
  folder: string;
  env: Record<string, string>;
  examine(env?: Record<string, string | undefined>, surroundings?: Partial<Surroundings>): Promise<Finding[]>;
  close(): Promise<void>;
}

export const key = Buffer.alloc(32, 7);

export const install = async (database: TestDatabase): Promise<Installation> => {
  const folder = mkdtempSync(join(tmpdir(), "domovoy-doctor-"));
  const telegram = await startTelegramServer();
  const slack = await startSlackServer();
  const channel = slack.addChannel({ name: "staff", withBot: true });
  const env: Record<string, string> = {
    DATABASE_URL: database.url,
    DOMOVOY_KEY: key.toString("base64"),
    FILES_URL: `file:${join(folder, "files")}`,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_STAFF_CHANNEL: channel.id,
    SLACK_API_URL: slack.apiUrl,
    // Nothing listens there.
    PORT: "2",
  };
  return {
    telegram,
    slack,
    folder,
    env,
    examine: (changes = {}, surroundings = {}) =>
      examine(
        { ...env, ...changes },
        {
          now: () => new Date(),
          nodeVersion: process.version,
          listenSeconds: 0,
          freeBytes: async () => 50 * 1024 ** 3,
          backupsFolder: join(folder, "backups"),
          ...surroundings,
        },
      ),
    close: async () => {
      await Promise.all([telegram.stop(), slack.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** What was found that is not ok. */
export const complaints = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ status }) => status !== "ok");
