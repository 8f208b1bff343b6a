import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePhoto } from "../../src/sandbox/telegram/files/sample-photo.ts";
import { databases } from "../support/databases.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story, type Ways } from "./support/story.ts";

/** Every value of every axis; each database tells the story on all four. */
const allWays: Omit<Ways, "letters">[] = [
  { library: "grammy", telegram: "polling", slack: "socket" },
  { library: "grammy", telegram: "webhook", slack: "http" },
  { library: "telegraf", telegram: "polling", slack: "http" },
  { library: "telegraf", telegram: "webhook", slack: "socket" },
];

const cyrillicButNames = /[А-Яа-яЁё]/;

describe.each(databases)("a request from photo to rating on $name", (database) => {
  describe.each(allWays)("by $library $telegram and Slack $slack", (ways) => {
    let story: Story;
    let anna: Resident;
    let john: Resident;
    beforeAll(async () => {
      story = await openStory(database, ways);
      anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
      john = await story.resident({ unit: "46", name: "John", language: "en" });
    });
    afterAll(() => story.close());

    it("a photo with a caption, sent at 23:40, becomes one card with a number and due times", async () => {
      story.clock.strikes("23:40");
      await anna.sendsPhoto("Течёт труба под раковиной");
      expect(anna.reads()).toContain("К чему это относится?");
      await anna.taps("Сантехника");
      await anna.taps("Протечка");
      expect(anna.reads()).toContain("Когда можно прийти?");
      await anna.writes("После 18:00");

      expect(anna.reads()).toMatch(/Заявка № 1001.*Течёт труба под раковиной/s);
      expect(anna.reads()).toMatch(/13 мар\., 01:40.*13 мар\., 23:40/s);
      expect(anna.buttons()).toEqual(["Написать в офис"]);

      const cards = story.channel().filter((words) => words.includes("Течёт труба"));
      expect(cards).toHaveLength(1);
      expect(cards[0]).toMatch(/Заявка № 1001.*Анна Смирнова.*Протечка.*кв\. 45/s);
      expect(cards[0]).toMatch(/Взять до\D+13 мар\., 01:40.*Сделать до\D+13 мар\., 23:40.*После 18:00/s);
      expect(story.cardButtons(1001)).toEqual([
        "Взять",
        "Назначить",
        "Спросить",
        "Отложить",
        "Отклонить",
        "Объединить",
      ]);
      await story.eventually(() =>
        expect(story.threadMessages(1001).some(({ files }) => files?.length)).toBe(true),
      );
    });

    it("the neighbour's request is in English for him and in Russian for the staff", async () => {
      await john.writes("The lamp over the stairs is broken");
      await john.taps("Skip");
      await john.taps("Electricity");
      await john.taps("No light in the entrance");
      await john.taps("Skip");
      expect(john.message("Request #1002").text).toMatch(/The lamp over the stairs is broken.*New/s);
      expect(story.cardWords(1002)).toMatch(/John Miller.*Новая.*Не горит свет в подъезде.*кв\. 46/s);
    });

    it("Olga takes it, and Anna is told who has it in hand", async () => {
      await story.olga.presses("Взять", story.card(1001));
      expect(story.olga.toldPrivately().at(-1)).toBe("Заявка теперь ваша.");
      expect(story.cardWords(1001)).toMatch(/Принята.*Olga Orlova/s);
      expect(story.thread(1001).at(-1)).toBe("Olga Orlova: заявка взята.");
      expect(anna.reads()).toBe(
        "Заявкой № 1001 занимается Olga Orlova. Планируем закончить до 13 мар., 23:40.",
      );
      expect(anna.message("Течёт труба под раковиной").text).toContain("Принята");
    });

    it("a question stops the clock until Anna answers in Telegram", async () => {
      await story.olga.presses("Спросить", story.card(1001));
      expect(story.olga.modal()).toMatch(/Вопрос жителю.*Заявка № 1001/s);
      const { result } = await story.olga.submits({
        "Ваш вопрос": "Когда вы будете дома?",
        "Пока ждём ответа": "Срок останавливается",
      });
      expect(result).toBe("cleared");
      expect(story.cardWords(1001)).toContain("срок остановлен: ждём жителя");
      expect(anna.reads()).toMatch(/Офис по заявке № 1001.*Когда вы будете дома\?/s);

      story.clock.passes({ hours: 2 });
      await anna.repliesTo(anna.message("Когда вы будете дома?"), "Завтра весь день");
      expect(anna.reads()).toBe("Передали в офис.");
      expect(story.thread(1001).at(-1)).toMatch(/^Пишет житель:.*Завтра весь день/s);
      expect(story.cardWords(1001)).not.toContain("срок остановлен");
      expect(story.cardWords(1001)).toMatch(/Сделать до\D+14 мар\., 01:40/);
    });

    it("what is written in the thread goes to Anna with the mark or by the button, and else never", async () => {
      const card = story.card(1001);
      await story.olga.writes("! Спасибо, придём утром", card);
      expect(anna.reads()).toMatch(/Офис по заявке № 1001.*Спасибо, придём утром/s);
      expect(anna.reads()).not.toContain("!");

      await story.olga.writes("Похоже на стояк, ключ у Петра", card);
      expect(anna.reads()).toContain("Спасибо, придём утром");

      await story.olga.presses("Ответить", card);
      await story.olga.submits({ "Ваше сообщение": "Перекройте пока воду" });
      expect(anna.reads()).toContain("Перекройте пока воду");
      expect(story.thread(1001).at(-1)).toContain("Перекройте пока воду");
      expect(anna.everythingRead()).not.toContain("ключ у Петра");
    });

    it("the work is begun and done, and Anna gets the report with the photo", async () => {
      await story.olga.presses("Начать работу", story.card(1001));
      expect(anna.message("Течёт труба под раковиной").text).toContain("В работе");
      await story.olga.presses("Готово", story.card(1001));
      const { result } = await story.olga.submits({
        "Что сделано? Это прочтёт житель.": "Заменили прокладку",
        "Фото или видео, до 10": [{ name: "прокладка.jpg", bytes: await samplePhoto({ color: "#ff0000" }) }],
      });
      expect(result).toBe("cleared");
      expect(anna.message("Заменили прокладку").text).toContain("Заявка № 1001 выполнена");
      await story.eventually(() =>
        expect(anna.messages().some(({ media }) => media?.kind === "photo")).toBe(true),
      );
    });

    it("Anna returns it once, confirms it the second time and rates it 4 with a reason", async () => {
      await anna.taps("Не сделано", anna.message("Заменили прокладку"));
      expect(anna.reads()).toContain("Что ещё не так?");
      await anna.writes("Всё ещё капает");
      await anna.taps("Пропустить");
      expect(story.thread(1001).at(-1)).toMatch(/не сделано.*Всё ещё капает/s);
      expect(story.cardWords(1001)).toContain("возвращена 1 раз");

      await story.olga.presses("Готово", story.card(1001));
      await story.olga.submits({ "Что сделано? Это прочтёт житель.": "Заменили трубу" });
      await anna.taps("Да, сделано", anna.message("Заменили трубу"));
      expect(anna.message("Заменили трубу").buttons).toEqual([]);
      expect(story.cardWords(1001)).toContain("Закрыта");
      expect(story.cardButtons(1001)).toEqual([]);

      await anna.taps("4 ★");
      expect(anna.reads()).toContain("Что повлияло на оценку?");
      await anna.taps("Скорость");
      await anna.writes("Пришли со второго раза");
      expect(anna.reads()).toContain("Спасибо");
      expect(story.cardWords(1001)).toContain("★★★★☆");
      expect(story.thread(1001).at(-1)).toMatch(/4 из 5.*Пришли со второго раза/s);
      const request = await story.town.domovoy.core.database.read.request.findFirstOrThrow({
        where: { number: 1001 },
      });
      expect(request).toMatchObject({ state: "closed", rating: 4, ratingReason: "speed", returnCount: 1 });
    });

    it("each read only their own language and only what is theirs, and nothing went wrong on the way", async () => {
      const place = "ул. Ленина, 1";
      expect(john.everythingRead().replaceAll(place, "").replaceAll("Дом на Ленина", "")).not.toMatch(
        cyrillicButNames,
      );
      expect(anna.everythingRead().replaceAll(/Olga Orlova|\/\w+/g, "")).not.toMatch(/[A-Za-z]{2,}/);
      expect(john.everythingRead()).not.toContain("труба");
      expect(anna.everythingRead()).not.toContain("lamp");
      expect(story.errors).toEqual([]);
    });
  });
});
