import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeLetters } from "../../src/cli/letters.ts";
import { databases } from "../support/databases.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("invite letters on $name", (database) => {
  let story: Story;
  beforeAll(async () => {
    story = await openStory(database);
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const lettersCards = () =>
    story.town.slack
      .messages(story.town.staffChannel)
      .filter((message) => messageWords(message).includes("Письма с приглашениями:"));
  const filesUnder = (ts: string) =>
    story.town.slack
      .thread(story.town.staffChannel, ts)
      .flatMap(({ files }) => files ?? [])
      .flatMap(({ id }) => story.town.slack.file(String(id)) ?? []);

  it("come as files into the thread of their message", async () => {
    await story.olga.commands("letters");
    await story.settled();
    const [card] = lettersCards();
    if (!card) throw new Error("no card of letters");
    expect(messageWords(card)).toMatch(/3 письма и объявление — в ветке\. .*действует один раз, до \d+/);
    await story.eventually(() => expect(filesUnder(card.ts)).toHaveLength(2));
    const files = filesUnder(card.ts);
    expect(files.map(({ name }) => name).sort()).toEqual([
      "Объявление ул Ленина, 1.pdf",
      "Письма ул Ленина, 1.pdf",
    ]);
    for (const { bytes } of files) expect(Buffer.from(bytes).subarray(0, 5).toString()).toBe("%PDF-");
  });

  it("are refused to whoever may not invite, and asked for more words", async () => {
    const boris = await story.colleague({ name: "Борис", role: "accountant" });
    await boris.commands("letters Ленина");
    expect(boris.toldPrivately().at(-1)).toMatch(/нет прав/i);
    await story.olga.commands("letters Невский 17");
    expect(story.olga.toldPrivately().at(-1)).toContain("не дом и не помещение");
    await story.olga.commands("letters Ленина 1, 46");
    await story.settled();
    expect(messageWords(lettersCards().at(-1) as never)).toContain("1 письмо");
  });

  it("are written by the command line too", async () => {
    const out = mkdtempSync(join(tmpdir(), "domovoy-letters-"));
    const { core } = story.town.domovoy;
    const order = { building: "Ленина", unit: null, out, bot: null };
    const written = await writeLetters(core, story.town.config, order);
    expect(written).toMatchObject({ ok: true });
    expect(written.text).toContain("(3 letters)");
    expect(readdirSync(out)).toHaveLength(2);
    expect(await writeLetters(core, story.town.config, { ...order, building: "Невский" })).toMatchObject({
      ok: false,
    });
    expect(await writeLetters(core, story.town.config, { ...order, unit: "999" })).toMatchObject({
      ok: false,
    });
    rmSync(out, { recursive: true });
  });
});
