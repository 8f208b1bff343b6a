import { z } from "zod";
import type { FilesConfig } from "./adapters/files/open-file-store.ts";
import { parseKeys } from "./core/crypto/key-ring.ts";
import { checkFiles, filesOf, filesVariables, pathOf } from "./files-config.ts";
import { checkLetters, type LettersConfig, lettersOf, letterVariables } from "./letters-config.ts";

/** What the environment asks for; impossible combinations can't be written down. */
export interface Config {
  database: { provider: "sqlite"; url: string; path: string } | { provider: "postgresql"; url: string };
  telegram: TelegramConfig | null;
  slack: SlackConfig | null;
  letters: LettersConfig;
  /** Newest first; null: a key file beside the SQLite database. */
  keys: Buffer[] | null;
  http: {
    host: string;
    port: number;
    /** Where people reach us, without a slash at the end; null: as the server listens. */
    publicUrl: string | null;
  };
  files: FilesConfig;
  log: { level: LogLevel; pretty: boolean };
}

export interface TelegramConfig {
  token: string;
  apiRoot: string;
  library: "grammy" | "telegraf";
  webhook: { url: URL; secret: string } | null;
}

export interface SlackConfig {
  botToken: string;
  staffChannel: string;
  apiUrl: string;
  mode: { kind: "socket"; appToken: string } | { kind: "http"; signingSecret: string };
}

export type LogLevel = (typeof logLevels)[number];

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const officialTelegram = "https://api.telegram.org";

export type ParsedConfig = { ok: true; config: Config } | { ok: false; mistakes: string[] };

/** Reads the whole environment and reports every mistake at once, each with its remedy. Empty means unset. */
export const parseConfig = (
  env: Readonly<Record<string, string | undefined>>,
  isTerminal = false,
): ParsedConfig => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    return {
      ok: false,
      mistakes: parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`),
    };
  }
  return { ok: true, config: configOf(parsed.data, isTerminal) };
};

const url = (protocols: RegExp, message: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.test(value), message);

const environment = z
  .object({
    DATABASE_URL: z
      .string()
      .regex(
        /^(file:.+|postgres(ql)?:\/\/.+)/,
        "must start with file: or postgresql://, for example file:./data/domovoy.db",
      )
      .default("file:./data/domovoy.db"),
    TELEGRAM_BOT_TOKEN: z
      .string()
      .regex(/^\d+:[\w-]{5,}$/, "is not a bot token; copy it whole from @BotFather")
      .optional(),
    TELEGRAM_API_ROOT: url(
      /^https?:/,
      "must be the address of a Bot API server, such as http://127.0.0.1:8081",
    ).default(officialTelegram),
    TELEGRAM_LIBRARY: z.enum(["grammy", "telegraf"], "must be grammy or telegraf").default("grammy"),
    TELEGRAM_WEBHOOK_URL: url(/^https?:/, "must be an https:// address that reaches this process").optional(),
    TELEGRAM_WEBHOOK_SECRET: z
      .string()
      .regex(
        /^[A-Za-z0-9_-]{16,256}$/,
        "must be 16 to 256 letters, digits, _ or -; make one with: openssl rand -hex 32",
      )
      .optional(),
    SLACK_BOT_TOKEN: z
      .string()
      .regex(/^xoxb-/, "must be the bot token, which starts with xoxb-")
      .optional(),
    SLACK_STAFF_CHANNEL: z
      .string()
      .regex(/^[CG][A-Z0-9]+$/, "must be a channel's id (C…), from the end of the channel's details")
      .optional(),
    SLACK_APP_TOKEN: z
      .string()
      .regex(/^xapp-/, "must be the app-level token, which starts with xapp-")
      .optional(),
    SLACK_SIGNING_SECRET: z
      .string()
      .min(8, "must be the signing secret from the app's Basic Information")
      .optional(),
    SLACK_API_URL: url(
      /^https?:/,
      "must be the address of a Slack API, such as https://slack.com/api/",
    ).default("https://slack.com/api/"),
    ...letterVariables,
    PUBLIC_URL: url(
      /^https?:/,
      "must be the https:// address at which people reach this process, such as https://domovoy.example.org",
    ).optional(),
    DOMOVOY_KEY: z
      .string()
      .transform((value, context) => keysOf(value, context))
      .optional(),
    PORT: z.coerce
      .number("must be a number")
      .int("must be a whole number")
      .min(0, "must be 0 or more")
      .max(65535, "must be 65535 or less")
      .default(8080),
    HOST: z.string().default("127.0.0.1"),
    ...filesVariables,
    LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(", ")}`).default("info"),
    NODE_ENV: z.string().optional(),
  })
  .superRefine((env, context) => {
    const mistake = (name: string, message: string) =>
      context.addIssue({ code: "custom", path: [name], message });
    if (env.TELEGRAM_WEBHOOK_URL) {
      if (!env.TELEGRAM_WEBHOOK_SECRET)
        mistake(
          "TELEGRAM_WEBHOOK_SECRET",
          "is required with TELEGRAM_WEBHOOK_URL; make one with: openssl rand -hex 32",
        );
      if (env.TELEGRAM_API_ROOT === officialTelegram && !env.TELEGRAM_WEBHOOK_URL.startsWith("https:")) {
        mistake("TELEGRAM_WEBHOOK_URL", "must start with https://: Telegram delivers nowhere else");
      }
    }
    if (env.SLACK_BOT_TOKEN) {
      if (!env.SLACK_STAFF_CHANNEL)
        mistake("SLACK_STAFF_CHANNEL", "is required with SLACK_BOT_TOKEN: the id of the staff channel");
      if (!env.SLACK_APP_TOKEN && !env.SLACK_SIGNING_SECRET) {
        mistake(
          "SLACK_APP_TOKEN",
          "set it for Socket Mode, or SLACK_SIGNING_SECRET for HTTP: Slack's events need a way in",
        );
      }
    } else if (env.SLACK_APP_TOKEN || env.SLACK_SIGNING_SECRET || env.SLACK_STAFF_CHANNEL) {
      mistake("SLACK_BOT_TOKEN", "is required when another SLACK_ variable is set");
    }
    checkFiles(env, mistake);
    checkLetters(env, mistake);
    if (env.DATABASE_URL.startsWith("postgres") && !env.DOMOVOY_KEY) {
      mistake(
        "DOMOVOY_KEY",
        "is required with PostgreSQL, and must be the same for every process; make one with: openssl rand -base64 32",
      );
    }
  });

