import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTranslator } from "../../src/chat/translator.ts";
import { importInto } from "../../src/cli/import.ts";
import { createCompany } from "../../src/core/directory/create-company.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import { localesFolder } from "../../src/package-paths.ts";
import { createTown, type Town } from "../core/directory/support/town.ts";
import { databases } from "../support/databases.ts";

const { translate } = createTranslator(localesFolder);
const header = "Адрес;Квартира;Площадь;ФИО;Телефон\n";
const files: Record<string, Buffer> = {
  "good.csv": Buffer.from(`${header}Ленина 77;45;52,40;Иванов Пётр;8 916 123-45-67\n`),
  "bad.csv": Buffer.from(`${header}Ленина 77;45;52,40;Иванов;\nЛенина 77;46;много;;\n`),
};

describe.each(databases)("cli import on $name", (kind) => {
  let town: Town;
  beforeEach(async () => {
    town = await createTown(kind);
  });
  afterEach(() => town.close());

  const actor = { kind: "system", name: "init", companyId: null } as const;
  const run = async (...args: string[]) => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const env = { LANG: "en_GB.UTF-8" };
    const code = await importInto(
      args,
      { stdin: new PassThrough(), stdout, stderr, env },
      {
        run: (fn) => runWork(town.core, { actor, channel: "cli" }, fn),
        translate,
        readFile: async (path) => files[path] ?? Promise.reject(new Error("ENOENT")),
      },
    );
    return { code, out: String(stdout.read() ?? ""), err: String(stderr.read() ?? "") };
  };
  const house = () =>
    town.database.read.building.findFirst({
      where: { address: { contains: "77" } },
      include: { units: true },
    });

  it("adds a register to the one company there is, and a second time changes nothing", async () => {
    expect(await run("good.csv")).toMatchObject({ code: 0, err: "" });
    expect((await house())?.units.map(({ number }) => number)).toEqual(["45"]);
    expect(await run("good.csv")).toMatchObject({ code: 0 });
    expect(await town.database.read.building.count({ where: { address: { contains: "77" } } })).toBe(1);
  });

  it("writes nothing while rows have problems, and the others with --valid-only", async () => {
    const refused = await run("bad.csv");
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/bad\.csv: .*3/);
    expect(await house()).toBeNull();
    expect((await run("bad.csv", "--valid-only")).code).toBe(0);
    expect((await house())?.units).toHaveLength(1);
  });

  it("asks which company where there are several, and says so when it is none of them", async () => {
    await runWork(town.core, { actor, channel: "cli" }, (work) =>
      createCompany(work, { name: "Another", timeZone: "Europe/Moscow", language: "ru" }),
    );
    const asked = await run("good.csv");
    expect(asked).toMatchObject({ code: 1, err: expect.stringMatching(/Which company\? .*Another/) });
    expect((await run("good.csv", "--company", "Nobody")).code).toBe(1);
    expect((await run("good.csv", "--company", "Another")).code).toBe(0);
    expect((await house())?.companyId).not.toBe(town.companyId);
  });

  it("says how it is called", async () => {
    for (const args of [[], ["a", "b"], ["good.csv", "--colour"]])
      expect(await run(...args)).toMatchObject({
        code: 64,
        err: expect.stringContaining("npm run cli -- import"),
      });
    expect(await run("nowhere.csv")).toMatchObject({ code: 1, err: expect.stringContaining("nowhere.csv") });
  });
});
