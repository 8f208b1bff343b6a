import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { report } from "../../src/cli/doctor.ts";
import { sealAudit } from "../../src/core/audit/seal-audit.ts";
import { createKeyRing } from "../../src/core/crypto/key-ring.ts";
import { createVault } from "../../src/core/crypto/vault.ts";
import { createCompany } from "../../src/core/directory/create-company.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import type { Finding } from "../../src/doctor/finding.ts";
import { readyz } from "../../src/http/health.ts";
import { startHttpServer } from "../../src/http/http-server.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { pastTheGuards } from "../support/past-the-guards.ts";
import { startS3Server } from "../support/s3/s3-server.ts";
import { complaints, type Installation, install, key } from "./examined.ts";

describe.each(databases)("doctor on $name", (kind) => {
  let database: TestDatabase;
  let place: Installation;

  beforeEach(async () => {
    database = await kind.create();
    place = await install(database);
  });
  afterEach(async () => {
    await place.close();
    await database.drop();
  });

  const found = (findings: readonly Finding[], check: string): string[] =>
    findings.filter((finding) => finding.check === check).map(({ status, text }) => `${status}: ${text}`);

  /** A company with one sealed name and a sealed chain. */
  const inhabit = async (): Promise<void> => {
    const opened = await openDatabase(database.url);
    const vault = createVault(createKeyRing([key]));
    const core = {
      database: opened,
      clock: { now: () => new Date() },
      vault,
      subscribers: [],
      enqueueJobs: async () => undefined,
      committed: () => undefined,
    };
    await runWork(
      core,
      { actor: { kind: "system", name: "test", companyId: null }, channel: "cli" },
      async (work) => {
        await createCompany(work, { name: "Дом", timeZone: "Europe/Moscow", language: "ru" });
        const { id } = await work.tx.company.findFirstOrThrow();
        await work.tx.person.create({ data: { companyId: id, nameSealed: vault.seal("Анна") } });
      },
    );
    await sealAudit(opened);
    await opened.close();
  };

  it("has nothing to complain of in a sound installation, one line a check", async () => {
    await inhabit();
    const findings = await place.examine();
    expect(complaints(findings)).toEqual([]);
    expect(findings.map(({ check }) => check)).toEqual([
      "node",
      "environment",
      "database",
      "key",
      ...(kind.name === "sqlite" ? ["disk-data"] : []),
      "disk-files",
      ...(kind.name === "postgresql" ? ["clock-postgresql"] : []),
      "clock-telegram",
      "clock-slack",
      "telegram-token",
      "telegram-privacy",
      "telegram-webhook",
      "telegram-poller",
      "slack-token",
      "slack-app-token",
      "slack-scopes",
      "staff-channel",
      "audit",
    ]);
    expect(report(findings).split("\n")).toHaveLength(findings.length + 2);
    expect(found(findings, "key")).toEqual(["ok: DOMOVOY_KEY opens what is stored"]);
  });

  it("tells a key that does not open what is stored, and one that is missing", async () => {
    await inhabit();
    const other = Buffer.alloc(32, 8).toString("base64");
    expect(found(await place.examine({ DOMOVOY_KEY: other }), "key")).toEqual([
      "fault: DOMOVOY_KEY does not open what is stored",
    ]);
    const rotated = await place.examine({ DOMOVOY_KEY: `${other},${place.env.DOMOVOY_KEY}` });
    expect(complaints(rotated)).toEqual([]);
    const without = await place.examine({ DOMOVOY_KEY: undefined });
    if (kind.name === "sqlite")
      expect(found(without, "key")[0]).toMatch(/^fault: there is neither DOMOVOY_KEY nor/);
    else expect(found(without, "environment")).toContain("fault: DOMOVOY_KEY");
  });

  it("tells an outdated schema", async () => {
    const empty = await kind.create({ empty: true });
    try {
      if (kind.name === "sqlite") {
        expect(found(await place.examine({ DATABASE_URL: empty.url }), "database")[0]).toMatch(
          /is not there yet$/,
        );
        return;
      }
      const findings = await place.examine({ DATABASE_URL: empty.url });
      expect(found(findings, "database")[0]).toMatch(/^fault: \d+ migration\(s\) are not applied yet/);
      expect(findings.find(({ check }) => check === "database")?.remedy).toContain("npm run cli -- migrate");
    } finally {
      await empty.drop();
    }
  });

  it("tells an audit entry that was changed", async () => {
    await inhabit();
    const opened = await openDatabase(database.url);
    await pastTheGuards(opened, (tx) => tx.auditEntry.updateMany({ data: { outcome: "forged" } }));
    await opened.close();
    expect(found(await place.examine(), "audit")[0]).toMatch(
      /^fault: the audit log of company .* is broken at entry \d+$/,
    );
  });
});

