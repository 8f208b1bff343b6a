import { readSheet } from "read-excel-file/node";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runWork } from "../../src/core/work/run-work.ts";
import { databases } from "../support/databases.ts";
import { announcementCards, confirmedByOne, write } from "./support/announcements.ts";
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
    await confirmedByOne(story);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    vera = await story.colleague({ name: "Vera", role: "manager" });
    await addUnits(["48"]);
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  /** Of which the register knows nobody, in the building where everybody lives. */
  const addUnits = async (numbers: readonly string[]) => {
    const { core } = story.town.domovoy;
    const { companyId, buildingId } = await core.database.read.unit.findFirstOrThrow({
      where: { number: "45" },
    });
    await runWork(
      core,
      { actor: { kind: "system", name: "test", companyId: null }, channel: "cli" },
      async ({ tx }) => {
        await tx.unit.createMany({ data: numbers.map((number) => ({ companyId, buildingId, number })) });
      },
    );
  };
  const filesUnder = (ts: string) =>
    story.town.slack
      .thread(story.town.staffChannel, ts)
      .flatMap(({ files }) => files ?? [])
      .flatMap(({ id }) => story.town.slack.file(String(id)) ?? []);
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
    expect(words(1)).toContain("3 человека, 4 помещения");
    expect(words(1)).toContain("Telegram 2");
    expect(words(1)).toContain("Недоступен: 1");
    expect(words(1)).toMatch(/Бумага нужна в 2 помещения: ул\.? ?Ленина, 1, 47; ул\.? ?Ленина, 1, 48/);
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

  it("is corrected where it stands, with the earlier words kept", async () => {
    await vera.presses("Исправить", card(1));
    await vera.submits({
      "Заголовок по-русски": "Не будет воды с 10 часов",
      "Текст по-русски": "Начнём на час позже. Закройте краны.",
      "Заголовок по-английски": "Water will be off from 10",
      "Текст по-английски": "We begin an hour later.",
    });
    await story.settled();
    expect(anna.messages().filter(({ text }) => text.includes("Не будет воды"))).toHaveLength(1);
    expect(anna.message("с 10 часов").text).toMatch(/исправлено 12 мар\./);
    expect(john.message("from 10").history.at(-1)?.text).toContain("Water will be off");
    const versions = await story.town.domovoy.core.database.read.announcementVersion.count();
    expect(versions).toBe(2);
  });

  it("is reported unit by unit, and put on paper for those who were not reached", async () => {
    await vera.presses("Отчёт о доставке", card(1));
    await vera.presses("На бумаге", card(1));
    await story.eventually(() => expect(filesUnder(card(1).ts)).toHaveLength(2));
    const [report, paper] = filesUnder(card(1).ts).sort((a, b) => b.name.localeCompare(a.name));
    expect(report?.name).toBe("Отчёт о доставке, объявление № 1.xlsx");
    const rows = await readSheet(Buffer.from(report?.bytes ?? []));
    const lineOf = (unit: string) => rows.find((row) => row[1] === unit)?.map(String);
    expect(lineOf("45")).toEqual(expect.arrayContaining(["Анна Смирнова", "доставлено", "Telegram"]));
    expect(lineOf("45")?.[7]).toMatch(/12 мар/);
    expect(lineOf("47")).toEqual(
      expect.arrayContaining([
        "Пётр Иванов",
        "не оповещён",
        "нет чата и контакта, по которым рассылается этот вид",
      ]),
    );
    expect(lineOf("48")).toEqual(expect.arrayContaining(["никого в реестре"]));
    const text = await textOf(Buffer.from(paper?.bytes ?? []));
    expect(text).toContain("Не будет воды с 10 часов");
    expect(text).toMatch(/Отнести в 2 помещения/);
    expect(text).toContain("Ленина, 1, 47");
    expect(text).toContain("Ленина, 1, 48");
  });

  it("ends for the same people when it works again", async () => {
    await vera.presses("Снова работает", card(1));
    await vera.submits({});
    expect(words(2)).toContain("Тем, кто получил первое объявление");
    await vera.presses("Отправить", card(2));
    await story.settled();
    expect(anna.reads()).toContain("Вода есть");
    expect(john.reads()).toContain("The water is back");
    await story.runs("announcements");
    expect(words(1)).toContain("Прошло");
  });

  it("is found in the news by the words of its reader's language", async () => {
    await john.writes("/news");
    expect(john.reads()).toContain("News: 2");
    await john.writes("/news later");
    expect(john.reads()).toContain("Found with “later”: 1");
    await john.taps("Read No. 1");
    expect(john.reads()).toContain("We begin an hour later.");
    await john.taps("← To the list");
    expect(john.reads()).toContain("Found with “later”: 1");
    await john.writes("/news zebra");
    expect(john.reads()).toContain("There is nothing here");
  });

  it("has every unit on the paper of a draft, however many they are", async () => {
    await addUnits(Array.from({ length: 410 }, (_, index) => String(1001 + index)));
    await write(story, vera, {
      "Какого вида?": "Плановые работы",
      "О чём?": "Вода",
      Начало: "14.03.2031 9:00",
      Окончание: "14.03.2031 12:00",
    });
    const { number } = await story.town.domovoy.core.database.read.announcement.findFirstOrThrow({
      orderBy: { number: "desc" },
    });
    expect(words(number)).toMatch(/Бумага нужна в 412 помещений/);
    await vera.presses("На бумаге", card(number));
    await story.eventually(() => expect(filesUnder(card(number).ts)).toHaveLength(1));
    const text = await textOf(Buffer.from(filesUnder(card(number).ts)[0]?.bytes ?? []));
    expect(text).toMatch(/Отнести в 412 помещений/);
    expect(text).toContain("Ленина, 1, 1410");
  });
});

const textOf = async (bytes: Buffer): Promise<string> => {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return text;
};
