import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { startChild } from "./support/child.ts";
import { compileProgram, type Program } from "./support/program.ts";
import { openWorld, type World } from "./support/world.ts";

interface End {
  code: number | null;
  said: string;
}

const endsWithinMs = 60_000;

describe("a start that must fail", () => {
  let program: Program;
  let world: World;
  beforeAll(async () => {
    program = compileProgram();
    const [sqlite] = databases;
    if (!sqlite) throw new Error("no database to test on");
    world = await openWorld({ database: sqlite, residents: 1, managers: 1 });
  });
  afterAll(async () => {
    await world?.close();
    program?.remove();
  });

  const run = async (env: Readonly<Record<string, string>>): Promise<End> => {
    const child = startChild(join(program.folder, "main.js"), env);
    const late = setTimeout(() => child.signal("SIGKILL"), endsWithinMs);
    const { code } = await child.ended;
    clearTimeout(late);
    return { code, said: [...child.lines.map(({ msg }) => msg), child.stderr()].join("\n") };
  };

  it("lists every mistake of the environment with its remedy, exit 78", async () => {
    const { code, said } = await run({
      DATABASE_URL: "mysql://elsewhere",
      TELEGRAM_BOT_TOKEN: "nonsense",
      SLACK_BOT_TOKEN: "xoxb-1",
      PORT: "many",
      LOG_LEVEL: "loud",
    });
    expect(code).toBe(78);
    for (const name of ["DATABASE_URL", "TELEGRAM_BOT_TOKEN", "PORT", "LOG_LEVEL"])
      expect(said).toMatch(new RegExp(`^${name}: .+`, "m"));
    expect(said).toContain("file: or postgresql://");
    expect(said).toContain("@BotFather");
  });

  it("lists what is missing beside what is there, exit 78", async () => {
    const { code, said } = await run({
      DATABASE_URL: "postgresql://127.0.0.1/domovoy",
      SLACK_BOT_TOKEN: "xoxb-1",
      TELEGRAM_BOT_TOKEN: "1:abcdefgh",
      TELEGRAM_WEBHOOK_URL: "https://example.org/hook",
    });
    expect(code).toBe(78);
    for (const name of ["DOMOVOY_KEY", "SLACK_STAFF_CHANNEL", "SLACK_APP_TOKEN", "TELEGRAM_WEBHOOK_SECRET"])
      expect(said).toMatch(new RegExp(`^${name}: .+`, "m"));
  });

  it.each([
    [
      "a Telegram token that Telegram does not know",
      { TELEGRAM_BOT_TOKEN: "1:unknown-token" },
      /TELEGRAM_BOT_TOKEN: .*@BotFather/,
    ],
    [
      "a Slack token that Slack refuses",
      { SLACK_BOT_TOKEN: "xoxb-wrong" },
      /SLACK_BOT_TOKEN: .*OAuth & Permissions/,
    ],
    [
      "an app-level token that Slack refuses",
      { SLACK_APP_TOKEN: "xapp-wrong" },
      /SLACK_APP_TOKEN: .*connections:write/,
    ],
    [
      "a staff channel that is not there",
      { SLACK_STAFF_CHANNEL: "C0NOTHING" },
      /SLACK_STAFF_CHANNEL: .*invite/,
    ],
  ])("%s: exit 1 with the remedy", async (_, env, remedy) => {
    const { code, said } = await run({ ...world.env, ...env });
    expect(said).toMatch(remedy);
    expect(code).toBe(1);
  });

  it("a staff channel without the bot: exit 1 with the remedy", async () => {
    const other = world.slack.addChannel({ name: "other", members: ["manager0"] }).id;
    const { code, said } = await run({ ...world.env, SLACK_STAFF_CHANNEL: other });
    expect(said).toMatch(/SLACK_STAFF_CHANNEL: the bot is not in #other; invite it with \/invite/);
    expect(code).toBe(1);
  });

  it("a port in use: exit 1 with the remedy", async () => {
    const first = startChild(join(program.folder, "main.js"), world.env);
    await first.running;
    const { code, said } = await run(world.env);
    expect(said).toMatch(/PORT: .*in use.*choose another/);
    expect(code).toBe(1);
    first.signal("SIGTERM");
    expect((await first.ended).code).toBe(0);
  });

  it("a second poller: one of the two ends with the instruction", async () => {
    const { env } = world;
    const starts = [
      env,
      { ...env, PORT: "0", DATABASE_URL: env.DATABASE_URL?.replace(/[^/]+$/, "other.db") ?? "" },
    ];
    const children = starts.map((each) => startChild(join(program.folder, "main.js"), each));
    const first = await Promise.race(children.map(async (child) => ({ child, ...(await child.ended) })));
    expect(first.child.lines.map(({ msg }) => msg).join("\n")).toMatch(
      /Another process is polling this bot; stop it/,
    );
    expect(first.code).toBe(1);
    for (const child of children) child.signal("SIGTERM");
    await Promise.all(children.map(({ ended }) => ended));
  });

  it("a PostgreSQL database without this version's schema: exit 1 with the command", async () => {
    const postgresql = databases.find(({ name }) => name === "postgresql");
    const empty = await postgresql?.create({ empty: true });
    if (!empty) throw new Error("no PostgreSQL to test on");
    const { code, said } = await run({ ...world.env, DATABASE_URL: empty.url });
    expect(said).toMatch(/lacks \d+ migration\(s\).*npm run cli -- migrate/);
    expect(code).toBe(1);
    await empty.drop();
  });
});
