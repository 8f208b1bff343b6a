import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

const patience = 120_000;

describe.each(databases)(
  "what is said after a request has ended on $name",
  { timeout: patience },
  (database) => {
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
    const ofNumber = (number: number) => read().request.findFirstOrThrow({ where: { number } });
    const declines = async (number: number): Promise<void> => {
      await story.olga.presses("Отклонить", story.card(number));
      await story.olga.submits({ "Почему? Это прочтёт житель.": "Это дело соседа" });
    };
    const finishes = async (number: number): Promise<void> => {
      await story.olga.presses("Взять", story.card(number));
      await story.olga.presses("Готово", story.card(number));
      await story.olga.submits({ "Что сделано? Это прочтёт житель.": "Отрегулировали" });
    };

    it("danger told to a declined request's card is an emergency of its own, by a reply and by an edit", async () => {
      const number = await story.files(john, "The gate creaks");
      const said = await john.repliesTo(john.message(`#${number}`), "It is very loud");
      await declines(number);
      await john.repliesTo(john.message(`#${number}`), "Gas! There is a smell of gas in the flat");
      expect(john.answers().join("\n")).toContain("112");
      const gas = await newest();
      expect(gas).toMatchObject({ priority: "emergency", state: "new" });
      expect(gas.number).toBeGreaterThan(number);
      expect(story.cardWords(gas.number)).toContain("smell of gas in the flat");

      await john.edits(said, "Fire! The flat is on fire");
      expect(john.reads() + john.answers().join("\n")).toContain("112");
      expect((await newest()).number).toBeGreaterThan(gas.number);
      expect((await ofNumber(number)).state).toBe("declined");
    });

    it("other words to an ended request are kept until one tap tells what they are", async () => {
      const number = await story.files(anna, "Скрипит калитка у детской площадки");
      await declines(number);
      await anna.repliesTo(anna.message(`№ ${number}`), "Тогда почините скамейку рядом");
      expect(anna.reads()).toContain("завершена");
      expect(anna.buttons().join()).not.toContain("не выполнена");
      await anna.taps("Новая заявка");
      await anna.taps("Пропустить");
      await anna.taps("Другое");
      const mine = "Нет, у меня другое";
      if (anna.buttons().includes(mine)) await anna.taps(mine);
      await anna.taps("Пропустить");
      const filed = (await newest()).number;
      expect(filed).toBeGreaterThan(number);
      expect(story.cardWords(filed)).toContain("Тогда почините скамейку рядом");

      await finishes(filed);
      await anna.taps("Да, сделано", anna.message(`№ ${filed}`));
      await anna.repliesTo(anna.message(`№ ${filed}`), "Скамейка снова качается");
      await anna.taps(`Заявка № ${filed} не выполнена`);
      await anna.taps("Пропустить");
      expect(await ofNumber(filed)).toMatchObject({ state: "in_progress", returnCount: 1 });
      expect(story.thread(filed).at(-1)).toContain("Скамейка снова качается");

      await declines(filed);
      await anna.repliesTo(anna.message(`№ ${filed}`), "Спасибо и на том");
      await anna.taps("Ни о чём: не отправлять");
      expect(anna.reads()).toContain("Ничего не отправлено");
      expect((await newest()).number).toBe(filed);
    });

    it("a burst pipe told about work that is reported as done brings it back as an emergency", async () => {
      const number = await story.files(john, "The tap in the kitchen drips");
      await finishes(number);
      await john.repliesTo(john.message(`#${number}`), "The pipe has burst, water everywhere!");
      expect(await ofNumber(number)).toMatchObject({
        state: "in_progress",
        priority: "emergency",
        returnCount: 1,
        doneAt: null,
      });
      expect(story.cardWords(number)).toContain("Авария");
      expect(story.thread(number).at(-1)).toContain("The pipe has burst");

      const other = await story.files(john, "The socket in the hall is loose");
      await finishes(other);
      const said = await john.repliesTo(john.message(`#${other}`), "Fine for now");
      expect((await ofNumber(other)).state).toBe("done");
      await john.edits(said, "The socket sparks and burns");
      expect(await ofNumber(other)).toMatchObject({ state: "in_progress", priority: "emergency" });
    });
  },
);
