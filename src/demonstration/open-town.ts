import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "pino";
import type { FilesConfig } from "../adapters/files/open-file-store.ts";
import { compose, type Domovoy } from "../compose.ts";
import type { Config } from "../config.ts";
import { type Clock, systemClock } from "../core/clock.ts";
import type { DeliveryLimits } from "../delivery/limits.ts";
import { type LettersConfig, noLetters } from "../letters-config.ts";
import { type SlackServer, startSlackServer } from "../sandbox/slack/server.ts";
import { startTelegramServer, type TelegramServer } from "../sandbox/telegram/server.ts";
import { type Company, seedCompany } from "./seed-company.ts";
import { settle } from "./settle.ts";

export interface TownOptions {
  databaseUrl: string;
  /** Where files are kept; a temporary folder, removed at the end, if not given. */
  files?: FilesConfig;
  keys: Buffer[];
  library?: "grammy" | "telegraf";
  telegram?: "polling" | "webhook";
  slack?: "socket" | "http";
  clock?: Clock;
  logger: Logger;
  limits?: Partial<DeliveryLimits>;
  /** E-mail, SMS and push; off where they are not named. */
  letters?: Partial<LettersConfig>;
  onFatal?(fault: Error): void;
}

/** Local Telegram and Slack servers with the whole of Domovoy between them: for the demonstration and for tests. */
export interface Town {
  telegram: TelegramServer;
  slack: SlackServer;
  staffChannel: string;
  config: Config;
  domovoy: Domovoy;
  company: Company;
  /** Until every update and event is taken and every message sent. */
  settled(): Promise<void>;
  /** Stops Domovoy and starts it again; the platforms go on. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const webhookSecret = "local-webhook-secret-0123456789";

/** Opens the town: servers, a staff channel with the bot in it, Domovoy, a company with a house and its people. */
export const openTown = async (options: TownOptions): Promise<Town> => {
  const { clock = systemClock, logger } = options;
  const folder = await mkdtemp(join(tmpdir(), "domovoy-town-"));
  const telegram = await startTelegramServer({ clock: { now: () => clock.now().getTime() } });
  const slack = await startSlackServer({ clock, retryScale: 0.01 });
  const administrator = slack.addUser({ name: "olga", realName: "Olga Orlova", locale: "ru-RU" });
  const staffChannel = slack.addChannel({ name: "staff", members: [administrator.id], withBot: true }).id;
  const config = await configOf(options, {
    telegram,
    slack,
    staffChannel,
    files: options.files ?? { kind: "disk", folder: join(folder, "files") },
  });

  const start = async (): Promise<Domovoy> => {
    const domovoy = await compose(config, {
      logger,
      clock,
      onFatal: options.onFatal ?? ((fault) => logger.error({ err: fault }, fault.message)),
      ...(options.limits ? { limits: options.limits } : {}),
    });
    if (options.slack === "http")
      await slack.useRequestUrl({ url: `http://127.0.0.1:${domovoy.port}/slack/events` });
    return domovoy;
  };

  const town = { domovoy: await start() };
  const company = await seedCompany(town.domovoy.core);
  const settled = (): Promise<void> => settle(telegram, slack, town.domovoy);
  return {
    telegram,
    slack,
    staffChannel,
    config,
    company,
    get domovoy() {
      return town.domovoy;
    },
    settled,
    restart: async () => {
      await town.domovoy.stop();
      town.domovoy = await start();
    },
    close: async () => {
      await town.domovoy.stop();
      await Promise.all([telegram.stop(), slack.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
};

interface Servers {
  telegram: TelegramServer;
  slack: SlackServer;
  staffChannel: string;
  files: FilesConfig;
}

const configOf = async (
  options: TownOptions,
  { telegram, slack, staffChannel, files }: Servers,
): Promise<Config> => {
  const port = await freePort();
  const { databaseUrl: url } = options;
  return {
    database: url.startsWith("file:")
      ? { provider: "sqlite", url, path: url.slice("file:".length) }
      : { provider: "postgresql", url },
    telegram: {
      token: telegram.token,
      apiRoot: telegram.apiRoot,
      library: options.library ?? "grammy",
      webhook:
        options.telegram === "webhook"
          ? { url: new URL(`http://127.0.0.1:${port}/telegram/webhook`), secret: webhookSecret }
          : null,
    },
    slack: {
      botToken: slack.botToken,
      staffChannel,
      apiUrl: slack.apiUrl,
      mode:
        options.slack === "http"
          ? { kind: "http", signingSecret: slack.signingSecret }
          : { kind: "socket", appToken: slack.appToken },
    },
    letters: { ...noLetters, ...options.letters },
    keys: options.keys,
    http: { host: "127.0.0.1", port, publicUrl: null },
    files,
    log: { level: "info", pretty: false },
  };
};

/** A webhook's address has to be known before its server listens. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
