import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { announcementCards, confirmedByOne, write } from "./support/announcements.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("a house in another zone than its office on $name", (database) => {
  let story: Story;
  let anna: Resident;
  beforeAll(async () => {
    story = await openStory(database);
    await confirmedByOne(story);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    // Two hours ahead of the office in Moscow.
    await story.town.domovoy.core.database.transaction((tx) =>
      tx.building.updateMany({ data: { timeZone: "Asia/Yekaterinburg" } }),
    );
  }, 120_000);
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const read = () => story.town.domovoy.core.database.read;

  it("has the hours of its incident by its own clock", async () => {
    await story.olga.commands("incident");
    await story.olga.submits({
      "Что не работает?": "Сантехника · Нет воды",
      "До какого времени, насколько известно?": "18:00",
      "Что сообщить жителям? (по-русски)": "Прорвало трубу у дома.",
    });
    await story.settled();
    expect((await read().incident.findFirstOrThrow()).expectedEndAt.toISOString()).toMatch(/T13:00/);
    expect(anna.message("Прорвало трубу").text).toContain("18:00");
  }, 120_000);

  it("has those of an announcement by it too, when it is written, edited and corrected", async () => {
    await write(story, story.olga, {
      "Какого вида?": "Отключение",
      "О чём?": "Вода",
      "Заголовок по-русски": "Нет воды",
      "Текст по-русски": "Меняем трубу.",
      Окончание: "19:00",
    });
    const card = () => announcementCards(story).of(2);
    const ends = async () => (await read().announcement.findFirstOrThrow({ where: { number: 2 } })).endsAt;
    expect((await ends())?.toISOString()).toMatch(/T14:00/);
    await story.olga.presses("Отправить", card());
    await story.settled();
    await story.runs("announcements");
    await story.settled();
    expect(anna.message("Меняем трубу").text).toContain("19:00");
    await story.olga.presses("Исправить", card());
    expect(story.olga.modal()).toContain("по времени Asia/Yekaterinburg");
    await story.olga.submits({ "Текст по-русски": "Меняем ещё одну трубу." });
    await story.settled();
    expect((await ends())?.toISOString()).toMatch(/T14:00/);
    expect(messageWords(card())).toContain("19:00");
  }, 120_000);
});
