import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "../../src/sandbox/slack/state/types.ts";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import { buttonsOf, messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

/** As management companies really have them: a title, headings in their own words, numbers of columns, totals. */
const strange = [
  "Выгрузка из программы;;;;;;",
  "Где;Объект;Метры;Кто;Связь;ЛС;Доступ",
  "1;2;3;4;5;6;7",
  "Мира 5;1;40,50;Орлова Ольга;89161111111 (дочь) / 8 495 222-33-44;1001;да",
  "Мира 5;2;33.00;Котов Пётр;8 916 333-33-33;1002;нет",
  "Мира 5;Насосная;12;;;;",
  "Мира 7;1;50,25;Львов Лев;;1003;",
  "Итого по Мира 5;;85,50;;;;",
  "ВСЕГО;;135,75;;;;",
].join("\n");

describe.each(databases)("a real register on $name", (database) => {
  let story: Story;
  let vera: Colleague;
  beforeAll(async () => {
    story = await openStory(database);
    vera = await story.colleague({ name: "Вера", role: "manager" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const read = () => story.town.domovoy.core.database.read;
  const card = (file: string): Message => {
    const { slack, staffChannel } = story.town;
    const found = slack
      .messages(staffChannel)
      .findLast((message) => messageWords(message).includes(`Реестр: ${file}`));
    if (!found) throw new Error(`no card of ${file}; there is:\n${story.channel().join("\n---\n")}`);
    return found;
  };
  const drops = async (name: string, text: string, who = vera): Promise<Message> => {
    const { slack, staffChannel: channel } = story.town;
    slack.post({ user: who.id, channel, files: [{ name, bytes: Buffer.from(text) }] });
    await story.settled();
    return card(name);
  };
  const presses = async (label: string, name: string, who = vera): Promise<string> => {
    await who.presses(label, card(name));
    await story.settled();
    return messageWords(card(name));
  };
  const units = (address: string) =>
    read().unit.findMany({ where: { building: { address } }, orderBy: { number: "asc" } });

  it("whose headings say nothing asks which column is what, and writes nothing", async () => {
    const shown = await drops("чужой.csv", strange);
    expect(messageWords(shown)).toContain("Не понял, где какой столбец");
    expect(buttonsOf(shown.blocks)).toEqual(["Столбцы", "Отмена"]);
    expect(await units("Мира 5")).toEqual([]);
  });

  it("is read by the columns that staff choose, with the control total of each building", async () => {
    await vera.presses("Столбцы", card("чужой.csv"));
    expect(vera.modal()).toContain("Строка с заголовками");
    const noUnit = await vera.submits({ адрес: "A · Где · Мира 5" });
    expect(JSON.stringify(noUnit)).toContain("Укажите, в каком столбце номер помещения");
    await vera.submits({
      адрес: "A · Где · Мира 5",
      помещение: "B · Объект · 1",
      площадь: "C · Метры · 40,50",
      имя: "D · Кто · Орлова Ольга",
      телефон: "E · Связь · 89161111111 (дочь) / 8 495 222-33-44",
      "лицевой счёт": "F · ЛС · 1001",
    });
    await story.settled();
    const words = messageWords(card("чужой.csv"));
    expect(words).toContain("Столбцы, как вы выбрали: адрес ← Где; помещение ← Объект");
    expect(words).toContain("4 (новых 4, уже есть 0)");
    expect(words).toMatch(/Мира 5\s+3\s+85,50 м²/);
    expect(words).toMatch(/Мира 7\s+1\s+50,25 м²/);
    expect(words).toContain("135,75 м²");
    expect(words).toContain("Пока ничего не записано");
    expect(await units("Мира 5")).toEqual([]);
  });

  it("is written when it is confirmed: phones in any form, accounts, technical rooms", async () => {
    expect(await presses("Загрузить", "чужой.csv")).toContain("помещений: 4");
    expect(
      (await units("Мира 5")).map(({ number, kind, area, account }) => [number, kind, area, account]),
    ).toEqual([
      ["1", "apartment", 4050, "1001"],
      ["2", "apartment", 3300, "1002"],
      ["Насосная", "technical", 1200, null],
    ]);
    await vera.commands("person 8 (495) 222-33-44");
    expect(vera.toldPrivately().at(-1)).toContain("Орлова Ольга · +79161111111 · +74952223344");
  });

  it("with the same headings is read in the same way the next time, and changes nothing", async () => {
    const before = await Promise.all([
      read().unit.findMany(),
      read().person.count(),
      read().occupancy.count(),
    ]);
    const words = messageWords(await drops("снова.csv", strange));
    expect(words).toContain("Столбцы, как вы выбрали в прошлый раз");
    expect(words).toContain("4 (новых 0, уже есть 4)");
    expect(await presses("Загрузить", "снова.csv")).toMatch(
      /Новых домов: 0, помещений: 0 \(изменено 0\), людей: 0, проживаний: 0 \(изменено 0\), контактов: 0/,
    );
    expect(
      await Promise.all([read().unit.findMany(), read().person.count(), read().occupancy.count()]),
    ).toEqual(before);
  });

  it("says which headings it remembers, and forgets them when told", async () => {
    await vera.commands("mapping");
    expect(vera.toldPrivately().at(-1)).toContain("1. Где · Объект · Метры");
    expect(JSON.stringify(await read().columnMapping.findMany())).not.toContain("Объект");
    await vera.pressesPrivate("Забыть 1");
    expect(vera.toldPrivately().at(-1)).toContain("Пока ничего");
    expect(messageWords(await drops("забыто.csv", strange))).toContain("Не понял");
    const masha = await story.colleague({ name: "Маша", role: "dispatcher" });
    await masha.commands("mapping");
    expect(masha.toldPrivately().at(-1)).toMatch(/нет прав/);
    await masha.presses("Столбцы", card("забыто.csv"));
    expect(masha.modal()).toMatch(/нет прав/);
  });

  it("names each wrong row in a file, and is taken back until staff correct what it wrote", async () => {
    const text = "Дом;Квартира;Площадь;Собственник;Телефон\nМира 9;1;40;Раз;\nМира 9;2;сорок;Два;позже\n";
    const shown = await drops("ошибки.csv", text);
    expect(messageWords(shown)).toContain("2 ошибки");
    await presses("Загрузить без ошибок", "ошибки.csv");
    expect(await units("Мира 9")).toHaveLength(1);
    expect(await presses("Отменить загрузку", "ошибки.csv")).toContain("Загрузка отменена");
    expect(await units("Мира 9")).toEqual([]);
    await vera.commands("person Раз");
    expect(vera.toldPrivately().at(-1)).toContain("никого не нашлось");

    await drops("исправлено.csv", text.replace("сорок", "41").replace("позже", ""));
    await presses("Загрузить", "исправлено.csv");
    await vera.commands("unit Мира 9, 2");
    await vera.pressesPrivate("Исправить данные");
    await vera.submits({ Этаж: "4" });
    expect(await presses("Отменить загрузку", "исправлено.csv")).toContain("записанное потом изменили");
    expect((await units("Мира 9")).map(({ floor }) => floor)).toEqual([null, 4]);
  });
});
