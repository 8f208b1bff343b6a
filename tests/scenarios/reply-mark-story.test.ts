import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePhoto } from "../../src/sandbox/telegram/files/sample-photo.ts";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("replies by a mark of the company's own on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let vera: Colleague;
  let number: number;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    vera = await story.colleague({ name: "Vera", role: "manager" });
    number = await story.files(anna, "Скрипит дверь в подвал");
    await story.olga.commands("settings");
    await story.olga.submits({ "Отметка ответов жителям": ">>" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const read = () => story.town.domovoy.core.database.read;
  const writes = (text: string) => vera.writes(text, story.card(number));
  const eventsOf = (kind: string) =>
    read().requestEvent.findMany({ where: { kind }, include: { revisions: true }, orderBy: { id: "asc" } });
  const opened = (sealed: string | null) => story.town.domovoy.core.vault.open(sealed ?? "");

  it("only what begins with the mark goes to the resident; the former mark is a note's text", async () => {
    await writes("! Соседка опять жалуется, не звоните ей");
    await writes("смажем завтра >> после обеда");
    expect(anna.everythingRead()).not.toMatch(/жалуется|после обеда/);
    expect((await eventsOf("noted")).map(({ visibility }) => visibility)).toEqual(["internal", "internal"]);
    await writes(">> Смажем завтра");
    expect(anna.reads()).toMatch(/Офис по заявке.*Смажем завтра/s);
    expect(anna.reads()).not.toContain(">>");
  });

  it("a reply that is corrected is corrected for the resident, without the mark", async () => {
    const reply = await writes(">> Придём в среду");
    await vera.edits(reply, ">> Придём в четверг");
    expect(anna.reads()).toMatch(/Офис исправил сообщение.*Придём в четверг/s);
    expect(anna.reads()).not.toContain(">>");
    const asked = (await eventsOf("asked")).at(-1);
    expect(opened(asked?.textSealed ?? null)).toBe("Придём в четверг");
    expect(asked?.revisions.map(({ textSealed }) => opened(textSealed))).toEqual(["Придём в среду"]);
  });

  it("an edit that takes the mark away, or puts it on a note, changes nothing for the resident and says what to do", async () => {
    const reply = await writes(">> Мастер будет в пять");
    const before = anna.everythingRead();
    await vera.edits(reply, "Мастер опять запил, никому не говорите");
    expect(anna.everythingRead()).toBe(before);
    expect(vera.toldPrivately().at(-1)).toContain("начните сообщение с «>>»");
    await vera.edits(reply, "! Мастер опять запил");
    expect(anna.everythingRead()).toBe(before);
    expect(opened((await eventsOf("asked")).at(-1)?.textSealed ?? null)).toBe("Мастер будет в пять");
    const note = await writes("Мастер болеет");
    await vera.edits(note, ">> Мастер болеет");
    expect(anna.everythingRead()).toBe(before);
    expect(vera.toldPrivately().at(-1)).toContain("Напишите новое сообщение с отметкой");
  });

  it("a deleted reply, with its corrections, is taken from the resident's chat; the record keeps it", async () => {
    const reply = await writes(">> Код домофона соседей 4711");
    await vera.edits(reply, ">> Код домофона соседей 4712");
    expect(anna.messages().filter(({ text }) => text.includes("471"))).toHaveLength(2);
    await vera.deletes(reply);
    expect(anna.messages().filter(({ text }) => text.includes("471"))).toEqual([]);
    expect(anna.messages().filter(({ text }) => text.includes("Офис отозвал своё сообщение"))).toHaveLength(
      2,
    );
    expect(story.thread(number).at(-1)).toMatch(/Vera: ответ отозван/);
    const asked = (await eventsOf("asked")).at(-1);
    expect(asked?.textSealed).toBeNull();
    expect(asked?.revisions.map(({ textSealed }) => opened(textSealed))).toEqual([
      "Код домофона соседей 4711",
      "Код домофона соседей 4712",
    ]);
    const entries = await read().auditEntry.findMany({ where: { act: "request.withdrawn" } });
    expect(entries).toMatchObject([{ role: "manager", channel: "slack", outcome: "done" }]);
    // Nobody waits for an answer to it any more.
    await anna.writes("Ещё лампочка перегорела");
    expect(anna.reads()).not.toContain("ответ на вопрос офиса");
    await anna.taps("Отмена");
  });

  it("a reply's pictures can't be seen any more, and staff read that those already sent stay", async () => {
    const reply = await vera.sendsPhotos(">>", [await samplePhoto()], story.card(number));
    await story.eventually(() => expect(anna.reads()).toContain("Файлы по заявке"));
    await vera.deletes(reply);
    expect(story.thread(number).at(-1)).toContain("фото остались");
    expect(anna.reads()).toContain("Офис отозвал своё сообщение");
    const files = await read().attachment.findMany({ select: { visibility: true } });
    expect(files).toEqual([{ visibility: "internal" }]);
  });

  it("a deleted note, and a deleted message of somebody's own, leave the resident alone", async () => {
    const before = anna.everythingRead();
    await vera.deletes(await writes("Заметка для своих"));
    await vera.deletes(await vera.writes("Всем привет"));
    expect(anna.everythingRead()).toBe(before);
    expect(await read().auditEntry.count({ where: { act: "request.withdrawn" } })).toBe(2);
  });
});
