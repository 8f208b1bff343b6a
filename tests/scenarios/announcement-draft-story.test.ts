import { readSheet } from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePhoto } from "../../src/sandbox/telegram/files/sample-photo.ts";
import { databases } from "../support/databases.ts";
import { announcementCards, confirmedByOne, write } from "./support/announcements.ts";
import type { Colleague } from "./support/colleague.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

const words = (title: string, body = `${title}: подробности.`) => ({
  "Заголовок по-русски": title,
  "Текст по-русски": body,
});

describe.each(databases)("what an announcement is written with on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let vera: Colleague;
  let photo: Uint8Array;
  let number = 0;
  beforeAll(async () => {
    story = await openStory(database);
    await confirmedByOne(story);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    vera = await story.colleague({ name: "Vera", role: "manager" });
    photo = await samplePhoto();
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const card = (of = number) => announcementCards(story).of(of);
  const drafts = async (more: Readonly<Record<string, unknown>>) => {
    await write(story, vera, { "О чём?": "Другое", ...more });
    number += 1;
  };
  const sends = async () => {
    await vera.presses("Отправить", card());
    await story.settled();
    await story.runs("announcements");
    await story.settled();
  };
  const pictures = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `${index}.jpg`, bytes: photo }));

  it("has five files at most, and gives up those that are taken away", async () => {
    const files = "Фото и файлы, не больше 5";
    await drafts({ "Какого вида?": "Новость", ...words("Новый забор"), [files]: pictures(3) });
    await story.eventually(() => expect(messageWords(card())).toContain("3 файла"));
    await vera.presses("Изменить", card());
    const refused = await vera.submits({ ...words("Высокий забор"), [files]: pictures(3) });
    expect(JSON.stringify(refused)).toContain("Не больше 5 файлов");
    await vera.submits({
      ...words("Высокий забор"),
      "Прежние 3 файла": "убрать",
      [files]: pictures(1),
    });
    await story.settled();
    await story.eventually(() => expect(messageWords(card())).toContain("1 файл"));
    await sends();
    expect(anna.message("Высокий забор").media).toBeDefined();
    expect(anna.messages().filter(({ media }) => media !== undefined)).toHaveLength(1);
  });

  it("is not corrected to more than a caption holds, where it stands as one", async () => {
    const long = "Просим всех убрать машины. ".repeat(40).trim();
    await vera.presses("Исправить", card());
    const refused = await vera.submits(words("Высокий забор", long));
    expect(JSON.stringify(refused)).toMatch(/помещается 1024 знаков .*Сократите на \d+/);
    await vera.submits(words("Высокий забор", long.slice(0, 850)));
    await story.settled();
    await story.runs("announcements");
    await story.settled();
    await story.eventually(() => expect(anna.message("Высокий забор").text).toContain(long.slice(0, 840)));
    expect(anna.message("Высокий забор").text).not.toContain("…");
    await drafts({ "Какого вида?": "Новость", ...words("Без картинки") });
    await sends();
    await vera.presses("Исправить", card());
    await vera.submits(words("Без картинки", long));
    await story.settled();
    await story.runs("announcements");
    await story.eventually(() => expect(anna.message("Без картинки").text).toContain(long));
  });

  it("takes the words of the kind that is chosen, when it begins with a category", async () => {
    await vera.commands("announce вода");
    await vera.submits({ "Какого вида?": "Отключение" });
    await story.settled();
    number += 1;
    expect(messageWords(card())).toContain("Воды нет из-за неисправности");
    await vera.presses("Выбросить", card());
  });

  it("is confirmed by a second person where it goes to all of the only house", async () => {
    await confirmedByOne(story, "company-wide");
    await drafts({
      "Какого вида?": "Новость",
      ...words("Только сорок пятой"),
      "Только часть дома": "кв. 45",
    });
    await sends();
    expect(anna.reads()).toContain("Только сорок пятой");
    await drafts({ "Какого вида?": "Новость", ...words("Всему дому") });
    await sends();
    expect(messageWords(card())).toContain("Нужно подтверждение второго человека");
    expect(anna.everythingRead()).not.toContain("Всему дому");
    await story.olga.presses("Подтвердить вторым", card());
    await story.settled();
    await story.eventually(() => expect(anna.everythingRead()).toContain("Всему дому"));
  });

  it("says who confirmed it second and who corrected it, on the card and in the report", async () => {
    expect(messageWords(card())).toMatch(/Вторым подтвердил\(а\)\W+olga/i);
    await story.olga.presses("Исправить", card());
    await story.olga.submits(words("Всему дому, кроме чердака"));
    await story.settled();
    expect(messageWords(card())).toMatch(/Исправил\(а\)\W+olga/i);
    await vera.presses("Отчёт о доставке", card());
    const files = () =>
      story.town.slack
        .thread(story.town.staffChannel, card().ts)
        .flatMap((message) => message.files ?? [])
        .flatMap(({ id }) => story.town.slack.file(String(id)) ?? []);
    await story.eventually(() => expect(files()).toHaveLength(1));
    const rows = await readSheet(Buffer.from(files()[0]?.bytes ?? []), 2);
    const lines = rows.flat().map(String).join("\n");
    expect(lines).toMatch(/Составил\(а\): vera/i);
    expect(lines).toMatch(/Подтвердил\(а\): vera/i);
    expect(lines).toMatch(/Вторым подтвердил\(а\): olga/i);
    expect(lines).toMatch(/Исправил\(а\): olga/i);
  });

  it("is not sent by the button of a card that showed other words", async () => {
    await drafts({ "Какого вида?": "Новость", ...words("Субботник завтра"), "Только часть дома": "кв. 45" });
    await story.eventually(() => expect(messageWords(card())).toContain("Каналы"));
    const { blocks } = structuredClone(card());
    await vera.presses("Изменить", card());
    await vera.submits(words("Субботник отменён"));
    await story.settled();
    // As it still stands on the screen of somebody whose Slack has not heard of the change.
    const { blocks: fresh } = Object.assign({}, card());
    Object.assign(card(), { blocks });
    await story.olga.presses("Отправить", card());
    await story.settled();
    Object.assign(card(), { blocks: fresh });
    expect(story.olga.toldPrivately().join()).toContain("изменили после того");
    expect(anna.everythingRead()).not.toContain("Субботник");
    await story.eventually(() => expect(messageWords(card())).toContain("Каналы"));
    await sends();
    expect(anna.everythingRead()).toContain("Субботник отменён");
  });

  it("needs the second person anew for words that are put in before it goes out", async () => {
    const tomorrow = story.day(1).split("-").reverse().join(".");
    await drafts({
      "Какого вида?": "Новость",
      ...words("Собрание во дворе"),
      "Отправить в": `${tomorrow} 10:00`,
    });
    await story.eventually(() => expect(messageWords(card())).toContain("Каналы"));
    await vera.presses("Запланировать", card());
    await story.settled();
    await story.olga.presses("Подтвердить вторым", card());
    await story.settled();
    await vera.presses("Исправить", card());
    await vera.submits(words("Собрание на крыше"));
    await story.settled();
    expect(messageWords(card())).toContain("Нужно подтверждение второго человека");
    await story.olga.presses("Подтвердить вторым", card());
    await story.settled();
    story.clock.passes({ hours: 30 });
    await story.runs("announcements");
    await story.settled();
    await story.eventually(() => expect(anna.everythingRead()).toContain("Собрание на крыше"));
  });
});
