import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { pollDesk } from "./support/poll-desk.ts";
import { createResident, type Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("rules of polls on $name", (database) => {
  let story: Story;
  let desk: ReturnType<typeof pollDesk>;
  let anna: Resident;
  let son: Resident;
  let john: Resident;
  beforeAll(async () => {
    story = await openStory(database, { slack: database.name === "sqlite" ? "http" : "socket" });
    desk = pollDesk(story);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    son = createResident(story.town.telegram, await desk.lodger("45", "Кирилл"), "ru", () => story.settled());
    await son.opensLink();
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const labels = (who: Resident, words: string): string[] =>
    who
      .message(words)
      .buttons.flat()
      .map(({ text }) => text);

  it("one voice for a unit: the first counts, and the others learn only that the unit has voted", async () => {
    const question = "Шлагбаум во дворе?";
    await desk.starts({
      question,
      options: ["За", "Против"],
      more: { "Чьи голоса считаем": "Один от помещения, первый" },
    });
    await anna.taps("За", anna.message(question));
    expect(son.message(question).text).toContain("От вашего помещения уже проголосовали");
    expect(son.message(question).text).not.toMatch(/Анна|Ваш ответ/);
    expect(labels(son, question)).toEqual([]);
    const { id } = await desk.row(question);
    await son.forges(`pl.o:${id}:0:1`);
    expect(await desk.counts(question)).toEqual({ За: 1, Против: 0 });
    await anna.taps("Против", anna.message(question));
    expect(await desk.counts(question)).toEqual({ За: 0, Против: 1 });
    expect((await desk.row(question)).voters).toBe(1);
  });

  it("one voice for a unit: the last counts", async () => {
    const question = "Камера у входа?";
    await desk.starts({
      question,
      options: ["За", "Против"],
      more: { "Чьи голоса считаем": "Один от помещения, последний" },
    });
    await anna.taps("За", anna.message(question));
    expect(son.message(question).text).toContain("считаться будет ваш ответ");
    await son.taps("Против", son.message(question));
    expect(await desk.counts(question)).toEqual({ За: 0, Против: 1 });
    expect((await desk.row(question)).voters).toBe(1);
    expect(anna.message(question).text).toContain("От вашего помещения уже проголосовали");
  });

  it("an anonymous vote is stored apart from its name, and severed from it at the end", async () => {
    const question = "Довольны ли вы уборкой?";
    await desk.starts({ question, options: ["Да", "Нет"], more: { Имена: "Анонимный опрос" } });
    await anna.taps("Нет", anna.message(question));
    await john.taps("Нет", john.message(question));
    await john.taps("Да", john.message(question));
    const { id } = await desk.row(question);
    const votes = await desk.read.pollVote.findMany({ where: { pollId: id } });
    const choices = await desk.read.pollChoice.findMany({ where: { pollId: id } });
    expect(votes.map(({ votedAt }) => votedAt)).toEqual([null, null]);
    const named = votes.flatMap(({ personId, voterKey }) => [String(personId), voterKey]);
    for (const { ballotKey } of choices) for (const name of named) expect(ballotKey).not.toContain(name);
    const audit = await desk.read.auditEntry.findMany({ where: { subjectId: id, act: "poll.vote" } });
    const { vault } = story.town.domovoy.core;
    const details = audit.map(({ detailSealed }) => (detailSealed ? vault.open(detailSealed) : ""));
    for (const { optionId } of choices) for (const detail of details) expect(detail).not.toContain(optionId);
    expect(anna.message(question).text).not.toMatch(/\d+%/);
    expect(desk.words(question)).not.toMatch(/\d+%/);

    await story.olga.presses("Завершить сейчас", desk.card(question));
    await story.settled();
    const severed = await desk.read.pollChoice.findMany({ where: { pollId: id } });
    expect(severed).toHaveLength(2);
    for (const { ballotKey } of severed) {
      expect(ballotKey).toMatch(/^r:/);
      expect(choices.map((choice) => choice.ballotKey)).not.toContain(ballotKey);
    }
    expect(await desk.counts(question)).toEqual({ Да: 1, Нет: 1 });
  });

  it("several questions are one walk with Back, looked over before they are sent", async () => {
    const question = "Двор летом: что важнее?";
    await desk.drafts({ question, options: ["Тень", "Свет"] });
    await story.olga.presses("Добавить вопрос", desk.card(question));
    await story.olga.submits({
      Вопрос: "Что купить?",
      "Варианты ответа, каждый с новой строки": "Лавки\nУрны\nКачели",
      "Сколько вариантов можно выбрать": "Несколько",
    });
    expect(desk.words(question)).toMatch(/Что купить\? \(можно выбрать несколько\).*Качели/s);
    await story.olga.presses("Начать сейчас", desk.card(question));
    await story.settled();
    const card = () => anna.message(question);
    expect(card().text).toContain("Вопрос 1 из 2");
    await anna.taps("Тень", card());
    expect(card().text).toMatch(/Вопрос 2 из 2.*Что купить/s);
    await anna.taps("☐ Лавки", card());
    await anna.taps("← Назад", card());
    expect(labels(anna, question)).toContain("✅ Тень");
    await anna.taps("Свет", card());
    await anna.taps("☐ Качели", card());
    await anna.taps("☑ Лавки", card());
    await anna.taps("Дальше →", card());
    expect(card().text).toMatch(/Проверьте ответы.*Свет.*Качели/s);
    expect((await desk.row(question)).voters).toBe(0);
    expect(await anna.taps("Отправить ответ", card())).toMatchObject({ text: "Спасибо, ваш голос учтён." });
    expect(labels(anna, question)).toEqual(["Изменить ответ"]);
    expect((await desk.row(question)).voters).toBe(1);
    await anna.taps("Изменить ответ", card());
    expect(labels(anna, question)).toContain("✅ Свет");
    // A walk that was broken off changes nothing.
    await anna.taps("Тень", card());
    const { id } = await desk.row(question);
    expect(await desk.read.pollChoice.count({ where: { pollId: id } })).toBe(2);
    expect(await desk.counts(question)).toMatchObject({ Свет: 1, Тень: 0, Качели: 1, Лавки: 0 });
  });

  it("a final vote is asked twice and can't be changed", async () => {
    const question = "Провести субботник?";
    await desk.starts({
      question,
      options: ["Да", "Нет"],
      more: { "Можно ли изменить ответ": "Нет, ответ окончательный" },
    });
    await john.taps("Да", john.message(question));
    expect((await desk.row(question)).voters).toBe(0);
    expect(john.message(question).text).toContain("Look over your answers");
    await john.taps("Send the answer", john.message(question));
    expect(john.message(question).text).toContain("can't be changed");
    const { id } = await desk.row(question);
    expect(await john.forges(`pl.o:${id}:0:1`)).toMatchObject({
      text: expect.stringContaining("can't be changed"),
    });
    await john.forges(`pl.cast:${id}`);
    expect(await desk.counts(question)).toEqual({ Да: 1, Нет: 0 });
  });

  it("residents suggest options, the staff decide, and the card shows what was taken", async () => {
    const question = "Как назвать двор?";
    await desk.starts({
      question,
      options: ["Ленинский", "Тихий"],
      more: { "Варианты от жителей": "Предлагают, мы проверяем" },
    });
    await anna.taps("Предложить вариант", anna.message(question));
    await anna.writes("тихий ");
    expect(anna.reads()).toContain("Такой вариант уже есть");
    await anna.writes("Яблоневый");
    expect(anna.reads()).toContain("Вариант появится, когда его одобрят");
    expect(labels(john, question)).not.toContain("Яблоневый");
    const asked = desk.thread(question).findLast((message) => messageWords(message).includes("Яблоневый"));
    if (!asked) throw new Error("the staff were not asked");
    await story.olga.presses("Добавить", asked);
    await story.runs("redraw-polls");
    await story.settled();
    expect(anna.reads()).toMatch(/Ваш вариант «Яблоневый» добавлен/);
    expect(labels(john, question)).toContain("Яблоневый");
    await john.taps("Яблоневый", john.message(question));
    expect(await desk.counts(question)).toMatchObject({ Яблоневый: 1 });
  });

  it("is cancelled with a reason, and more time is given with a word to nobody but the place", async () => {
    const question = "Отключаем домофон?";
    await desk.starts({ question, options: ["Да", "Нет"] });
    await anna.taps("Нет", anna.message(question));
    await story.olga.presses("Продлить", desk.card(question));
    expect(await story.olga.submits({ "Последний день": story.day(3) })).toMatchObject({
      result: "errors",
      errors: { end: expect.stringContaining("на более позднее") },
    });
    await story.olga.submits({ "Последний день": story.day(20) });
    await story.settled();
    expect(desk.thread(question).map(messageWords).join()).toContain("продлён до");
    await story.olga.presses("Отменить опрос", desk.card(question));
    await story.olga.submits({ "Почему? Это прочитают все, кто ответил": "Вопрос решён иначе" });
    await story.settled();
    expect(desk.words(question)).toMatch(/Отменён.*Вопрос решён иначе/s);
    expect(anna.reads()).toMatch(/Опрос отменён.*Вопрос решён иначе/s);
    expect(john.reads()).not.toMatch(/cancelled/);
    const { id } = await desk.row(question);
    expect(await john.forges(`pl.o:${id}:0:1`)).toMatchObject({
      text: expect.stringContaining("was cancelled"),
    });
  });

  it("staff without the right are refused, and audited", async () => {
    const boris = await story.colleague({ name: "Борис", role: "accountant" });
    await boris.commands("poll");
    expect(boris.modal()).toMatch(/нет прав/i);
    await boris.closesModal();
    await boris.presses("Завершить сейчас", desk.card("Камера у входа?"));
    expect(boris.toldPrivately().at(-1)).toMatch(/нет прав/i);
    const refused = await desk.read.auditEntry.findMany({ where: { act: "poll.end", outcome: "forbidden" } });
    expect(refused).toHaveLength(1);
    await boris.commands("polls");
    expect(boris.toldPrivately().at(-1)).toContain("Опросов ещё не было");
    await story.olga.commands("polls");
    expect(story.olga.toldPrivately().at(-1)).toMatch(/Камера у входа\? · Идёт · ул\. Ленина, 1/);
  });
});
