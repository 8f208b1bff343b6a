import { describe, expect, it } from "vitest";
import { parseConfig } from "../src/config.ts";

const configOf = (env: Record<string, string>) => {
  const parsed = parseConfig(env);
  if (!parsed.ok) throw new Error(parsed.mistakes.join("\n"));
  return parsed.config;
};

const mistakesOf = (env: Record<string, string>) => {
  const parsed = parseConfig(env);
  return parsed.ok ? [] : parsed.mistakes;
};

const key = Buffer.alloc(32, 7).toString("base64");

describe("config", () => {
  it("needs nothing: SQLite, no platforms, a key file", () => {
    const config = configOf({});
    expect(config).toMatchObject({
      telegram: null,
      slack: null,
      keys: null,
      http: { host: "127.0.0.1", port: 8080 },
    });
    expect(config.database).toMatchObject({ provider: "sqlite", url: "file:./data/domovoy.db" });
  });

  it("treats an empty variable as unset", () => {
    expect(configOf({ TELEGRAM_BOT_TOKEN: "", PORT: " " })).toMatchObject({
      telegram: null,
      http: { port: 8080 },
    });
  });

  it("reports every mistake at once, each with its remedy", () => {
    const mistakes = mistakesOf({
      DATABASE_URL: "postgresql://db/domovoy",
      TELEGRAM_BOT_TOKEN: "nonsense",
      SLACK_BOT_TOKEN: "xoxb-1",
      PORT: "99999",
      LOG_LEVEL: "loud",
    });
    expect(mistakes).toHaveLength(3);
    expect(mistakes.join("\n")).toMatch(/TELEGRAM_BOT_TOKEN: .*@BotFather/);
    expect(mistakes.join("\n")).toMatch(/PORT: must be 65535 or less/);
    expect(mistakes.join("\n")).toMatch(/LOG_LEVEL: must be one of/);
  });

  it("reports what does not go together", () => {
    const mistakes = mistakesOf({
      DATABASE_URL: "postgresql://db/domovoy",
      TELEGRAM_BOT_TOKEN: "1:abcdef",
      TELEGRAM_WEBHOOK_URL: "http://example.org/hook",
      SLACK_BOT_TOKEN: "xoxb-1",
    });
    const names = mistakes.map((mistake) => mistake.split(":")[0]);
    expect(names.sort()).toEqual([
      "DOMOVOY_KEY",
      "SLACK_APP_TOKEN",
      "SLACK_STAFF_CHANNEL",
      "TELEGRAM_WEBHOOK_SECRET",
      "TELEGRAM_WEBHOOK_URL",
    ]);
  });

  it("has a webhook secret only in webhook mode, and a signing secret only in HTTP mode", () => {
    const config = configOf({
      DOMOVOY_KEY: key,
      TELEGRAM_BOT_TOKEN: "1:abcdef",
      TELEGRAM_WEBHOOK_URL: "https://example.org/hook",
      TELEGRAM_WEBHOOK_SECRET: "s".repeat(32),
      SLACK_BOT_TOKEN: "xoxb-1",
      SLACK_STAFF_CHANNEL: "C123",
      SLACK_SIGNING_SECRET: "12345678",
    });
    expect(config.telegram?.webhook?.secret).toHaveLength(32);
    expect(config.slack?.mode).toEqual({ kind: "http", signingSecret: "12345678" });
    expect(config.keys).toHaveLength(1);
  });

  it("says which key is of the wrong length", () => {
    expect(mistakesOf({ DOMOVOY_KEY: "c2hvcnQ=" })).toEqual([
      expect.stringMatching(/^DOMOVOY_KEY: key 1 has 5 bytes/),
    ]);
  });

  it("turns further channels on, each by its variables", () => {
    expect(configOf({}).letters).toMatchObject({ mail: null, sms: null, push: null });
    const { letters } = configOf({
      SMTP_URL: "smtp://office:secret@mail.example.org:587",
      MAIL_FROM: "Office <office@example.org>",
      SMS_URL: "smpp://log%40in:se%2Fcret@smsc.example.org",
      SMS_FROM: "DOMOVOY",
      PUSH_PUBLIC_KEY: Buffer.alloc(65).toString("base64url"),
      PUSH_PRIVATE_KEY: Buffer.alloc(32).toString("base64url"),
      PUSH_CONTACT: "mailto:office@example.org",
      PUBLIC_URL: "https://domovoy.example.org/",
    });
    expect(letters.mail?.from).toBe("Office <office@example.org>");
    expect(letters.sms).toEqual({
      kind: "smpp",
      host: "smsc.example.org",
      port: 2775,
      tls: false,
      systemId: "log@in",
      password: "se/cret",
      from: "DOMOVOY",
    });
    expect(letters.push?.contact).toBe("mailto:office@example.org");
    const http = configOf({
      SMS_URL: "https://sms.example.org/send",
      SMS_BODY: '{"to":"{to}","text":"{text}"}',
    });
    expect(http.letters.sms).toMatchObject({ kind: "http", authorization: null, receipts: false });
  });

  it("says what is missing of a further channel", () => {
    const mistakes = mistakesOf({
      SMTP_URL: "smtp://mail.example.org",
      SMS_URL: "https://sms.example.org/send?phone={to}",
      SMS_BODY: "to={to}",
      PUSH_CONTACT: "mailto:office@example.org",
    }).join("\n");
    expect(mistakes).toMatch(/MAIL_FROM: is required with SMTP_URL/);
    expect(mistakes).toMatch(/SMS_URL: has no \{text\}/);
    expect(mistakes).toMatch(/SMS_BODY: must be JSON/);
    expect(mistakes).toMatch(/PUSH_PUBLIC_KEY: is required/);
    expect(mistakesOf({ SMTP_URL: "mail.example.org" }).join()).toMatch(/SMTP_URL: must be the address/);
    expect(mistakesOf({ PUSH_PUBLIC_KEY: "short" }).join()).toMatch(/npx web-push generate-vapid-keys/);
  });
});
