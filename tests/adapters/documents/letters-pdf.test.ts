import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lettersPdf, posterPdf } from "../../../src/adapters/documents/letters/letters-pdf.ts";
import { pdfName } from "../../../src/adapters/documents/letters/make-letters.ts";
import { createTranslator } from "../../../src/chat/translator.ts";
import type { Letter } from "../../../src/core/directory/letters/letter.ts";

const { translate } = createTranslator("locales");
const head = {
  company: "УК «Уют»",
  address: "ул. Ленина, д. 1",
  timeZone: "Europe/Moscow",
  language: "ru",
  botUsername: "uyut_bot",
};
const expiresAt = new Date("2026-12-23T09:00:00Z");
const letters: Letter[] = [
  { unit: "45", kind: "apartment", code: "ABCD-EFGH-JKMN-PQRS", expiresAt },
  { unit: "1-Н", kind: "commercial", code: "7WQD-0FGH-JKMN-PQ3S", expiresAt },
];

/** Whether the machine has the program; poppler-utils and zbar-tools read what a printer and a phone would. */
const has = (program: string): boolean => spawnSync(program, ["--help"]).error === undefined;

describe("letters as PDF", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "domovoy-letters-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (program: string, ...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`${program}: ${stderr}`);
    return stdout;
  };
  const saved = (bytes: Buffer, name: string): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const scanned = (pdf: string): string[] => {
    const prefix = `${pdf}-page`;
    run("pdftoppm", "-r", "100", "-png", pdf, prefix);
    const pages = readdirSync(folder)
      .filter((name) => join(folder, name).startsWith(prefix))
      .sort();
    return pages.map((name) => run("zbarimg", "-q", "--raw", join(folder, name)).trim());
  };

  it("are one page a unit, with the fonts in the file", async () => {
    const bytes = await lettersPdf(head, letters, translate);
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    const text = bytes.toString("latin1");
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(2);
    expect(text).toMatch(/\/FontFile2/);
    expect(bytes.length / letters.length).toBeLessThan(100_000);
  });

  it.skipIf(!has("pdftotext"))("say in the building's language what to do, and nobody's name", async () => {
    const pdf = saved(await lettersPdf(head, letters, translate), "text.pdf");
    const words = run("pdftotext", "-layout", pdf, "-");
    expect(words).toContain("Здравствуйте, жители квартиры 45!");
    expect(words).toContain("ABCD-EFGH-JKMN-PQRS");
    expect(words).toContain("до 23 декабря 2026");
    expect(words).toContain("@uyut_bot");
    const english = saved(await lettersPdf({ ...head, language: "en" }, letters, translate), "en.pdf");
    expect(run("pdftotext", english, "-")).toMatch(/apartment 45[\s\S]*until December 23, 2026/);
  });

  it.skipIf(!has("zbarimg") || !has("pdftoppm"))("have QR codes that a phone reads", async () => {
    const pdf = saved(await lettersPdf(head, letters, translate), "letters.pdf");
    expect(scanned(pdf)).toEqual([
      "https://t.me/uyut_bot?start=ABCD-EFGH-JKMN-PQRS",
      "https://t.me/uyut_bot?start=7WQD-0FGH-JKMN-PQ3S",
    ]);
    const poster = saved(await posterPdf(head, translate), "poster.pdf");
    expect(scanned(poster)).toEqual(["https://t.me/uyut_bot"]);
  });

  it.skipIf(!has("pdftotext"))("fit on their page however long the words are", async () => {
    const long = {
      ...head,
      company: "Товарищество собственников ".repeat(6),
      address: "проезд Маршала Конева, ".repeat(6),
    };
    const bytes = await lettersPdf(long, [{ ...letters[1], unit: "100500-Н/2-бис" } as Letter], translate);
    expect(bytes.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect((await posterPdf(long, translate)).toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(1);
  });

  it("are named after what they are and where", () => {
    expect(pdfName(head, "letter", translate)).toBe("Письма ул Ленина, д 1.pdf");
    expect(pdfName({ ...head, language: "en" }, "poster", translate)).toBe("Lobby poster ул Ленина, д 1.pdf");
  });
});
