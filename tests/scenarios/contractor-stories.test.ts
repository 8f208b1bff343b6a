import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import type { Language, Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("what contractors do on $name", { timeout: 120_000 }, (database) => {
  let story: Story;
  let anna: Resident;
  let vera: Colleague;
  let boris: Colleague;
  let fitter: Resident;
  let mason: Resident;
  let helen: Resident;

  /** Somebody with a role who joins in Telegram by the link of `/domovoy invite <role>`. */
  const joins = async (role: string, name: string, language: Language): Promise<Resident> => {
    await story.olga.commands(`invite ${role}`);
    const [, code = ""] = /start=([\w-]+)/.exec(story.olga.toldPrivately().at(-1) ?? "") ?? [];
    const person = story.stranger({ name, language });
    await person.opensLink(code);
    return person;
  };

  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    vera = await story.colleague({ name: "Vera", role: "manager" });
    boris = await story.colleague({ name: "Boris", role: "board" });
    fitter = await joins("contractor", "Слесарь", "ru");
    mason = await joins("contractor", "Mason", "en");
    helen = await joins("board", "Helen", "en");
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const { read } = { read: () => story.town.domovoy.core.database.read };
  const requestOf = (number: number) => read().request.findFirstOrThrow({ where: { number } });
  const offers = async (number: number, label: string) => {
    await vera.presses("Назначить", story.card(number));
    await vera.submits({ "Кому?": label });
  };

  it("an offer tells the work but not the flat, and can be declined with a reason", async () => {
    const number = await story.files(anna, "Течёт стояк в ванной");
    await offers(number, "Слесарь · подрядчик");
    expect(story.cardWords(number)).toMatch(/Новая.*Предложена.*Слесарь/s);
    expect(story.thread(number).at(-1)).toBe("Vera: заявка предложена подрядчику Слесарь, ждём ответа.");
    expect(fitter.reads()).toMatch(/Вам предлагают заявку.*Течёт стояк/s);
    expect(fitter.reads()).not.toMatch(/кв\. 45|Анна|\+7/);
    expect((await requestOf(number)).state).toBe("new");
    await fitter.forges(`rq.show:${(await requestOf(number)).id}`);
    expect(fitter.everythingRead()).not.toMatch(/кв\. 45|Анна/);

    await fitter.taps("Отказаться");
    await fitter.writes("Уехал до пятницы");
    expect(fitter.reads()).toBe("Передали в офис.");
    expect(fitter.message("Вы отказались").text).toMatch(/Заявка № \d+/);
    expect(story.thread(number).at(-1)).toMatch(/подрядчик отказался, причина:.*Уехал до пятницы/s);
    expect(anna.everythingRead()).not.toContain("Уехал до пятницы");

    await offers(number, "Mason · подрядчик");
    expect(mason.reads()).toMatch(/You are offered request #.*Течёт стояк/s);
    const stale = mason.message("You are offered");
    await vera.presses("Взять", story.card(number));
    expect(mason.message("no longer with you").text).toMatch(/Request #\d+/);
    await mason.forges(`rq.accept:${String(/rq\.accept:([\w-]+)/.exec(JSON.stringify(stale.raw))?.[1])}`);
    expect((await requestOf(number)).assigneeId).not.toBeNull();
    expect(mason.everythingRead()).not.toMatch(/apartment 45|Анна/);
  });

  it("acceptance, a visit agreed by both, the reminder, arrival, quote, approval and report", async () => {
    const number = await story.files(anna, "Капает смеситель");
    await offers(number, "Слесарь · подрядчик");
    await fitter.taps("Принять");
    expect(fitter.message("Капает смеситель").text).toMatch(/кв\. 45.*Анна.*Телефон.*\+7/s);
    expect(anna.reads()).toContain(`Заявкой № ${number} занимается Слесарь`);
    expect(story.cardWords(number)).toMatch(/Принята.*Занимается.*Слесарь/s);

    await fitter.taps("Предложить время", fitter.message("Капает смеситель"));
    await fitter.writes(story.day(2));
    await fitter.taps("10:00–12:00");
    expect(anna.reads()).toMatch(/Слесарь предлагает прийти: .*10:00–12:00\. Подходит\?/);
    await anna.taps("Другое время");
    await anna.writes(story.day(2));
    await anna.taps("18:00–20:00");
    expect(fitter.reads()).toMatch(/житель \(Анна.*\) предлагает время: .*18:00–20:00/);
    await anna.taps("Подходит", anna.message("Слесарь предлагает прийти"));
    expect(story.cardWords(number)).not.toContain("Визит");
    await fitter.taps("Подходит");
    expect(anna.reads()).toMatch(/Договорились: .*придёт Слесарь.*18:00–20:00/);
    expect(story.cardWords(number)).toMatch(/Визит.*18:00–20:00/s);
    expect(anna.message("Капает смеситель").text).toMatch(/Визит.*18:00–20:00/s);
    expect(story.thread(number).at(-1)).toMatch(/Время визита согласовано: .*18:00–20:00/);

    await story.runs("remind-visits");
    expect(anna.reads()).not.toContain("Напоминаем");
    story.clock.passes({ days: 1 });
    story.clock.strikes("18:59");
    if (story.clock.now() > (await read().visit.findFirstOrThrow({ where: { state: "agreed" } })).from)
      throw new Error("the visit is over already");
    story.clock.passes({ minutes: 2 });
    await story.runs("remind-visits");
    await story.runs("remind-visits");
    expect(anna.messages().filter(({ text }) => text.includes("Напоминаем: завтра"))).toHaveLength(1);
    expect(fitter.messages().filter(({ text }) => text.includes("Напоминаем: завтра"))).toHaveLength(1);

    story.clock.strikes("18:05");
    await fitter.taps("Я на месте", fitter.message("Капает смеситель"));
    expect(anna.reads()).toContain("Слесарь на месте");
    expect(story.cardWords(number)).toContain("В работе");

    await fitter.taps("Смета", fitter.message("Капает смеситель"));
    await fitter.writes("Замена смесителя 1200");
    expect(fitter.reads()).toContain("Не получилось прочитать строку «Замена смесителя 1200»");
    await fitter.writes("Замена смесителя; 1,5; 1200");
    await fitter.writes("Смеситель; 1; 3450,50\nПодводка; 2 шт; 250 ₽");
    await fitter.taps("Пропустить");
    expect(fitter.reads()).toBe("Смета отправлена на согласование.");
    const quote = story.threadMessages(number).at(-1);
    expect(story.thread(number).at(-1)).toMatch(
      /Смета № 1 к заявке.*5\s750,50.*Замена смесителя: 1,5 ч × 1\s200,00.*= 1\s800,00/s,
    );
    if (quote) await vera.presses("Согласовать", quote);
    expect(fitter.reads()).toContain("Смета № 1 по заявке");
    expect(story.cardWords(number)).toMatch(/Смета № 1.*5\s750,50.*согласована/s);
    expect(anna.everythingRead()).not.toMatch(/750,50|Смета/);

    const card = fitter.message("Капает смеситель");
    await fitter.taps("Отчёт о работе", card);
    await fitter.writes("Заменил смеситель");
    await fitter.writes("Замена смесителя; 3; 1200");
    await fitter.writes("Смеситель; 1; 3450,50");
    await fitter.taps("Пропустить");
    await fitter.taps("Пропустить");
    expect(fitter.reads()).toMatch(/7\s050,50.*больше согласованных: 5\s750,50/);
    await fitter.taps("Отмена");
    expect((await requestOf(number)).state).toBe("in_progress");

    await fitter.taps("Отчёт о работе", card);
    await fitter.writes("Заменил смеситель");
    await fitter.writes("Замена смесителя; 1; 1200");
    await fitter.writes("Смеситель; 1; 3450,50");
    await fitter.sendsPhoto();
    await fitter.taps("Готово");
    await fitter.sendsPhoto();
    await fitter.taps("Готово");
    expect(fitter.reads()).toContain("Отчёт принят");
    expect(anna.message("Заменил смеситель").text).toContain("выполнена");
    await story.eventually(() => {
      expect(anna.everythingRead()).toContain(`Фото до работ по заявке № ${number}`);
      expect(anna.everythingRead()).toContain(`Файлы по заявке № ${number}`);
    });
    const { id } = await requestOf(number);
    const lines = await read().workLine.findMany({ where: { requestId: id }, orderBy: { id: "asc" } });
    expect(lines.map(({ stage, kind, title, amount }) => [stage, kind, title, amount])).toEqual([
      ["planned", "labour", "Замена смесителя", 180_000n],
      ["planned", "material", "Смеситель", 345_050n],
      ["planned", "material", "Подводка", 50_000n],
      ["actual", "labour", "Замена смесителя", 120_000n],
      ["actual", "material", "Смеситель", 345_050n],
    ]);
    await anna.taps("Да, сделано", anna.message("Заменил смеситель"));
    expect(fitter.reads()).toContain("Житель подтвердил");
    await story.runs("weekly-report");
    await vera.commands("report contractor");
    const report = vera.toldPrivately().at(-1);
    expect(report).toMatch(/Исполнитель +Заявок +Реакция +Работа +Затраты +План\n/);
    expect(report).toMatch(/Слесарь +1 .* 4\s650,50\s₽ +5\s750,50\s₽/);
  });

  it("above the manager's limit the board decides, a decline returns with its reason, and nobody decides their own", async () => {
    await vera.commands("limit 100");
    expect(vera.toldPrivately().at(-1)).toContain("нет права");
    await story.olga.commands("limit 5 000");
    expect(story.olga.toldPrivately().at(-1)).toMatch(/до 5\s000,00/);
    const number = await story.files(anna, "Нужен новый радиатор");
    await offers(number, "Mason · подрядчик");
    await mason.taps("Accept");
    await mason.taps("Quote", mason.message("Нужен новый радиатор"));
    await mason.writes("Radiator change; 4; 2000");
    await mason.taps("Skip");
    await mason.writes("The old one leaks");
    expect(mason.reads()).toContain("sent for approval");
    const inThread = story.threadMessages(number).at(-1);
    expect(story.thread(number).at(-1)).toContain("ждёт согласования");
    expect(JSON.stringify(inThread?.blocks)).not.toContain("Согласовать");
    const quote = await read().quote.findFirstOrThrow({ where: { aboveLimit: true } });
    expect(boris.directMessages().at(-1)).toMatch(/Смета № 1 к заявке.*8\s000,00/s);
    const pressIn = (who: Colleague, label: string) => pressDirect(story, who, label);
    await mason.forges(`qt.ok:${quote.id}`);
    expect((await read().quote.findUniqueOrThrow({ where: { id: quote.id } })).state).toBe("waiting");

    await pressIn(boris, "Не согласовать");
    await boris.submits({ "Почему? Это прочтёт подрядчик.": "Сравните с другой моделью" });
    expect(mason.reads()).toMatch(/not approved.*Сравните с другой моделью/s);
    await mason.taps("New quote");
    await mason.writes("Radiator change; 3; 2000");
    await mason.taps("Skip");
    await mason.taps("Skip");
    expect(boris.directMessages().at(-1)).toMatch(/Смета № 2 к заявке.*6\s000,00/s);
    expect(helen.reads()).toMatch(/Quote 2 for request #.*6,000\.00/s);
    await helen.taps("Approve");
    await pressDirect(story, boris, "Согласовать").catch((error: Error) =>
      expect(error.message).toContain("no direct message"),
    );
    expect(boris.directMessages().at(-1)).toContain("согласована");
    expect(mason.reads()).toContain("Quote 2 for request");
    const quotes = await read().quote.findMany({
      where: { requestId: quote.requestId },
      orderBy: { number: "asc" },
    });
    expect(quotes.map(({ state }) => state)).toEqual(["declined", "approved"]);
    expect(
      (await read().workLine.findMany({ where: { requestId: quote.requestId } })).map(({ amount }) => amount),
    ).toEqual([600_000n]);
  });

  it("a contractor sees no other request and writes to the office by a reply", async () => {
    const number = await story.files(anna, "Тайная заявка жителя");
    const { id } = await requestOf(number);
    for (const data of [
      `rq.show:${id}`,
      `rq.files:${id}`,
      `vs.here:${id}`,
      `qt.new:${id}`,
      `rq.report:${id}`,
    ])
      await fitter.forges(data);
    await fitter.writes("/find Тайная");
    await fitter.writes("/requests");
    await fitter.writes("/mine");
    // Nor what anybody owes, in whatever way it is asked for.
    for (const asked of ["/debts", "/bill", "/bills", "/person Смирнова", "/unit 45", "/account"])
      await fitter.writes(asked);
    expect(fitter.everythingRead()).not.toMatch(/долг|задолженност|начислен|Смирнова · /i);
    expect(fitter.everythingRead()).not.toContain("Тайная заявка");
    expect((await requestOf(number)).state).toBe("new");

    await fitter.writes("Где ключ от подвала?");
    await offers(number, "Слесарь · подрядчик");
    await fitter.taps("Принять");
    await fitter.repliesTo(fitter.message("Тайная заявка"), "Где ключ от подвала?");
    expect(story.thread(number).at(-1)).toMatch(/Пишет исполнитель Слесарь:.*Где ключ от подвала/s);
    expect(anna.everythingRead()).not.toContain("ключ от подвала");

    await vera.presses("Назначить", story.card(number));
    await vera.submits({ "Кому?": "Mason · подрядчик" });
    await mason.taps("Accept");
    expect(fitter.messages().findLast(({ text }) => text.includes(`№ ${number}`))?.text).not.toContain(
      "кв. 45",
    );
    await fitter.forges(`rq.show:${id}`);
    await fitter.repliesTo(fitter.message(`Заявка № ${number}`), "Ещё вопрос");
    expect(story.thread(number).join()).not.toContain("Ещё вопрос");
  });
});

/** Presses a button of the newest direct message of the bot that has it. */
const pressDirect = async (story: Story, who: Colleague, label: string): Promise<void> => {
  const { slack } = story.town;
  const found = slack
    .direct(who.id)
    .messages.findLast((message) => JSON.stringify(message.blocks ?? []).includes(`"${label}"`));
  if (!found) throw new Error(`no direct message with ${label}`);
  await slack.press({ user: who.id, channel: slack.direct(who.id).id, ts: found.ts, text: label });
  await story.settled();
};