const keysOf = (
  value: string,
  context: { addIssue(issue: { code: "custom"; message: string }): void },
): Buffer[] => {
  try {
    return parseKeys(value);
  } catch (error) {
    context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
    return [];
  }
};

type Environment = z.output<typeof environment>;

const configOf = (env: Environment, isTerminal: boolean): Config => ({
  database: env.DATABASE_URL.startsWith("file:")
    ? { provider: "sqlite", url: env.DATABASE_URL, path: pathOf(env.DATABASE_URL) }
    : { provider: "postgresql", url: env.DATABASE_URL },
  telegram: telegramOf(env),
  slack: slackOf(env),
  letters: lettersOf(env),
  keys: env.DOMOVOY_KEY ?? null,
  http: {
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, "") ?? null,
  },
  files: filesOf(env),
  log: { level: env.LOG_LEVEL, pretty: isTerminal && env.NODE_ENV !== "production" },
});

const telegramOf = (env: Environment): TelegramConfig | null => {
  if (!env.TELEGRAM_BOT_TOKEN) return null;
  const { TELEGRAM_WEBHOOK_URL: address, TELEGRAM_WEBHOOK_SECRET: secret } = env;
  return {
    token: env.TELEGRAM_BOT_TOKEN,
    apiRoot: env.TELEGRAM_API_ROOT,
    library: env.TELEGRAM_LIBRARY,
    webhook: address && secret ? { url: new URL(address), secret } : null,
  };
};

const slackOf = (env: Environment): SlackConfig | null => {
  const { SLACK_BOT_TOKEN: botToken, SLACK_STAFF_CHANNEL: staffChannel } = env;
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = env;
  if (!botToken || !staffChannel) return null;
  const mode = appToken
    ? ({ kind: "socket", appToken } as const)
    : ({ kind: "http", signingSecret: signingSecret ?? "" } as const);
  return { botToken, staffChannel, apiUrl: env.SLACK_API_URL, mode };
};
