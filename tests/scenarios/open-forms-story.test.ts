import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

const patience = 120_000;

describe.each(databases)("an open form on $name", { timeout: patience }, (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
  }, patience);
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const read = () => story.town.domovoy.core.database.read;
  const newest = () => read().request.findFirstOrThrow({ orderBy: { number: "desc" } });
  const requests = () => read().request.count();

  it("waits while another one is filled in, and goes on after it", async () => {
    const number = await story.files(anna, "Скрипит калитка");
    await story.olga.presses("Взять", story.card(number));
    await story.olga.presses("Спросить", story.card(number));
    await story.olga.submits({ "Ваш вопрос": "Которая?", "Пока ждём ответа": "Работа продолжается" });
    await anna.writes("/new");
    await anna.writes("Не горит лампа");
    await anna.sendsPhoto();
    await anna.taps("Написать в офис", anna.message("Которая?"));
    expect(anna.reads()).toContain("пока подождёт");
    await anna.writes("Левая");
    expect(story.thread(number).join()).toContain("Левая");
    expect(anna.reads()).toMatch(/Вернёмся к тому, что вы начали/);
    await anna.taps("Готово");
    await anna.taps("Другое");
    await anna.taps("Пропустить");
    const filed = await newest();
    expect(filed.number).toBe(number + 1);
    expect(story.cardWords(filed.number)).toContain("Не горит лампа");
    expect(await read().attachment.count()).toBe(1);
  });

  it("is asked for again when the other one is cancelled", async () => {
    const { number } = await newest();
    await anna.writes("/new");
    await anna.writes("Капает кран");
    await anna.taps("Написать в офис", anna.message(`№ ${number}`));
    await anna.taps("Отмена");
    expect(anna.reads()).toMatch(/Вернёмся.*фото/s);
    await anna.taps("Отмена");
    expect(await read().conversation.count()).toBe(0);
  });

  it("is not touched by a button of one that has ended", async () => {
    await john.writes("/new");
    await john.writes("The gate squeaks");
    const old = john.message("photo");
    const buttons = old.buttons.flat();
    const cancel = buttons.find(({ text }) => text === "Cancel");
    if (!cancel || !("callback_data" in cancel)) throw new Error("the question has no Cancel");
    await john.taps("Skip");
    await john.taps("Other");
    await john.taps("Skip");
    await john.writes("/new");
    await john.writes("The lamp is out");
    await john.forges(cancel.callback_data);
    await john.taps("Skip");
    await john.taps("Other");
    await john.taps("Skip");
    expect(story.cardWords((await newest()).number)).toContain("The lamp is out");
  });

  it("takes what is written in pieces", async () => {
    await john.writes("My tap drips");
    await john.writes("Since yesterday, and it gets worse");
    expect(john.reads()).toMatch(/Added to what you wrote.*photo/s);
    await john.taps("Skip");
    await john.writes("It is the one in the kitchen");
    expect(john.reads()).toMatch(/Added to what you wrote/s);
    if (john.buttons().includes("Other")) await john.taps("Other");
    await john.taps("Skip");
    const words = story.cardWords((await newest()).number);
    expect(words).toMatch(/My tap drips.*Since yesterday.*in the kitchen/s);
  });

  it("is opened by no greeting, no thanks and no sticker", async () => {
    const before = await requests();
    for (const words of ["Hello!", "Thank you very much", "👍", "Спасибо!", "..."]) {
      await john.writes(words);
      expect(john.reads()).toContain("Nothing is filed of this");
    }
    expect(await requests()).toBe(before);
    expect(await read().conversation.count()).toBe(0);
  });

  it("takes the words behind /new and /request", async () => {
    for (const [command, words] of [
      ["/new", "Кран течёт на кухне"],
      ["/request", "Дверь не закрывается"],
    ] as const) {
      await anna.writes(`${command} ${words}`);
      expect(anna.reads()).not.toContain("Что случилось?");
      await anna.taps("Пропустить");
      if (anna.buttons().includes("Другое")) await anna.taps("Другое");
      await anna.taps("Пропустить");
      expect(story.cardWords((await newest()).number)).toContain(words);
    }
  });
});