describe("doctor", () => {
  const [sqlite] = databases;
  let database: TestDatabase;
  let place: Installation;

  beforeEach(async () => {
    if (!sqlite) throw new Error("no SQLite");
    database = await sqlite.create();
    place = await install(database);
  });
  afterEach(async () => {
    await place.close();
    await database.drop();
  });

  const about = async (
    check: string,
    ...given: Parameters<Installation["examine"]>
  ): Promise<(string | undefined)[][]> =>
    (await place.examine(...given))
      .filter((finding) => finding.check === check)
      .map(({ status, text, remedy }) => [status, text, remedy]);

  it("names an old Node", async () => {
    expect(await about("node", {}, { nodeVersion: "v20.18.1" })).toEqual([
      ["fault", "Node v20.18.1 is too old", "install Node 20.19 or newer"],
    ]);
    expect((await about("node", {}, { nodeVersion: "v24.0.0" }))[0]?.[0]).toBe("ok");
  });

  it("reports every mistake of the environment and examines the rest", async () => {
    const findings = await place.examine({ TELEGRAM_BOT_TOKEN: "nonsense", SLACK_STAFF_CHANNEL: "#staff" });
    const environment = findings.filter(({ check }) => check === "environment");
    expect(environment.map(({ status, text }) => [status, text])).toEqual([
      ["fault", "TELEGRAM_BOT_TOKEN"],
      ["fault", "SLACK_STAFF_CHANNEL"],
      ["warning", "the chat platforms were not examined"],
    ]);
    expect(findings.map(({ check }) => check)).toContain("audit");
    expect((await place.examine({ PORT: "many" })).map(({ status }) => status)).toEqual(["ok", "fault"]);
  });

  it("warns of a platform that is not configured", async () => {
    const noTelegram = await about("environment", { TELEGRAM_BOT_TOKEN: undefined });
    expect(noTelegram).toEqual([["warning", "Telegram is not connected", "set TELEGRAM_BOT_TOKEN"]]);
  });

  it("tells a database that is no database, and a PostgreSQL that is not there", async () => {
    const path = join(place.folder, "broken.db");
    writeFileSync(
      path,
      "this is no database, whatever it is called; it is a text of more than a hundred bytes ".repeat(20),
    );
    expect((await about("database", { DATABASE_URL: `file:${path}` }))[0]?.[1]).toMatch(/can't be read/);
    const gone = await about("database", { DATABASE_URL: "postgresql://nobody@127.0.0.1:2/nowhere" });
    expect(gone[0]?.[0]).toBe("fault");
    expect(gone[0]?.[2]).toContain("DATABASE_URL");
  });

  it("tells a clock that is wrong", async () => {
    const later = (seconds: number) => ({ now: () => new Date(Date.now() + seconds * 1000) });
    const [behind] = await about("clock-slack", {}, later(-300));
    expect(behind?.[0]).toBe("fault");
    const seconds = /^this machine's clock is (\d+) s behind Slack's$/.exec(behind?.[1] ?? "")?.[1];
    // Slack tells whole seconds, and a busy machine is slow to read them.
    expect(Math.abs(Number(seconds) - 300)).toBeLessThanOrEqual(20);
    expect((await about("clock-telegram", {}, later(30)))[0]?.[0]).toBe("warning");
  });

  it("tells a full disk and a folder that can't be written to", async () => {
    const mebibyte = 1024 * 1024;
    const left = (bytes: number) => ({ freeBytes: async () => bytes });
    expect((await about("disk-files", {}, left(100 * mebibyte)))[0]?.[0]).toBe("fault");
    expect((await about("disk-data", {}, left(500 * mebibyte)))[0]?.[0]).toBe("warning");
    const file = join(place.folder, "file");
    writeFileSync(file, "");
    expect((await about("disk-files", { FILES_URL: `file:${join(file, "files")}` }))[0]?.[1]).toMatch(
      /can't be written to/,
    );
  });

  it("tells what is wrong with a bucket, each with its cure, and leaves nothing in it", async () => {
    const s3 = await startS3Server();
    const bucket = (over: Record<string, string> = {}) => about("files-s3", { ...s3.env, ...over });
    try {
      expect((await bucket())[0]?.[0]).toBe("ok");
      expect(await about("disk-files", s3.env)).toEqual([]);
      const elsewhere = { FILES_URL: `s3://nobodys-bucket?endpoint=${s3.endpoint}&region=eu-central-1` };
      expect(await bucket(elsewhere)).toEqual([
        ["fault", "there is no bucket nobodys-bucket", "create it, or correct the name in FILES_URL"],
      ]);
      for (const [act, asked] of [
        ["PUT", "written to"],
        ["GET", "read"],
        ["DELETE", "removed from"],
        ["LIST", "listed"],
      ] as const) {
        s3.deny(act);
        const [found] = await bucket();
        expect([found?.[0], found?.[1]]).toEqual([
          "fault",
          expect.stringContaining(`may not be ${asked} (AccessDenied`),
        ]);
        expect(found?.[2]).toContain("s3:PutObject");
        s3.allow();
        if (act === "DELETE") s3.objects.clear();
      }
      expect((await bucket({ AWS_SECRET_ACCESS_KEY: "guessed" }))[0]?.[2]).toContain("AWS_SECRET_ACCESS_KEY");
      expect((await bucket({ AWS_ACCESS_KEY_ID: "AKIAOLD" }))[0]?.[2]).toContain("AWS_ACCESS_KEY_ID");
      const region = { FILES_URL: s3.env.FILES_URL?.replace("eu-central-1", "eu-west-1") ?? "" };
      expect((await bucket(region))[0]?.[2]).toContain("&region=");
      const away = { FILES_URL: "s3://house-files?endpoint=http://127.0.0.1:2" };
      expect((await bucket(away))[0]?.slice(0, 2)).toEqual([
        "fault",
        expect.stringMatching(/^no answer from/),
      ]);
      expect(s3.objects.size).toBe(0);
    } finally {
      await s3.stop();
    }
  });

  it("tells a token that Telegram refuses, and a server that does not answer", async () => {
    expect(
      (await about("telegram-token", { TELEGRAM_BOT_TOKEN: "12345:wrong-token" }))[0]?.slice(0, 2),
    ).toEqual(["fault", "TELEGRAM_BOT_TOKEN: Telegram refuses it (Unauthorized)"]);
    const silent = await about("telegram-token", { TELEGRAM_API_ROOT: "http://127.0.0.1:2" });
    expect(silent[0]?.[1]).toMatch(/^no answer from http:\/\/127\.0\.0\.1:2 \(.*ECONNREFUSED/);
    expect(JSON.stringify(silent)).not.toContain(place.telegram.token);
  });

  it("says what it means that privacy mode is off", async () => {
    place.telegram.setPrivacyMode(false);
    const [finding] = await about("telegram-privacy");
    expect(finding?.[0]).toBe("warning");
    expect(finding?.[2]).toContain("/setprivacy");
  });

  it("tells a webhook of somebody else's", async () => {
    await call("setWebhook", { url: "https://elsewhere.example.org/bot" });
    const polling = await about("telegram-webhook");
    expect(polling[0]?.slice(0, 2)).toEqual([
      "fault",
      "updates go to https://elsewhere.example.org/bot, which a process that polls never sees",
    ]);
    const webhook = {
      TELEGRAM_WEBHOOK_URL: "https://here.example.org/tg",
      TELEGRAM_WEBHOOK_SECRET: "s".repeat(32),
    };
    expect((await about("telegram-webhook", webhook))[0]?.[0]).toBe("fault");
    await call("setWebhook", { url: "https://here.example.org/tg" });
    expect((await about("telegram-webhook", webhook))[0]?.[0]).toBe("ok");
    await call("deleteWebhook", {});
    expect((await about("telegram-webhook", webhook))[0]?.[0]).toBe("warning");
  });

  it("tells what Telegram said of the last delivery, and a backlog", async () => {
    const url = "http://127.0.0.1:2/tg";
    const webhook = { TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: "s".repeat(32) };
    await call("setWebhook", { url });
    for (let count = 0; count < 120; count += 1) place.telegram.rawUpdate({ message: anyMessage(count) });
    await expect.poll(async () => (await about("telegram-delivery", webhook))[0]?.[0]).toBe("fault");
    expect((await about("telegram-backlog", webhook))[0]?.[0]).toBe("warning");
  });

  it("tells a second poller", async () => {
    let polling = true;
    const other = (async () => {
      while (polling) await call("getUpdates", { timeout: 20 });
    })();
    expect((await about("telegram-poller", {}, { listenSeconds: 1 }))[0]?.slice(0, 2)).toEqual([
      "fault",
      "another process polls this bot",
    ]);
    polling = false;
    place.telegram.disconnectPollers();
    await other.catch(() => undefined);
  });

  it("leaves a poller of our own in peace", async () => {
    const http = await startHttpServer({ host: "127.0.0.1", port: 0 }, () => undefined);
    http.handle("/readyz", readyz({ intake: async () => true }));
    const calls = () => place.telegram.calls("getUpdates").length;
    const before = calls();
    expect((await about("telegram-poller", { PORT: String(http.port) }))[0]?.slice(0, 2)).toEqual([
      "ok",
      "Domovoy on this machine polls; others were not looked for",
    ]);
    expect(calls()).toBe(before);
    await http.stop();
  });

  it("tells tokens that Slack refuses", async () => {
    expect((await about("slack-token", { SLACK_BOT_TOKEN: "xoxb-wrong" }))[0]?.slice(0, 2)).toEqual([
      "fault",
      "SLACK_BOT_TOKEN: Slack refuses it (invalid_auth)",
    ]);
    expect((await about("slack-app-token", { SLACK_APP_TOKEN: "xapp-wrong" }))[0]?.slice(0, 2)).toEqual([
      "fault",
      "SLACK_APP_TOKEN: Slack refuses it (invalid_auth)",
    ]);
    expect((await about("slack-token", { SLACK_API_URL: "http://127.0.0.1:2/api/" }))[0]?.[1]).toMatch(
      /^no answer/,
    );
  });

  it("names each missing scope with what stops; of a pair only the channel's own is a fault", async () => {
    place.slack.setScopes({
      scopes: ["chat:write", "channels:read", "commands", "im:history", "im:write", "users:read"],
    });
    const findings = await about("slack-scopes");
    expect(findings.map(([status, text]) => `${status} ${text?.split(":").slice(0, 2).join(":")}`)).toEqual([
      "fault the scope channels:history is missing",
      "fault the scope files:read is missing",
      "fault the scope files:write is missing",
      "warning the scope groups:history is missing",
      "warning the scope groups:read is missing",
    ]);
    expect(findings[0]?.[2]).toContain("install the app again");
    place.slack.setScopes({ scopes: [] });
    expect((await about("staff-channel"))[0]?.[0]).toBe("warning");
  });

  it("tells a staff channel that is not there, archived, or without the bot", async () => {
    expect((await about("staff-channel", { SLACK_STAFF_CHANNEL: "C0NOWHERE" }))[0]?.[1]).toMatch(
      /channel_not_found/,
    );
    const channel = place.env.SLACK_STAFF_CHANNEL ?? "";
    place.slack.removeBot({ channel });
    expect((await about("staff-channel"))[0]).toEqual([
      "fault",
      "the bot is not in #staff",
      "invite it there with /invite @domovoy",
    ]);
    place.slack.inviteBot({ channel });
    place.slack.archive({ channel });
    expect((await about("staff-channel"))[0]?.[1]).toBe("#staff is archived");
  });

  it("looks at the age of backups where there is a folder", async () => {
    expect(await about("backups")).toEqual([]);
    const folder = join(place.folder, "backups");
    mkdirSync(folder);
    expect((await about("backups"))[0]?.[0]).toBe("warning");
    const archive = join(folder, "domovoy-1.backup");
    writeFileSync(archive, "");
    expect((await about("backups"))[0]?.[0]).toBe("ok");
    const old = new Date(Date.now() - 72 * 3_600_000);
    utimesSync(archive, old, old);
    expect((await about("backups"))[0]?.slice(0, 2)).toEqual([
      "warning",
      `the newest backup in ${folder} is 72 hours old`,
    ]);
  });

  const anyMessage = (message_id: number) => ({
    message_id,
    date: 1_790_000_000,
    chat: { id: 5, type: "private" as const, first_name: "Anna" },
    from: { id: 5, is_bot: false, first_name: "Anna" },
    text: "hello",
  });

  const call = (method: string, params: object): Promise<Response> =>
    fetch(`${place.telegram.apiRoot}/bot${place.telegram.token}/${method}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(params),
    });
});
