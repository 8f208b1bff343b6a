import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { announcementCards, confirmedByOne, write } from "./support/announcements.ts";
import type { Colleague } from "./support/colleague.ts";
import type { Resident } from "./support/resident.ts";
import { buttonsOf, messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

const words = (title: string) => ({
  "Заголовок по-русски": title,
  "Текст по-русски": `${title}: подробности.`,
});

describe.each(databases)("how an announcement ends on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let vera: Colleague;
  let groupId: number;
  let number = 0;
  beforeAll(async () => {
    story = await openStory(database);
    await confirmedByOne(story);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    vera = await story.colleague({ name: "Vera", role: "manager" });
    const { telegram, company } = story.town;
    groupId = telegram.createGroup({ title: "Ленина, 1", members: [anna.id], bot: "administrator" }).id;
    const building = await read().building.findFirstOrThrow();
    const chat = { platform: "telegram", chatId: String(groupId), createdAt: core().clock.now() };
    await core().database.transaction((tx) =>
      tx.buildingChat.create({ data: { companyId: company.id, buildingId: building.id, ...chat } }),
    );
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const core = () => story.town.domovoy.core;
  const read = () => core().database.read;
  const card = (of = number) => announcementCards(story).of(of);
  const drafts = async (more: Readonly<Record<string, unknown>>) => {
    await write(story, vera, { "О чём?": "Вода", ...more });
    number += 1;
  };
  const sends = async () => {
    await vera.presses("Отправить", card());
    await story.settled();
    await story.runs("announcements");
    await story.settled();
  };
  /** Anna's own quiet hours, in minutes of the day; null: none. */
  const annaSleeps = async (quietFrom: number | null, quietTo: number | null) => {
    const { personId } = await read().identity.findFirstOrThrow({ where: { externalId: String(anna.id) } });
    await core().database.transaction((tx) =>
      tx.person.update({ where: { id: personId }, data: { quietFrom, quietTo } }),
    );
  };
  const posted = (text: string) =>
    story.town.telegram.messages(groupId).find((message) => message.text.includes(text));

  it("is unpinned when it is cancelled half-way", async () => {
    await annaSleeps(600, 1020);
    await drafts({ "Какого вида?": "Плановые работы", ...words("Осмотр щитов") });
    await sends();
    expect(posted("Осмотр щитов")).toMatchObject({ isPinned: true });
    await vera.presses("Отменить", card());
    await story.settled();
    await story.eventually(() => expect(posted("Осмотр щитов")).toMatchObject({ isPinned: false }));
    expect(messageWords(card())).toContain("Отменено");
    expect(anna.everythingRead()).not.toContain("Осмотр щитов: подробности");
    await annaSleeps(null, null);
  });

  const restored = "Снова работает";
  const tellsRestored = async (of: number) => {
    await vera.presses(restored, card(of));
    await vera.submits({});
    await story.settled();
    number += 1;
    await sends();
  };

  it("is told to be over also when its end has passed, once", async () => {
    await drafts({ "Какого вида?": "Отключение", Окончание: "23:50", ...words("Нет воды") });
    await sends();
    const outage = number;
    story.clock.strikes("23:55");
    await story.runs("announcements");
    await story.settled();
    expect(messageWords(card(outage))).toContain("Прошло");
    expect(buttonsOf(card(outage).blocks)).toContain(restored);
    await tellsRestored(outage);
    expect(anna.reads()).toContain("Вода есть");
    expect(buttonsOf(card().blocks)).not.toContain(restored);
    expect(buttonsOf(card(outage).blocks)).not.toContain(restored);
    story.clock.strikes("12:00");
  });

  it("is told to be over while it is still being sent, or paused", async () => {
    await annaSleeps(600, 1020);
    await drafts({ "Какого вида?": "Плановые работы", ...words("Осмотр труб") });
    await sends();
    expect(buttonsOf(card().blocks)).toContain(restored);
    await vera.presses("Пауза", card());
    expect(buttonsOf(card().blocks)).toContain(restored);
    const works = number;
    await annaSleeps(null, null);
    await tellsRestored(works);
    expect(anna.reads()).toContain("Вода есть");
    await story.runs("announcements");
    await story.settled();
    expect(messageWords(card(works))).toContain("Прошло");
    expect(buttonsOf(card(works).blocks)).not.toContain(restored);
    await drafts({ "Какого вида?": "Новость", ...words("Вазоны") });
    await sends();
    expect(buttonsOf(card().blocks)).not.toContain(restored);
  });

  it("tells all who were told of a danger that it is over, at night and whatever they turned off", async () => {
    await annaSleeps(600, 1020);
    story.clock.strikes("12:00");
    const { personId } = await read().identity.findFirstOrThrow({ where: { externalId: String(anna.id) } });
    const { id: companyId } = story.town.company;
    const one = { personId, companyId, kind: "outage", way: "telegram" };
    const muted = { ...one, via: "settings", createdAt: core().clock.now() };
    await core().database.transaction((tx) => tx.notificationSetting.create({ data: muted }));
    await drafts({ "Какого вида?": "Отключение", "О чём?": "Отопление", ...words("Нет тепла") });
    await sends();
    expect(anna.everythingRead()).not.toContain("Нет тепла: подробности");
    await drafts({ "Какого вида?": "Авария", "О чём?": "Лифт", ...words("Лифт сорвался") });
    await sends();
    expect(anna.reads()).toContain("Лифт сорвался");
    const before = number;
    await vera.presses(restored, card());
    await vera.submits({});
    await story.settled();
    number += 1;
    expect(messageWords(card())).toContain("Telegram 1");
    expect(messageWords(card())).not.toContain("отключил");
    await sends();
    expect(anna.reads()).toContain("Лифт работает");
    expect(messageWords(card(before))).toContain("Авария");
  });
});
