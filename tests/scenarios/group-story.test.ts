import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Resident } from "./support/resident.ts";
import { buttonsOf, messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("a house's group on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let stranger: Resident;
  let group: number;
  const read = () => story.town.domovoy.core.database.read;
  const telegram = () => story.town.telegram;
  const card = (title: string) => {
    const found = story.town.slack
      .messages(story.town.staffChannel)
      .findLast((message) => messageWords(message).includes(title));
    if (!found) throw new Error(`no card of ${title} in:\n${story.channel().join("\n---\n")}`);
    return found;
  };
  const inGroup = () =>
    telegram()
      .messages(group)
      .filter(({ fromBot }) => fromBot)
      .map(({ text }) => text);
  const says = async (from: number, text: string, more: { replyTo?: number; topic?: number } = {}) => {
    const { messageId } = telegram().say({ from, chat: group, text, ...more });
    await story.settled();
    return messageId;
  };

  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    stranger = story.stranger({ name: "Зоя", language: "ru" });
    group = telegram().createGroup({ title: "Ленина, 1 соседи", members: [stranger.id, anna.id] }).id;
    await story.settled();
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  it("is nobody's until staff say whose it is, and the bot keeps silent", async () => {
    expect(messageWords(card("Ленина, 1 соседи"))).toContain("Какого она дома?");
    await says(anna.id, "/request лифт стоит");
    expect(anna.reads()).toContain("ещё не указала, чья это группа");
    expect(inGroup()).toEqual([]);
    expect(await read().request.count()).toBe(0);
  });

  it("is linked by who has the right, and says hello", async () => {
    const boris = await story.colleague({ name: "Борис", role: "accountant" });
    await boris.presses("ул. Ленина, 1", card("соседи"));
    expect(boris.toldPrivately().at(-1)).toContain("нет прав");
    await story.olga.presses("ул. Ленина, 1", card("соседи"));
    expect(messageWords(card("соседи"))).toContain("Это группа дома ул. Ленина, 1");
    expect(inGroup().at(-1)).toContain("Сюда приходят объявления");
    expect(await read().buildingChat.count({ where: { chatId: String(group) } })).toBe(1);
  });

  it("tells newcomers the usual rules where the house has written none", async () => {
    telegram().joinGroup({ chat: group, user: story.stranger({ name: "Лев", language: "en" }).id });
    await story.settled();
    const greeting = inGroup().at(-1) ?? "";
    expect(greeting).toContain("Добро пожаловать в чат нашего дома");
    expect(greeting).toContain("Общаемся вежливо и о делах дома, без рекламы");
    expect(greeting).toContain("ответьте на сообщение командой /request");
    story.clock.passes({ minutes: 11 });
  });

  it("tells newcomers its rules, once for those who come together", async () => {
    const before = inGroup().length;
    await story.olga.presses("Правила для новичков", card("соседи"));
    await story.olga.submits({ "Правила (по-русски)": "Не шумим после десяти." });
    const [petr, ivan] = ["Пётр", "Иван"].map((name) => story.stranger({ name, language: "ru" }));
    telegram().joinGroup({ chat: group, user: petr?.id ?? 0 });
    telegram().joinGroup({ chat: group, user: ivan?.id ?? 0 });
    await story.settled();
    const greetings = () =>
      inGroup()
        .slice(before)
        .filter((text) => text.includes("Добро пожаловать"));
    expect(greetings()).toHaveLength(1);
    expect(greetings()[0]).toContain("Не шумим после десяти.");
    story.clock.passes({ minutes: 11 });
    await story.olga.presses("Правила для новичков", card("соседи"));
    await story.olga.submits({ "Показывать новичкам?": "Нет" });
    telegram().joinGroup({ chat: group, user: story.stranger({ name: "Ян", language: "ru" }).id });
    await story.settled();
    expect(greetings()).toHaveLength(1);
  });

  it("makes a request of a neighbour's message, once", async () => {
    const said = await says(stranger.id, "В подъезде опять темно");
    await says(anna.id, "/request второй этаж", { replyTo: said });
    expect(inGroup().at(-1)).toContain("Заявка № 1001");
    expect(story.cardWords(1001)).toContain("В подъезде опять темно");
    expect(story.cardWords(1001)).toContain("второй этаж");
    expect(story.cardWords(1001)).toContain("Анна Смирнова");
    await says(anna.id, "/request", { replyTo: said });
    expect(inGroup().at(-1)).toContain("уже заявка № 1001");
    await says(anna.id, "/request");
    expect(anna.reads()).toContain("ответьте на сообщение соседа");
    await says(stranger.id, "/request", { replyTo: said });
    expect(await read().request.count()).toBe(1);
  });

  it("makes an emergency of what tells of one", async () => {
    const said = await says(stranger.id, "В подвале прорвало трубу, всё заливает!");
    await says(anna.id, "/request", { replyTo: said });
    expect(await read().request.findFirst({ orderBy: { number: "desc" } })).toMatchObject({
      number: 1002,
      priority: "emergency",
      unitId: null,
    });
  });

  it("answers with an incident of the house who says no more than that, and files all else", async () => {
    await story.olga.commands("incident");
    await story.olga.submits({
      "Что не работает?": "Сантехника · Нет воды",
      "До какого времени, насколько известно?": "23:00",
      "Что сообщить жителям? (по-русски)": "Ремонтируем насос.",
    });
    await story.settled();
    const filed = await read().request.count();
    const same = await says(stranger.id, "Воды опять нет");
    await says(anna.id, "/request", { replyTo: same });
    expect(inGroup().at(-1)).toContain("Ремонтируем насос.");
    expect(await read().request.count()).toBe(filed);
    const [reader] = await read().incidentReader.findMany();
    expect(reader).toMatchObject({ answer: "thanked" });
    const other = await says(stranger.id, "Водитель мусоровоза задел забор");
    await says(anna.id, "/request", { replyTo: other });
    expect(inGroup().at(-1)).toContain("передана управляющей компании");
    expect(await read().request.count()).toBe(filed + 1);
    await story.olga.presses("Снова работает", card("Авария № 1"));
    await story.olga.submits({});
    await story.settled();
  });

  it("is followed when it becomes a supergroup", async () => {
    group = telegram().migrate({ chat: group, by: stranger.id }).id;
    await story.settled();
    expect(await read().buildingChat.findMany()).toMatchObject([{ chatId: String(group) }]);
    const said = await says(stranger.id, "Не закрывается дверь");
    await says(anna.id, "/request", { replyTo: said });
    expect(inGroup().at(-1)).toContain("Заявка № 1004");
  });

  it("is nobody's any more when the bot is removed", async () => {
    telegram().removeBot({ chat: group, by: stranger.id });
    await story.settled();
    expect(await read().buildingChat.count()).toBe(0);
    expect(messageWords(card("соседи"))).toContain("Бота больше нет");
    expect(buttonsOf(card("соседи").blocks)).toEqual([]);
  });

  it("has a topic for announcements where staff agree to it", async () => {
    group = telegram().createGroup({
      title: "Форум",
      members: [anna.id],
      type: "supergroup",
      forum: true,
    }).id;
    await story.settled();
    await story.olga.presses("ул. Ленина, 1", card("Форум"));
    const { id: topicId } = telegram().openTopic({ by: anna.id, chat: group, name: "Объявления" });
    await says(anna.id, "/topic", { topic: topicId });
    expect(messageWords(card("Форум"))).toContain("предлагает тему для объявлений");
    expect(await read().buildingChat.findFirst()).toMatchObject({ threadId: null });
    await story.olga.presses("Использовать эту тему", card("Форум"));
    expect(await read().buildingChat.findFirst()).toMatchObject({ threadId: String(topicId) });
  });
});
