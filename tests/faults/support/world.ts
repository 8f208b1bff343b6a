import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createKeyRing } from "../../../src/core/crypto/key-ring.ts";
import { createVault, type Vault } from "../../../src/core/crypto/vault.ts";
import type { Database } from "../../../src/database/db.ts";
import { openDatabase } from "../../../src/database/open-database.ts";
import { type SlackServer, startSlackServer } from "../../../src/sandbox/slack/server.ts";
import { startTelegramServer, type TelegramServer } from "../../../src/sandbox/telegram/server.ts";
import type { DatabaseKind } from "../../support/databases.ts";
import { type DeliveryTrace, traceDeliveries } from "./delivery-trace.ts";
import { type Seeded, seedTown } from "./seed-town.ts";

export interface WorldOptions {
  database: DatabaseKind;
  library?: "grammy" | "telegraf";
  telegram?: "polling" | "webhook";
  slack?: "socket" | "http";
  residents: number;
  managers: number;
  /**
   * Slack delivers an event again after 0, 60 and 300 s, times this. The last time must come when the process lives for
   * good again: an event that is refused four times is lost, as it is in Slack.
   */
  retryScale?: number;
}

/** Everything that outlives the processes: the platforms, the database, the files, and whom they belong to. */
export interface World {
  telegram: TelegramServer;
  slack: SlackServer;
  staffChannel: string;
  database: Database;
  vault: Vault;
  filesFolder: string;
  seeded: Seeded;
  trace: DeliveryTrace;
  /** Port of the process; fixed, since webhooks name it. */
  port: number;
  env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const secret = "fault-tests-webhook-secret-0123456789";

/** Opens the platforms and seeds a company, with nobody serving them yet. */
export const openWorld = async (options: WorldOptions): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), "domovoy-faults-"));
  const filesFolder = join(folder, "files");
  const { url, drop } = await options.database.create();
  const key = randomBytes(32);
  const vault = createVault(createKeyRing([key]));
  const database = await openDatabase(url);
  const telegram = await startTelegramServer({ limits: { webhookRetryMs: 100, journal: 200_000 } });
  const slack = await startSlackServer({ retryScale: options.retryScale ?? 0.1 });
  const managers = Array.from({ length: options.managers }, (_, index) =>
    slack.addUser({ name: `manager${index}`, realName: `Мария Управская ${index}`, locale: "ru-RU" }),
  );
  const members = managers.map(({ id }) => id);
  const staffChannel = slack.addChannel({ name: "staff", members, withBot: true }).id;
  const port = await freePort();
  if (options.slack === "http")
    await slack.useRequestUrl({ url: `http://127.0.0.1:${port}/slack/events`, verify: false });
  const seeded = await seedTown(database, vault, options);
  return {
    telegram,
    slack,
    staffChannel,
    database,
    vault,
    filesFolder,
    seeded,
    trace: traceDeliveries(slack),
    port,
    env: {
      DATABASE_URL: url,
      DOMOVOY_KEY: key.toString("base64"),
      FILES_URL: `file:${filesFolder}`,
      PORT: String(port),
      LOG_LEVEL: "info",
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      TELEGRAM_LIBRARY: options.library ?? "grammy",
      ...(options.telegram === "webhook"
        ? {
            TELEGRAM_WEBHOOK_URL: `http://127.0.0.1:${port}/telegram/webhook`,
            TELEGRAM_WEBHOOK_SECRET: secret,
          }
        : {}),
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_STAFF_CHANNEL: staffChannel,
      ...(options.slack === "http"
        ? { SLACK_SIGNING_SECRET: slack.signingSecret }
        : { SLACK_APP_TOKEN: slack.appToken }),
    },
    close: async () => {
      await Promise.all([telegram.stop(), slack.stop()]);
      await database.close();
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** A port that nobody has now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });
