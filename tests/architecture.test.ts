import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";
import { describe, expect, it } from "vitest";

/** Which rooms of src/ a room may look into, besides itself. What is not here may not. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  core: ["database"],
  database: ["generated"],
  chat: ["core", "database"],
  delivery: ["core", "database"],
  jobs: ["core", "database", "delivery"],
  adapters: ["chat", "core", "database", "delivery", "jobs"],
  backup: ["core", "database"],
  http: ["chat", "core", "delivery"],
  sandbox: [],
  generated: [],
};

/** Rooms that wire: they may look anywhere, and nobody looks into them. */
const wiring = new Set([".", "cli", "demonstration", "doctor", "handlers"]);

const sourceFiles = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((file) => file.split(sep).join("/"))
  .filter((file) => file.endsWith(".ts") && !file.startsWith("generated/"));

const roomOf = (file: string): string => (file.includes("/") ? (file.split("/")[0] ?? ".") : ".");

const importsOf = (file: string): string[] =>
  [...readFileSync(join("src", file), "utf8").matchAll(/(?:from|import\()\s*"(\.{1,2}\/[^"]+)"/g)].map(
    ([, path = ""]) =>
      normalize(join(dirname(file), path))
        .split(sep)
        .join("/"),
  );

/** Words that are recognised in what people write and send, and laws by their names: data, never said. */
const recognisedWords = new Set([
  "chat/announcements/category-words.ts",
  "chat/announcements/read-part.ts",
  "chat/directory/role-words.ts",
  "chat/requests/courtesy-words.ts",
  "core/billing/opening/import/opening-columns.ts",
  "core/contacts/stop-sms.ts",
  "core/directory/floor.ts",
  "core/directory/register/columns.ts",
  "core/directory/register/kinds.ts",
  "core/directory/register/parse-row.ts",
  "core/meters/import/reading-columns.ts",
  "core/meters/reading-words.ts",
  "core/requests/default-deadlines.ts",
]);

describe("architecture", () => {
  it("reads the whole of src", () => {
    expect(sourceFiles.length).toBeGreaterThan(200);
    expect(importsOf("compose.ts").length).toBeGreaterThan(10);
  });

  it("has arrows in one direction only", () => {
    const wrong = sourceFiles.flatMap((file) => {
      const from = roomOf(file);
      if (wiring.has(from)) return [];
      const allowed = arrows[from];
      if (!allowed) return [`${from}/ is no room of the architecture: name it here, or move ${file}`];
      return importsOf(file)
        .filter((target) => roomOf(target) !== from && !allowed.includes(roomOf(target)))
        .map((target) => `${file} → ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it("keeps the adapters apart from each other", () => {
    const adapterOf = (file: string) => (file.startsWith("adapters/") ? file.split("/")[1] : undefined);
    const wrong = sourceFiles.flatMap((file) =>
      importsOf(file)
        .filter((target) => adapterOf(file) && adapterOf(target) && adapterOf(file) !== adapterOf(target))
        .map((target) => `${file} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("keeps platforms' libraries out of core and chat", () => {
    const foreign = /from "(grammy|@grammyjs|telegraf|@slack|pg|pg-boss|better-sqlite3|node:http)/;
    const wrong = sourceFiles
      .filter((file) => ["core", "chat", "delivery"].includes(roomOf(file)))
      .filter((file) => foreign.test(readFileSync(join("src", file), "utf8")));
    expect(wrong).toEqual([]);
  });

  it("keeps files small", () => {
    const lines = sourceFiles.map((file) => ({
      file,
      count: readFileSync(join("src", file), "utf8").split("\n").length,
    }));
    expect(lines.filter(({ count }) => count > 400)).toEqual([]);
    const sorted = lines.map(({ count }) => count).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80);
    expect(sorted[Math.floor(sorted.length * 0.9)]).toBeLessThanOrEqual(250);
  });

  it("has no text for people in code", () => {
    const wrong = sourceFiles
      .filter((file) => !["sandbox", "demonstration"].includes(roomOf(file)) && !recognisedWords.has(file))
      .filter((file) => /["'`][^"'`\n]*\p{Script=Cyrillic}{3,}/u.test(withoutComments(file)));
    expect(wrong).toEqual([]);
  });
});

const withoutComments = (file: string): string =>
  readFileSync(join("src", file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
