import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runWork } from "../../src/core/work/run-work.ts";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import type { Resident } from "./support/resident.ts";
import { buttonsOf, messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("an incident on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  let vera: Colleague;
  const read = () => story.town.domovoy.core.database.read;
  const cardWith = (title: RegExp) => {
    const found = story.town.slack
      .messages(story.town.staffChannel)
      .find((message) => title.test(messageWords(message).split("\n")[0] ?? ""));
    if (!found) throw new Error(`no card of an incident in:\n${story.channel().join("\n---\n")}`);
    return found;
  };
  const card = () => cardWith(/авария № 1/i);
  /** Up to the question after the category. */
  const asksForWater = async (who: Resident, words: string) => {
    await who.writes(words);
    await who.taps(who.language === "ru" ? "Пропустить" : "Skip");
    await who.taps(who.language === "ru" ? "Сантехника" : "Plumbing");
    await who.taps(who.language === "ru" ? "Нет воды" : "No water");
  };

  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    vera = await story.colleague({ name: "Vera", role: "dispatcher" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  it("begins with requests as always, while nothing is known", async () => {
    await asksForWater(anna, "Из крана не идёт вода");
    expect(anna.reads()).not.toContain("уже работаем");
    await anna.taps("Пропустить");
    expect(story.cardWords(1001)).toContain("Нет воды");
  });

  it("is refused to whoever may not, and keeps what was typed with a mistake", async () => {
    const boris = await story.colleague({ name: "Борис", role: "accountant" });
    await boris.commands("incident");
    expect(boris.modal()).toContain("нет прав");
    await vera.commands("incident");
    const values = {
      "Что не работает?": "Сантехника · Нет воды",
      "Только часть дома?": "кв. 45, 46, 999",
      "До какого времени, насколько известно?": "18:00",
      "Что сообщить жителям? (по-русски)": "Прорвало трубу у дома, бригада на месте.",
      "Что сообщить жителям? (по-английски)": "A pipe burst in the yard; the crew is here.",
    };
    expect(await vera.submits(values)).toMatchObject({ result: "errors" });
    expect(await read().incident.count()).toBe(0);
    expect(await read().announcement.count()).toBe(0);
    await vera.submits({ ...values, "Только часть дома?": "кв. 45, 46" });
    await story.settled();
  });

  it("is told to everybody there at once, and linked to what was filed before", async () => {
    expect(messageWords(card())).toContain("🔴 Авария № 1: Нет воды");
    expect(messageWords(card())).toContain("помещения 45, 46");
    expect(messageWords(card())).toMatch(/Связанные заявки.*1, открыто: 1/s);
    expect(anna.message("Прорвало трубу").text).toContain("Авария: Нет воды");
    expect(john.message("A pipe burst").text).toContain("Incident: No water");
    expect(story.thread(1001).join("\n")).toContain("Связана с аварией № 1");
  });

  it("answers who asks for the same, and thanks end it without a request", async () => {
    await asksForWater(john, "There is no water in the tap");
    expect(john.reads()).toContain("A pipe burst in the yard; the crew is here.");
    expect(john.reads()).toMatch(/Expected end: .*18:00/);
    await john.taps("Thank you");
    expect(john.reads()).toContain("We will write when it is over");
    expect(await read().request.count()).toBe(1);
    await story.settled();
    expect(messageWords(card())).toMatch(/Ответили ею.*1, из них «у меня другое»: 0/s);
  });

  it("lets a different case go on with everything that was typed", async () => {
    await asksForWater(john, "No water since Monday, only in the bathroom");
    await john.taps("My case is different");
    await john.writes("after six");
    const request = await read().request.findFirstOrThrow({ orderBy: { number: "desc" } });
    expect(request.number).toBe(1002);
    expect(story.cardWords(1002)).toContain("only in the bathroom");
    expect(story.cardWords(1002)).toContain("after six");
    expect(await read().incidentRequest.count({ where: { requestId: request.id } })).toBe(0);
  });

  it("does not stand in the way of other requests", async () => {
    await anna.writes("Кран подтекает");
    await anna.taps("Пропустить");
    await anna.taps("Сантехника");
    await anna.taps("Кран, бачок, смеситель");
    expect(anna.reads()).not.toContain("уже работаем");
    await anna.writes("/cancel");
    await anna.writes("Прорвало трубу, заливает кухню!");
    await story.settled();
    const flood = await read().request.findFirstOrThrow({ orderBy: { number: "desc" } });
    expect(flood.priority).toBe("emergency");
    // A burst pipe is another matter than no water.
    expect(await read().incidentRequest.count({ where: { requestId: flood.id } })).toBe(0);
  });

  it("reminds when its expected end has passed, once, and takes another one that everybody hears", async () => {
    story.clock.passes({ hours: 8 });
    // The announcement lasts as long as the incident, whatever end was expected.
    await story.runs("announcements");
    await story.runs("incidents");
    await story.runs("incidents");
    const thread = () => story.town.slack.thread(story.town.staffChannel, card().ts).map(messageWords);
    expect(thread().filter((text) => text.includes("Ожидаемое время окончания прошло"))).toHaveLength(1);
    await vera.presses("Другой срок", card());
    await vera.submits({
      "До какого времени, насколько известно?": "23:00",
      "Что сообщить жителям? (по-русски)": "Нужна ещё одна деталь.",
      "Что сообщить жителям? (по-английски)": "One more part is needed.",
    });
    await story.settled();
    expect(anna.message("Нужна ещё одна деталь").text).toMatch(/23:00/);
    expect(messageWords(card())).toMatch(/Ожидаемое окончание.*23:00/s);
  });

  it("has its own two buttons on the card of its announcement, so that neither ends without the other", async () => {
    expect((await read().announcement.findFirstOrThrow()).state).toBe("sent");
    const announced = cardWith(/Объявление № 1 /);
    expect(buttonsOf(announced.blocks)).toEqual(
      expect.arrayContaining(["Отчёт о доставке", "Другой срок", "Снова работает"]),
    );
    expect(buttonsOf(announced.blocks)).not.toContain("Исправить");
    await vera.presses("Другой срок", announced);
    await vera.submits({ "До какого времени, насколько известно?": "23:10" });
    expect(vera.toldPrivately().at(-1)).toContain("Новый срок сохранён, сообщаем.");
    await story.settled();
    expect(messageWords(card())).toMatch(/Ожидаемое окончание.*23:10/s);
  });

  it("is not changed by itself, nor ended, by buttons of a card from before", async () => {
    const incident = await read().incident.findFirstOrThrow();
    await vera.commands("announce");
    await vera.submits({ "Какого вида?": "Отключение", "О чём?": "Вода", "Только часть дома": "кв. 47" });
    await story.settled();
    const old = () => cardWith(/Объявление № 2 /);
    await vera.presses("Отправить", old());
    await story.settled();
    await story.runs("announcements");
    await story.settled();
    const { id } = await read().announcement.findFirstOrThrow({ where: { number: 2 } });
    const { core } = story.town.domovoy;
    const ties = (incidentId: string | null) =>
      core.database.transaction((tx) => tx.announcement.update({ where: { id }, data: { incidentId } }));
    // One form is open already when the announcement becomes the incident's, the other is opened after.
    await vera.presses("Исправить", old());
    await ties(incident.id);
    const submitted = await vera.submits({ "Текст по-русски": "Другое." });
    expect(JSON.stringify(submitted) + (vera.modal() ?? "") + vera.toldPrivately().at(-1)).toContain(
      "Это объявление аварии",
    );
    await vera.closesModal();
    for (const button of ["Исправить", "Снова работает"]) {
      await vera.presses(button, old());
      expect(vera.modal() ?? vera.toldPrivately().at(-1)).toContain("Это объявление аварии");
      await vera.closesModal();
    }
    expect(await read().announcementVersion.count({ where: { announcementId: id } })).toBe(1);
    expect(await read().announcement.count({ where: { followsId: id } })).toBe(0);
    await ties(null);
  });

  it("ends for everybody who was told or asked, once", async () => {
    await vera.commands("incidents");
    expect(vera.toldPrivately().at(-1)).toContain("Нет воды");
    await vera.presses("Снова работает", card());
    await vera.submits({});
    await story.settled();
    expect(anna.message("Устранено: Нет воды").text).toContain("Всё снова работает");
    expect(john.messages().filter(({ text }) => text.includes("It works again: No water"))).toHaveLength(1);
    expect(messageWords(card())).toContain("🟢 Завершена авария № 1");
  });

  it("offers to close what was linked", async () => {
    expect(buttonsOf(card().blocks)).toEqual(["Отметить выполненной 1 связанную заявку"]);
    await vera.presses("Отметить выполненной 1 связанную заявку", card());
    expect(vera.toldPrivately().at(-1)).toContain("Отмечена выполненной 1 заявка");
    await story.settled();
    expect(anna.message(/1001/).text).toMatch(/Авария, из-за которой это было, устранена|выполнен/i);
    expect(buttonsOf(card().blocks)).toEqual([]);
  });

  it("never holds an emergency back, which is filed, linked and told of it", async () => {
    await vera.commands("incident");
    await vera.submits({
      "Что не работает?": "Отопление · Нет отопления",
      "До какого времени, насколько известно?": "23:30",
      "Что сообщить жителям? (по-русски)": "Остановлен котёл.",
    });
    await story.settled();
    await anna.writes("В квартире нет отопления, батареи ледяные");
    await story.settled();
    const request = await read().request.findFirstOrThrow({ orderBy: { number: "desc" } });
    expect(request.priority).toBe("emergency");
    expect(await read().incidentRequest.count({ where: { requestId: request.id } })).toBe(1);
    expect(story.thread(request.number).join("\n")).toContain("Связана с аварией № 2");
    expect(anna.message("Похоже, ваша заявка об этом").text).toContain("Остановлен котёл.");
  });

  it("says so when a new end cannot be told, since the announcement was called off", async () => {
    const { core } = story.town.domovoy;
    const { announcementId } = await read().incident.findFirstOrThrow({ where: { number: 2 } });
    await runWork(
      core,
      { actor: { kind: "system", name: "test", companyId: null }, channel: "cli" },
      async (work) => {
        await work.tx.announcement.update({
          where: { id: announcementId ?? "" },
          data: { state: "cancelled" },
        });
      },
    );
    await vera.presses("Другой срок", cardWith(/авария № 2/i));
    await vera.submits({ "До какого времени, насколько известно?": "23:45" });
    expect(vera.toldPrivately().at(-1)).toContain("жителям о нём не сообщено");
    await story.settled();
    expect(messageWords(cardWith(/авария № 2/i))).toMatch(/Ожидаемое окончание.*23:45/s);
  });

  it("answers nobody any more", async () => {
    await asksForWater(john, "No water again");
    expect(john.reads()).not.toContain("working on it");
    await john.writes("/cancel");
  });
});
