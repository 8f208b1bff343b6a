import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { commands } from "../../src/cli/commands.ts";

const named = (page: string): string[] =>
  [...readFileSync(page, "utf8").matchAll(/npm run (?:-s )?cli -- ([a-z-]+)/g)].map(([, name = ""]) => name);

describe("the commands of the command line", () => {
  it("each have a line in the README's table", () => {
    const rows = readFileSync("README.md", "utf8").matchAll(/^\| `npm run cli -- ([a-z-]+)[^`]*` \| \S/gm);
    const inTable = [...rows].map(([, name = ""]) => name);
    expect(inTable.toSorted()).toEqual(Object.keys(commands).sort());
  });

  it.each(["README.md", "docs/operating.md", "docs/for-managers.en.md", "docs/for-managers.ru.md"])(
    "%s names no other",
    (page) => {
      expect(named(page).filter((name) => !Object.hasOwn(commands, name))).toEqual([]);
    },
  );

  it("say what they do in one line", () => {
    for (const { does } of Object.values(commands)) expect(does).toMatch(/^[a-z].{10,80}$/);
  });
});
