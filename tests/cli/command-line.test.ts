import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/database/package-root.ts";
import { databases } from "../support/databases.ts";

const badConfiguration = 78;
const badUsage = 64;

describe("npm run cli", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "domovoy-commands-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A command in an environment of its own: nothing of this machine's is read. */
  const run = (args: string[], env: Record<string, string> = {}) =>
    new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
      const child = execFile(
        process.execPath,
        [
          "--import",
          join(packageRoot, "node_modules/tsx/dist/esm/index.mjs"),
          join(packageRoot, "src", "cli.ts"),
          ...args,
        ],
        { cwd: folder, env: { PATH: process.env.PATH ?? "", ...env }, timeout: 100_000 },
        (_, out, err) => resolve({ code: child.exitCode, out, err }),
      );
    });

  it("lists its commands, all that were promised", { timeout: 120_000 }, async () => {
    const { code, err } = await run([]);
    expect(code).toBe(0);
    for (const name of [
      "start",
      "sandbox",
      "doctor",
      "migrate",
      "import",
      "backup",
      "restore",
      "demo",
      "init",
    ])
      expect(err).toMatch(new RegExp(`^ +${name} +\\S`, "m"));
  });

  it.each([
    ["no command", ["nonsense"]],
    ["init", ["init", "--colour", "red"]],
    ["import", ["import"]],
    ["doctor", ["doctor", "--colour"]],
    ["sandbox", ["sandbox", "--colour"]],
    ["backup", ["backup", "--colour"]],
    ["restore", ["restore"]],
    ["recount", ["recount"]],
  ])("%s: called wrongly it says how it is called, exit 64", { timeout: 120_000 }, async (_, args) => {
    const key = Buffer.alloc(32, 7).toString("base64");
    const { code, out, err } = await run(args, { DOMOVOY_KEY: key });
    expect({ code, out }).toEqual({ code: badUsage, out: "" });
    expect(err).toMatch(/\S/);
    expect(err).not.toContain("    at ");
  });

  it.each([
    ["start", {}],
    ["migrate", {}],
    ["audit", {}],
    ["ledger", {}],
    ["backup", {}],
    ["restore", {}],
    ["init", {}],
    ["import", {}],
    ["recount", {}],
    ["sandbox", { PORT: "many" }],
  ])("%s: a mistake of the environment is one line, exit 78", { timeout: 120_000 }, async (name, more) => {
    const args: Record<string, string[]> = { restore: ["one.backup"], recount: ["1"], import: ["a.csv"] };
    const env = name === "sandbox" ? more : { DATABASE_URL: "mysql://elsewhere" };
    const { code, err } = await run([name, ...(args[name] ?? [])], env);
    expect({ code, lines: err.trim().split("\n") }).toEqual({
      code: badConfiguration,
      lines: [expect.stringMatching(name === "sandbox" ? /^PORT: / : /^DATABASE_URL: must start with file:/)],
    });
  });

  it("a fault is a sentence, exit 1", { timeout: 120_000 }, async () => {
    const env = { DATABASE_URL: "file:./nowhere.db", DOMOVOY_KEY: Buffer.alloc(32, 7).toString("base64") };
    expect(await run(["backup"], env)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^There is no database at/),
    });
    expect(await run(["restore", "none.backup"], env)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^There is no file at/),
    });
  });

  it("a PostgreSQL without this version's schema is a sentence too", { timeout: 120_000 }, async () => {
    const empty = await databases.find(({ name }) => name === "postgresql")?.create({ empty: true });
    if (!empty) throw new Error("no PostgreSQL to test on");
    const env = { DATABASE_URL: empty.url, DOMOVOY_KEY: Buffer.alloc(32, 7).toString("base64") };
    const { code, err } = await run(["import", "register.csv"], env);
    await empty.drop();
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/^[^\n]*npm run cli -- migrate[^\n]*\n$/),
    });
  });
});
