import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { announcementCards, write } from "./support/announcements.ts";
import type { Colleague } from "./support/colleague.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("an announcement on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  let vera: Colleague;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    vera = await story.colleague({ name: "Vera", role: "manager" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const card = (number: number) => announcementCards(story).of(number);
  const words = (number: number) => messageWords(card(number));

  it("is counted before anything is sent", async () => {
    await write(story, vera, {
      "Какого вида?": "Плановые работы",
      "О чём?": "Вода",
      Начало: "13.03.2031 9:00",
      Окончание: "13.03.2031 12:00",
    });
    expect(words(1)).toContain("Объявление № 1 · Плановые работы");
    expect(words(1)).toContain("3 человека, 3 помещения");
    expect(words(1)).toContain("Telegram 2");
    expect(words(1)).toContain("Недоступен: 1");
    expect(words(1)).toMatch(/Бумага нужна в 1 помещение: ул\.? ?Ленина, 1, 47/);
    expect(anna.everythingRead()).not.toContain("Не будет воды");
  });

  it("reaches each reader in their language", async () => {
    await vera.presses("Отправить", card(1));
    await story.settled();
    expect(anna.reads()).toContain("Не будет воды");
    expect(anna.reads()).toMatch(/13 мар\., 09:00 – 13 мар\., 12:00/);
    expect(john.reads()).toContain("Planned work: Water will be off");
    await story.runs("announcements");
    expect(words(1)).toContain("доставлено 2 из 3");
    expect(words(1)).toContain("Не удалось оповестить: 1");
  });

  it("is seen by a press, once", async () => {
    await anna.taps("Ознакомлен(а)");
    expect(anna.reads()).toContain("✅ Вы ознакомились");
    await story.settled();
    expect(words(1)).toContain("Ознакомились: 1");
  });
});
