import { resolve } from "node:path";
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

  const keys = { AWS_ACCESS_KEY_ID: "AKIA1", AWS_SECRET_ACCESS_KEY: "secret" };

  it("keeps files on disk, or in a bucket with its endpoint, region, path style and prefix", () => {
    expect(configOf({ FILES_URL: "file:./there" }).files).toEqual({ kind: "disk", folder: resolve("there") });
    expect(configOf({ FILES_URL: "s3://house-files?region=eu-central-1", ...keys }).files).toEqual({
      kind: "s3",
      bucket: "house-files",
      endpoint: null,
      region: "eu-central-1",
      pathStyle: false,
      prefix: "",
      accessKeyId: "AKIA1",
      secretAccessKey: "secret",
    });
    const own = "s3://house-files?endpoint=http://minio:9000/&prefix=domovoy/";
    expect(configOf({ FILES_URL: own, ...keys }).files).toMatchObject({
      endpoint: "http://minio:9000",
      region: "us-east-1",
      pathStyle: true,
      prefix: "domovoy/",
    });
    expect(configOf({ FILES_URL: `${own}&pathStyle=false`, ...keys }).files).toMatchObject({
      pathStyle: false,
    });
  });

  it.each([
    ["s3://", /must start with file: or s3:/],
    ["https://bucket", /must start with file: or s3:/],
    ["s3://Files?region=eu-central-1", /"Files" is no bucket's name/],
    ["s3://id:secret@house-files?region=eu-central-1", /must hold no key; set AWS_ACCESS_KEY_ID/],
    ["s3://house-files:9000?region=eu-central-1", /a port after the bucket; it belongs into endpoint=/],
    ["s3://house-files/domovoy?region=eu-central-1", /a path after the bucket; write it as prefix=domovoy\//],
    ["s3://house-files", /needs region=… .* or endpoint=…/],
    ["s3://house-files?region=Frankfurt", /region must be a name such as/],
    ["s3://house-files?endpoint=minio:9000", /endpoint must be the address of an S3 server/],
    ["s3://house-files?endpoint=http://minio/files", /endpoint must be .* without a path/],
    ["s3://house-files?region=a-1&pathStyle=yes", /pathStyle must be true .* or false/],
    ["s3://house-files?region=a-1&prefix=/x", /prefix may have/],
    [
      "s3://house-files?region=a-1&acl=public",
      /has "acl", which is none of endpoint, region, pathStyle, prefix/,
    ],
    ["s3://house-files?region=a-1&region=b-1", /has region twice; keep one/],
  ])("says what is wrong with FILES_URL=%s", (url, words) => {
    expect(mistakesOf({ FILES_URL: url, ...keys })).toEqual([
      expect.stringMatching(new RegExp(`^FILES_URL: .*${words.source}`)),
    ]);
  });

  it("asks for a bucket's keys, and only for a bucket's", () => {
    expect(mistakesOf({ FILES_URL: "s3://x?region=Y&a=b" }).map((mistake) => mistake.split(":")[0])).toEqual([
      "FILES_URL",
      "FILES_URL",
      "FILES_URL",
      "AWS_ACCESS_KEY_ID",
      "AWS_SECRET_ACCESS_KEY",
    ]);
    const broken = { FILES_URL: "s3://house-files?region=a-1", ...keys, AWS_SECRET_ACCESS_KEY: "sec\nret" };
    expect(mistakesOf(broken)).toEqual([expect.stringMatching(/^AWS_SECRET_ACCESS_KEY: has a space/)]);
    expect(mistakesOf({ FILES_URL: "file:./files" })).toEqual([]);
  });
});
