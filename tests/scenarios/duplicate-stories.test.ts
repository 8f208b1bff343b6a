import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import type { Language, Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

const words = {
  ru: {
    skip: "Пропустить",
    common: "Общие места дома",
    lift: "Лифт",
    plumbing: "Сантехника",
    no: "Нет, у меня другое",
  },
  en: {
    skip: "Skip",
    common: "Common places of the house",
    lift: "Lift",
    plumbing: "Plumbing",
    no: "No, mine is another",
  },
} as const;

describe.each(databases)("one request for several neighbours on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  let petr: Resident;
  let vera: Colleague;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    petr = await story.resident({ unit: "47", name: "Пётр", language: "ru" });
    vera = await story.colleague({ name: "Vera", role: "manager" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const read = () => story.town.domovoy.core.database.read;
  const newestNumber = async () =>
    (await read().request.findFirstOrThrow({ orderBy: { number: "desc" } })).number;
  const stateOf = async (number: number) =>
    (await read().request.findFirstOrThrow({ where: { number } })).state;
  const says = (who: Resident, word: keyof (typeof words)[Language]) => who.taps(words[who.language][word]);

  /** Up to the question whether it is the same. */
  const tellsOfLift = async (who: Resident, text: string) => {
    await who.writes(text);
    await says(who, "skip");
    await says(who, "lift");
    await says(who, "skip");
    await says(who, "common");
  };

  let lift: number;

  it("a neighbour's request is offered while the problem is described, without a word of the neighbour's", async () => {
    await tellsOfLift(anna, "Лифт стучит, у меня ребёнок боится");
    await says(anna, "skip");
    lift = await newestNumber();

    await tellsOfLift(john, "The lift makes a terrible noise");
    expect(john.reads()).toContain("Neighbours may have reported this already");
    expect(john.buttons().slice(0, 2)).toEqual([
      `Join #${lift}: Lift, common places, ул. Ленина, 1`,
      "No, mine is another",
    ]);
    await john.taps(`Join #${lift}: Lift, common places, ул. Ленина, 1`);
    expect(john.message("You joined request").text).toContain(`#${lift}`);
    expect(john.message("You joined this request").text).toMatch(/State: New.*Category: Lift/s);
    expect(await newestNumber()).toBe(lift);
    expect(story.cardWords(lift)).toMatch(/Присоединились\W+1/);
    expect(story.thread(lift).at(-1)).toMatch(
      /Житель помещения \d+: присоединяется.*The lift makes a terrible noise/s,
    );
    expect(john.everythingRead()).not.toMatch(/ребёнок|Анна|45/);
    expect(anna.everythingRead()).not.toMatch(/John|terrible/);
  });

  it("who joined hears what the author hears, but neither questions nor answers", async () => {
    const card = story.card(lift);
    await vera.presses("Взять", card);
    expect(john.reads()).toMatch(new RegExp(`#${lift}.*Vera`, "s"));
    expect(john.message("You joined this request").text).toContain("State: Taken");
    await vera.presses("Спросить", card);
    await vera.submits({ "Ваш вопрос": "В какое время стучит?" });
    expect(anna.reads()).toContain("В какое время стучит?");
    expect(john.everythingRead()).not.toContain("В какое время");
    await vera.writes("Ключ у консьержа", card);
    await vera.presses("Готово", card);
    await vera.submits({ "Что сделано? Это прочтёт житель.": "Закрепили противовес" });
    expect(john.reads()).toMatch(/Закрепили противовес/);
    expect(john.messages().at(-1)?.buttons.flat()).toEqual([]);
    expect(john.everythingRead()).not.toContain("консьержа");
    await john.forges(
      `rq.confirm:${(await read().request.findFirstOrThrow({ where: { number: lift } })).id}`,
    );
    expect(await stateOf(lift)).toBe("done");
    await anna.taps("Да, сделано", anna.message("Закрепили противовес"));
    expect(await stateOf(lift)).toBe("closed");
  });

  it("who leaves hears no more; after the window nothing is offered; another flat's request never is", async () => {
    await petr.writes("Капает кран на кухне");
    await says(petr, "skip");
    await says(petr, "plumbing");
    await says(petr, "skip");
    await says(petr, "skip");
    await anna.writes("Капает кран в ванной");
    await says(anna, "skip");
    await says(anna, "plumbing");
    await says(anna, "skip");
    expect(anna.reads()).toContain("Когда можно прийти?");
    await anna.taps("Отмена");

    await tellsOfLift(anna, "В лифте не горит свет");
    await says(anna, "skip");
    const dark = await newestNumber();
    await tellsOfLift(petr, "Темно в лифте");
    await petr.taps(`К № ${dark}: Лифт, общие места, ул. Ленина, 1`);
    await petr.taps("Не следить", petr.message("Вы присоединились к этой заявке"));
    expect(petr.message(`№ ${dark}`).text).toContain("больше не следите");
    const heard = petr.messages().length;
    await vera.presses("Взять", story.card(dark));
    expect(petr.messages()).toHaveLength(heard);
    expect(story.cardWords(dark)).not.toContain("Присоединились");

    story.clock.passes({ hours: 73 });
    await tellsOfLift(petr, "В лифте опять темно");
    expect(petr.reads()).toContain("Когда можно прийти?");
    await petr.taps("Отмена");
  });

  it("staff merge two requests and split them again, both keep their histories", async () => {
    const leak = await story.files(petr, "Пятно на потолке");
    const pipe = await story.files(john, "The pipe under my bath is wet");
    await vera.commands(`merge ${leak} ${leak}`);
    expect(vera.toldPrivately().at(-1)).toContain("одна и та же");
    await vera.commands(`merge ${leak} ${pipe}`);
    expect(vera.toldPrivately().at(-1)).toBe(`Заявка № ${leak} объединена с № ${pipe}.`);
    expect(await stateOf(leak)).toBe("merged");
    expect(story.cardWords(leak)).toContain(`Объединена с № ${pipe}`);
    expect(story.thread(pipe).at(-1)).toContain(`сюда присоединена заявка № ${leak}`);
    expect(petr.message("мы объединили их").text).toContain(`Новости придут по № ${pipe}`);
    await vera.presses("Взять", story.card(pipe));
    await vera.presses("Готово", story.card(pipe));
    await vera.submits({ "Что сделано? Это прочтёт житель.": "Сменили сифон в сорок шестой" });
    expect(petr.messages().some(({ text }) => text.includes(`Заявка № ${pipe} выполнена`))).toBe(true);
    // The words are about another's flat.
    expect(petr.everythingRead()).not.toMatch(/сорок шестой|кв\. 46|under my bath/);

    await vera.presses("Разделить", story.card(leak));
    await vera.submits({ "Что станет отдельной заявкой?": `Заявка № ${leak}` });
    expect(await stateOf(leak)).toBe("new");
    expect(petr.message("снова ведётся отдельно").text).toContain(`№ ${leak}`);
    expect(story.thread(pipe).at(-1)).toContain(`отсюда выделена заявка № ${leak}`);
    expect(story.cardWords(pipe)).not.toContain("Присоединились");
    const { id } = await read().request.findFirstOrThrow({ where: { number: leak } });
    const kinds = (
      await read().requestEvent.findMany({ where: { requestId: id }, orderBy: { id: "asc" } })
    ).map(({ kind }) => kind);
    expect(kinds).toEqual(["filed", "merged", "split"]);
  });

  it("somebody who joined gets a request of their own with the words of joining", async () => {
    await tellsOfLift(anna, "Лифт не едет на девятый этаж");
    await says(anna, "skip");
    const ninth = await newestNumber();
    await tellsOfLift(john, "The lift button of my floor is broken");
    await john.taps(`Join #${ninth}: Lift, common places, ул. Ленина, 1`);
    await vera.commands(`split ${ninth}`);
    await vera.submits({ "Что станет отдельной заявкой?": "John Miller" });
    const own = await newestNumber();
    expect(own).toBe(ninth + 1);
    expect(story.cardWords(own)).toMatch(/The lift button of my floor is broken.*John/s);
    expect(john.message("The lift button of my floor").text).toContain("State: New");
    expect(story.thread(ninth).at(-1)).toContain(`выделена заявка № ${own}`);
    const heard = john.messages().length;
    await vera.presses("Взять", story.card(ninth));
    expect(john.messages()).toHaveLength(heard);
  });

  it("the same words for the third time and the eleventh request of a day are refused kindly", {
    timeout: 120_000,
  }, async () => {
    const text = '=HYPERLINK("http://evil.example";"Скрипит дверь")';
    const first = await story.files(anna, text);
    expect(story.cardWords(first)).toContain(text);
    const second = await story.files(anna, `  ${text.toUpperCase()}!  `);
    await story.files(anna, text);
    expect(anna.reads()).toContain(`последняя — № ${second}`);
    await anna.taps("Отмена");
    expect(await newestNumber()).toBe(second);
    story.clock.passes({ days: 8 });
    expect(await story.files(anna, text)).toBe(second + 1);

    for (let index = 1; index <= 10; index++) await story.files(john, `Crack number ${index} in the wall`);
    const last = await newestNumber();
    await story.files(john, "One more crack");
    expect(john.reads()).toMatch(/10 requests/);
    await john.taps("Cancel");
    expect(await newestNumber()).toBe(last);
  });
});
