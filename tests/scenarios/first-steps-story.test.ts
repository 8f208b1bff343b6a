import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "../../src/sandbox/slack/state/types.ts";
import { databases } from "../support/databases.ts";
import { buttonsOf, messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

const header = "Адрес;Квартира;Площадь;ФИО;Телефон\n";

describe.each(databases)("first steps on $name", (database) => {
  let story: Story;
  beforeAll(async () => {
    story = await openStory(database);
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const messageWith = (words: string): Message => {
    const { slack, staffChannel } = story.town;
    const found = slack.messages(staffChannel).findLast((message) => messageWords(message).includes(words));
    if (!found) throw new Error(`no message with "${words}"; there is:\n${story.channel().join("\n---\n")}`);
    return found;
  };
  const ticks = () =>
    messageWords(messageWith("Первые шаги"))
      .match(/[✅⬜]/gu)
      ?.join("");
  const drops = async (name: string, text: string, words?: string): Promise<void> => {
    const { slack, staffChannel: channel } = story.town;
    const files = [{ name, bytes: Buffer.from(text) }];
    slack.post({ user: story.olga.id, channel, files, ...(words ? { text: words } : {}) });
    await story.settled();
  };
  const units = (address: string) =>
    story.town.domovoy.core.database.read.unit.count({ where: { building: { address } } });
  const filesUnder = ({ ts }: Message) =>
    story.town.slack
      .thread(story.town.staffChannel, ts)
      .flatMap(({ files }) => files ?? [])
      .flatMap(({ id }) => story.town.slack.file(String(id)) ?? []);

  it("are shown to the first administrator, with the next one explained", async () => {
    expect(story.channel().filter((words) => words.includes("Первые шаги"))).toHaveLength(1);
    expect(ticks()).toBe("⬜✅⬜⬜⬜");
    expect(messageWords(messageWith("Первые шаги"))).toContain("Сейчас: проверьте название");
  });

  it("begin with the company: a form, whose mistakes are named at their fields", async () => {
    await story.olga.presses("Проверить компанию", messageWith("Первые шаги"));
    const wrong = await story.olga.submits({ "Часовой пояс": "Нигде" });
    expect(JSON.stringify(wrong)).toContain("Такого часового пояса нет");
    await story.olga.submits({ "Название компании": "Уют на Ленина", "Часовой пояс": "Asia/Yekaterinburg" });
    const { read } = story.town.domovoy.core.database;
    expect(await read.company.findFirst()).toMatchObject({
      name: "Уют на Ленина",
      timeZone: "Asia/Yekaterinburg",
    });
    expect(await read.building.findFirst()).toMatchObject({ timeZone: "Asia/Yekaterinburg" });
    expect(ticks()).toBe("✅✅⬜⬜⬜");
  });

  it("show a dropped register, and write it when it is confirmed", async () => {
    await drops("дом.csv", `${header}Мира 5;1;40,5;Орлова Ольга;8 916 111-11-11\nМира 5;2;33;;\n`);
    const card = messageWith("Реестр: дом");
    expect(messageWords(card)).toMatch(/Мира 5[\s\S]*73,50 м²[\s\S]*Пока ничего не записано/);
    expect(buttonsOf(card.blocks)).toEqual(["Загрузить", "Столбцы", "Отмена"]);
    expect(await units("Мира 5")).toBe(0);
    await story.olga.presses("Загрузить", card);
    await story.settled();
    expect(await units("Мира 5")).toBe(2);
    const written = messageWith("Реестр: дом");
    expect(written.ts).toBe(card.ts);
    expect(messageWords(written)).toContain("помещений: 2");
    await story.olga.presses("Отменить загрузку", written);
    await story.settled();
    expect(messageWords(messageWith("Реестр: дом"))).toContain("Загрузка отменена");
    expect(await units("Мира 5")).toBe(0);
  });

  it("put a register's problems into a file by row, and import the rest", async () => {
    await drops("ошибки.csv", "Квартира;Площадь\n1;40\n2;много\n3;=1+1\n", "Садовая 3");
    const card = messageWith("Реестр: ошибки");
    expect(messageWords(card)).toMatch(/Садовая 3[\s\S]*2 ошибки/);
    expect(buttonsOf(card.blocks)).toEqual(["Загрузить без ошибок", "Столбцы", "Отмена"]);
    await story.eventually(() => expect(filesUnder(card)).toHaveLength(1));
    const table = Buffer.from(filesUnder(card)[0]?.bytes ?? "").toString();
    expect(table).toContain('"3";"площадь";');
    await story.olga.presses("Загрузить без ошибок", card);
    await story.settled();
    expect(await units("Садовая 3")).toBe(1);
  });

  it("take no file of those who may not import, nor one in a thread, nor another kind", async () => {
    const before = story.channel().length;
    const { slack, staffChannel: channel } = story.town;
    const masha = await story.colleague({ name: "Маша", role: "dispatcher" });
    const files = [{ name: "дом.csv", bytes: Buffer.from(`${header}Мира 6;1;40;;\n`) }];
    slack.post({ user: masha.id, channel, files });
    slack.post({ user: story.olga.id, channel, files, threadTs: messageWith("Первые шаги").ts });
    slack.post({ user: story.olga.id, channel, files: [{ name: "фото.txt", bytes: Buffer.from("x") }] });
    await story.settled();
    expect(story.channel().filter((words) => words.includes("Реестр:"))).toHaveLength(2);
    expect(story.channel().length - before).toBeLessThanOrEqual(3);
  });

  it("tick themselves off up to the first resident", async () => {
    expect(ticks()).toBe("✅✅✅⬜⬜");
    await story.olga.commands("letters Ленина");
    await story.settled();
    expect(ticks()).toBe("✅✅✅✅⬜");
    await story.resident({ unit: "45", name: "Анна", language: "ru" });
    await story.settled();
    expect(ticks()).toBe("✅✅✅✅✅");
    expect(messageWords(messageWith("Первые шаги"))).toContain("Всё готово");
    await story.olga.commands("setup");
    expect(story.olga.toldPrivately().at(-1)).toContain("Всё готово");
  });
});
