import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { realTokensIn, runSandbox } from "../../src/demonstration/sandbox/run-sandbox.ts";
import { type Sandbox, startSandbox } from "../../src/demonstration/sandbox/start-sandbox.ts";
import type { Overview } from "../../src/sandbox/page/wire.ts";
import { samplePhoto } from "../../src/sandbox/telegram/files/sample-photo.ts";

const hour = 3_600_000;

describe("the sandbox's town", () => {
  const folder = mkdtempSync(join(tmpdir(), "domovoy-sandbox-"));
  const complaints: string[] = [];
  const open = async (): Promise<Sandbox> => {
    const sandbox = await startSandbox({
      folder,
      port: 0,
      logger: pino({ level: "error" }, { write: (line: string) => void complaints.push(line) }),
      onFatal: (fault) => void complaints.push(String(fault)),
      pageFolders: ["src/sandbox/page"],
      empty: true,
    });
    await sandbox.host.ready;
    return sandbox;
  };
  const stageOf = ({ host }: Sandbox) => {
    const stage = host.stage();
    if (!stage) throw new Error("the sandbox has no stage");
    return stage;
  };
  const overview = async ({ address }: Sandbox): Promise<Overview> =>
    ((await (await fetch(`${address}/api/overview`)).json()) as { result: Overview }).result;

  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await open();
  });
  afterAll(async () => {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("has two houses with 120 units, four of the staff, and phones in both languages", async () => {
    const { people, phones, ready, progress } = await overview(sandbox);
    expect({ ready, progress }).toEqual({ ready: true, progress: null });
    expect(people.filter(({ isManager }) => isManager)).toHaveLength(4);
    const count = (group: string) => phones.filter((phone) => phone.group === group).length;
    expect([count("residents"), count("contractors"), count("newcomers"), count("groups")]).toEqual([
      9, 2, 1, 1,
    ]);
    expect(new Set(phones.map(({ language }) => language))).toEqual(new Set(["ru", "en"]));
  });

  it("keeps both chats, files and the time between starts, and goes on where it was", async () => {
    const before = stageOf(sandbox);
    const anna = before.heroes.ru ?? 0;
    const photo = await samplePhoto({ color: "#123456" });
    await before.telegram.sendPhoto({ from: anna, photo, caption: "Течёт кран" });
    await before.telegram.waitForMessage(anna, ({ buttons }) => buttons.flat().length > 2);
    before.slack.post({ user: "olga", channel: before.staffChannel, text: "Записано" });
    await sandbox.host.moveClock(5 * hour);
    const told = before.telegram.messages(anna).map(({ text }) => text);
    const cards = before.slack.messages(before.staffChannel).map(({ text }) => text);
    await sandbox.stop();

    sandbox = await open();
    const after = stageOf(sandbox);
    expect(after).not.toBe(before);
    expect(after.telegram.messages(anna).map(({ text }) => text)).toEqual(told);
    expect(after.slack.messages(after.staffChannel).map(({ text }) => text)).toEqual(cards);
    expect(sandbox.host.now().getTime() - Date.now()).toBeGreaterThan(4.9 * hour);
    const sent = after.telegram.messages(anna).find(({ media }) => media)?.media;
    expect(after.telegram.fileBytes(sent?.fileId ?? "").length).toBe(sent?.size);

    for (const text of ["Сантехника", "Протечка"]) {
      await after.telegram.waitForMessage(anna, ({ buttons }) =>
        buttons.flat().some((key) => key.text === text),
      );
      await after.telegram.press({ from: anna, text });
    }
    await after.telegram.waitForMessage(anna, ({ text }) => text.includes("Когда можно прийти?"));
    after.telegram.say({ from: anna, text: "Сегодня" });
    await after.slack.waitFor(() =>
      after.slack.messages(after.staffChannel).some(({ text }) => text.includes("Течёт кран")),
    );
    const steps = (await overview(sandbox)).guide.filter(({ done }) => done).map(({ id }) => id);
    expect(steps).toEqual(["photo", "file", "clock"]);
  });

  it("leaves nothing half written behind", () => {
    expect(readdirSync(join(folder, "platforms")).filter((name) => name.endsWith(".new"))).toEqual([]);
  });

  it("has Telegram refuse with 429 while the fault is on, and loses nothing by it", async () => {
    const { telegram, heroes } = stageOf(sandbox);
    const john = heroes.en ?? 0;
    sandbox.host.setFault("telegram-429", true);
    expect((await overview(sandbox)).faults).toEqual(["telegram-429"]);
    telegram.say({ from: john, text: "/help" });
    await telegram.waitForCall("sendMessage", ({ status }) => status === 429);
    sandbox.host.setFault("telegram-429", false);
    const answered = telegram.messages(john).length;
    await telegram.waitForMessage(john, () => telegram.messages(john).length > answered, 20_000);
  });

  it("begins anew when asked, with the steps open again", async () => {
    const { epoch } = await overview(sandbox);
    await sandbox.host.startOver();
    const fresh = await overview(sandbox);
    expect(fresh.epoch).not.toBe(epoch);
    expect(fresh.guide.some(({ done }) => done)).toBe(false);
    const stage = stageOf(sandbox);
    expect(stage.slack.messages(stage.staffChannel).some(({ text }) => text.includes("Течёт кран"))).toBe(
      false,
    );
    expect(Math.abs(sandbox.host.now().getTime() - Date.now())).toBeLessThan(60_000);
  });

  it("answers this machine alone, and no form of a foreign page", async () => {
    const { hostname, port } = new URL(sandbox.address);
    expect(hostname).toBe("127.0.0.1");
    const status = (headers: Record<string, string>, method = "GET") =>
      new Promise<number>((resolve, reject) => {
        const path = method === "GET" ? "/api/overview" : "/api/start-over";
        request({ hostname, port, path, method, headers }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        })
          .on("error", reject)
          .end();
      });
    expect(await status({})).toBe(200);
    expect(await status({ host: "evil.example" })).toBe(403);
    expect(await status({ "content-type": "text/plain" }, "POST")).toBe(415);
    const deed = await fetch(`${sandbox.address}/api/telegram/rawUpdate`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(deed.status).toBe(400);
    expect((await fetch(`${sandbox.address}/..%2f..%2fpackage.json`)).status).toBe(404);
  });

  it("logs no error", () => {
    expect(complaints).toEqual([]);
  });
});

describe("starting the sandbox beside a real bot", () => {
  afterEach(() => vi.restoreAllMocks());

  it("is refused with the names of the tokens and what to do", async () => {
    const said: string[] = [];
    vi.spyOn(process.stderr, "write").mockImplementation((text) => {
      said.push(String(text));
      return true;
    });
    const env = { TELEGRAM_BOT_TOKEN: "1:abcdef", SLACK_APP_TOKEN: "xapp-1", SLACK_BOT_TOKEN: " " };
    expect(realTokensIn(env)).toEqual(["TELEGRAM_BOT_TOKEN", "SLACK_APP_TOKEN"]);
    expect(await runSandbox(env)).toBe(78);
    expect(said.join("")).toMatch(/TELEGRAM_BOT_TOKEN, SLACK_APP_TOKEN.*--with-real-tokens/);
  });
});
