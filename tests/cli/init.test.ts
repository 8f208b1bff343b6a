import { PassThrough } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createTranslator } from "../../src/chat/translator.ts";
import { type InitDeps, init } from "../../src/cli/init.ts";
import { createKeyRing } from "../../src/core/crypto/key-ring.ts";
import { createVault } from "../../src/core/crypto/vault.ts";
import { joinByInvite } from "../../src/core/directory/join-by-invite.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import type { Database } from "../../src/database/db.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { xlsx } from "../core/directory/support/xlsx.ts";
import { databases } from "../support/databases.ts";

const { translate } = createTranslator(fileURLToPath(new URL("../../locales", import.meta.url)));
const header = "Адрес;Квартира;Площадь;ФИО;Телефон\n";
const files: Record<string, Buffer> = {
  "good.csv": Buffer.from(`${header}Ленина 1;45;52,40;Иванов Пётр;8 916 123-45-67\nИтого;;52,40;;\n`),
  "bad.csv": Buffer.from(`${header}Ленина 1;45;52,40;Иванов;\nЛенина 1;;50;;\nЛенина 1;46;много;;\n`),
  "good.xlsx": xlsx([
    ["Building", "Unit", "Area"],
    ["Main St 5", { number: "7" }, { number: "33.1" }],
  ]),
  "photo.jpg": Buffer.from([0xff, 0xd8, 0, 0]),
};

describe.each(databases)("cli init on $name", (kind) => {
  const opened: { database: Database; drop(): Promise<void> }[] = [];
  let database: Database;
  let deps: InitDeps;
  let core: Parameters<typeof runWork>[0];

  beforeEach(async () => {
    const { url, drop } = await kind.create();
    database = await openDatabase(url);
    opened.push({ database, drop });
    core = {
      database,
      clock: { now: () => new Date("2026-11-23T09:00:00Z") },
      vault: createVault(createKeyRing([Buffer.alloc(32, 1)])),
      subscribers: [],
      enqueueJobs: async () => undefined,
      committed: () => undefined,
    };
    deps = {
      translate,
      run: (fn) =>
        runWork(core, { actor: { kind: "system", name: "init", companyId: null }, channel: "cli" }, fn),
      readFile: async (path) => {
        const bytes = files[path];
        if (!bytes) throw new Error("ENOENT");
        return bytes;
      },
    };
  });
  afterAll(async () => {
    for (const { database: one, drop } of opened) {
      await one.close();
      await drop();
    }
  });

  const run = async (args: string[], typed?: string[], LANG = "ru_RU.UTF-8") => {
    const stdin = Object.assign(new PassThrough(), { isTTY: typed !== undefined });
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    if (typed) stdin.end(typed.map((line) => `${line}\n`).join(""));
    const code = await init(args, { stdin, stdout, stderr, env: { LANG } }, deps);
    return { code, out: String(stdout.read() ?? ""), err: String(stderr.read() ?? "") };
  };

  it("creates a company, imports its register and invites its first administrator", async () => {
    const { code, out, err } = await run([
      "--company",
      "Уют",
      "--register",
      "good.csv",
      "--bot",
      "@uyut_bot",
    ]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("Домов: 1, помещений: 1, записей о людях: 1, общая площадь: 52,40 м²");
    expect(out).toContain("Компания «Уют» создана.");
    const [, invite = ""] = /\/domovoy join ([0-9A-Z-]+)/.exec(out) ?? [];
    expect(out).toContain(`https://t.me/uyut_bot?start=${invite}`);
    const account = { platform: "slack", externalId: "U1", chatId: "D1" } as const;
    const joined = await runWork(
      core,
      { actor: { kind: "stranger", account, name: "anna", language: "ru" }, channel: "slack" },
      (work) => joinByInvite(work, { code: invite }),
    );
    expect(joined).toMatchObject({ ok: true, value: { role: "administrator" } });
    const again = await run(["--company", "уют", "--register", "good.csv"]);
    expect(again.out).toContain("уже есть");
    expect(again.out).toContain("Новых домов: 0, помещений: 0 (изменено 0), людей: 0");
    expect(again.out).not.toContain("/domovoy join");
    expect(await database.read.company.count()).toBe(1);
  });

  it("reads XLSX and speaks English", async () => {
    const { code, out } = await run([
      "--company",
      "Acme",
      "--language",
      "en",
      "--time-zone",
      "Europe/London",
      "--register",
      "good.xlsx",
    ]);
    expect(code).toBe(0);
    expect(out).toContain("The company “Acme” was created.");
    expect(await database.read.company.findFirst()).toMatchObject({
      language: "en",
      timeZone: "Europe/London",
    });
    expect(await database.read.unit.findFirst()).toMatchObject({ number: "7", area: 3310 });
  });

  it("writes nothing of a register with problems, and names them by row", async () => {
    const { code, err } = await run(["--company", "Уют", "--language", "ru", "--register", "bad.csv"]);
    expect(code).toBe(1);
    expect(err).toContain("bad.csv: строка 3, помещение: не указан номер помещения");
    expect(err).toContain("bad.csv: строка 4, площадь: «много»: площадь нужна");
    expect(err).toContain("Ничего не записано");
    expect(await database.read.company.count()).toBe(0);
  });

  it("writes the valid part when that was asked for or confirmed", async () => {
    expect((await run(["--company", "A1", "--register", "bad.csv", "--valid-only"])).code).toBe(0);
    expect(await database.read.unit.count()).toBe(1);
    const refused = await run(["--company", "A2", "--register", "bad.csv"], ["no"]);
    expect(refused.code).toBe(1);
    const confirmed = await run(["--company", "A2", "--register", "bad.csv"], ["yes"]);
    expect(confirmed.code).toBe(0);
    expect(await database.read.unit.count()).toBe(2);
  });

  it("asks at a terminal for what is missing", async () => {
    const { code, out } = await run([], ["Новый дом", "Asia/Yekaterinburg", "good.csv"]);
    expect(code).toBe(0);
    expect(out).toContain("Название компании: ");
    expect(await database.read.company.findFirst()).toMatchObject({
      name: "Новый дом",
      timeZone: "Asia/Yekaterinburg",
    });
    expect(await database.read.unit.count()).toBe(1);
  });

  it.each([
    [[], 64, "add --company"],
    [["--colour", "red"], 64, "make no sense"],
    [["--company", "Acme", "--register", "none.csv"], 1, "none.csv can't be read"],
    [["--company", "Acme", "--register", "photo.jpg"], 1, "photo.jpg is no table"],
    [["--company", "Acme", "--time-zone", "Mars/One"], 1, "time zone is unknown"],
    [["--company", "Acme", "--language", "fr"], 1, "language is ru or en"],
  ])("refuses %j with a remedy", async (args, code, message) => {
    const result = await run(args, undefined, "en_US.UTF-8");
    expect(result.code).toBe(code);
    expect(result.err).toContain(message);
    expect(await database.read.company.count()).toBe(0);
  });
});
