import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("what staff do on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  let vera: Colleague;
  let pavel: Colleague;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    vera = await story.colleague({ name: "Vera", role: "manager" });
    pavel = await story.colleague({ name: "Pavel", role: "manager" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const requestOf = (number: number) =>
    story.town.domovoy.core.database.read.request.findFirstOrThrow({ where: { number } });

  it("two managers press Take at once: one has it, the other is told who", async () => {
    const number = await story.files(anna, "Скрипит дверь в подвал");
    const card = story.card(number);
    await Promise.all([vera.presses("Взять", card), pavel.presses("Взять", card)]);
    await story.settled();
    const told = [vera.toldPrivately().at(-1), pavel.toldPrivately().at(-1)];
    const winner = told[0] === "Заявка теперь ваша." ? "Vera" : "Pavel";
    expect(told.sort()).toEqual(
      ["Заявка теперь ваша.", `⚠️ Заявкой № ${number} уже занимается ${winner}.`].sort(),
    );
    expect(story.cardWords(number)).toContain(winner);
    expect(story.thread(number).filter((words) => words.includes("заявка взята"))).toHaveLength(1);
    expect(anna.messages().filter(({ text }) => text.startsWith(`Заявкой № ${number}`))).toHaveLength(1);
  });

  it("a request can be given to somebody else, who is named on the card", async () => {
    const number = await story.files(anna, "Не закрывается почтовый ящик");
    await vera.presses("Назначить", story.card(number));
    await vera.submits({ "Кому?": "Pavel · менеджер" });
    expect(story.cardWords(number)).toMatch(/Принята.*Pavel/s);
    expect(story.thread(number).at(-1)).toBe("Vera: заявка назначена, исполнитель Pavel.");
    expect(anna.reads()).toContain("занимается Pavel");
  });

  it("a declined request tells its resident why, and can't be taken any more", async () => {
    const number = await story.files(john, "Please paint my door green");
    const card = story.card(number);
    await vera.presses("Отклонить", card);
    await vera.submits({ "Почему? Это прочтёт житель.": "Doors inside of a flat are the owner's" });
    expect(john.reads()).toMatch(/is declined.*Doors inside of a flat/s);
    expect(john.message("Please paint").text).toContain("Declined");
    expect(story.cardButtons(number)).toEqual([]);
    const { domovoy } = story.town;
    const { id } = await requestOf(number);
    await story.town.slack.rawInteraction({
      type: "block_actions",
      trigger_id: "1.2.stale",
      user: { id: vera.id },
      team: { id: "T1" },
      container: { type: "message", message_ts: card.ts, channel_id: story.town.staffChannel },
      channel: { id: story.town.staffChannel },
      message: { ts: card.ts },
      actions: [{ type: "button", action_id: "b0_0", block_id: "x", value: `rq.take:${id}` }],
    });
    await story.settled();
    const request = await domovoy.core.database.read.request.findUniqueOrThrow({ where: { id } });
    expect(request.state).toBe("declined");
    expect(vera.toldPrivately().at(-1)).toBe(
      `⚠️ Сейчас это нельзя: заявка № ${number} в состоянии «Отклонена».`,
    );
  });

  it("a deferred request stands still until its day and then comes back by itself", async () => {
    const number = await story.files(anna, "Покрасьте лавочку");
    const before = await requestOf(number);
    await vera.presses("Отложить", story.card(number));
    const tomorrow = story.day(1);
    expect(
      await vera.submits({ "До какого дня?": story.day(-1), "Почему? Это прочтёт житель.": "Дождь" }),
    ).toMatchObject({
      result: "errors",
      errors: { until: expect.stringContaining("не раньше") },
    });
    await vera.submits({ "До какого дня?": tomorrow, "Почему? Это прочтёт житель.": "Ждём сухой погоды" });
    expect(story.cardWords(number)).toContain("Отложена до");
    expect(anna.reads()).toMatch(/отложена \(до .*Ждём сухой погоды/s);
    await story.runs("resume-deferred");
    expect(story.cardWords(number)).toContain("Отложена до");

    story.clock.strikes("08:59");
    story.clock.passes({ minutes: 2 });
    await story.runs("resume-deferred");
    await story.runs("resume-deferred");
    expect(story.cardWords(number)).toContain("Новая");
    expect(anna.reads()).toContain(`Мы вернулись к заявке № ${number}`);
    expect(story.thread(number).filter((words) => words === "Заявка снова в работе.")).toHaveLength(1);
    const after = await requestOf(number);
    expect(after.fixDueAt.getTime()).toBeGreaterThan(before.fixDueAt.getTime());
  });

  it("a paused clock stands: the due time moves by as long as it stood", async () => {
    const number = await story.files(anna, "Шатаются перила");
    await vera.presses("Взять", story.card(number));
    const before = await requestOf(number);
    await vera.presses("Остановить срок", story.card(number));
    await vera.submits({ "Почему?": "Нет доступа" });
    expect(anna.reads()).toContain("не получилось к вам попасть");
    expect(story.cardWords(number)).toContain("срок остановлен: нет доступа");
    story.clock.passes({ hours: 5 });
    await vera.presses("Запустить срок", story.card(number));
    expect(vera.toldPrivately().at(-1)).toBe("Срок снова идёт.");
    const moved = (await requestOf(number)).fixDueAt.getTime() - before.fixDueAt.getTime();
    expect(Math.round(moved / 3_600_000)).toBe(5);
  });

  it("silence for 7 days closes a request; it can still be rated, and reopened once", async () => {
    const number = await story.files(anna, "Моргает лампа у лифта");
    await vera.presses("Взять", story.card(number));
    await vera.presses("Готово", story.card(number));
    await vera.submits({ "Что сделано? Это прочтёт житель.": "Заменили лампу" });
    story.clock.passes({ days: 6 });
    await story.runs("close-silent");
    expect(story.cardWords(number)).toContain("ждёт подтверждения");
    story.clock.passes({ days: 1, minutes: 1 });
    await story.runs("close-silent");
    expect(story.cardWords(number)).toContain("Закрыта");
    expect(anna.reads()).toMatch(/закрыта.*Как всё прошло\?/s);
    await anna.taps("5 ★");
    expect(story.cardWords(number)).toContain("★★★★★");

    const card = anna.message("Моргает лампа у лифта");
    await anna.taps("Не сделано", card);
    await anna.writes("Опять моргает");
    await anna.taps("Пропустить");
    expect(story.cardWords(number)).toContain("возвращена 1 раз");
    await vera.presses("Готово", story.card(number));
    await vera.submits({ "Что сделано? Это прочтёт житель.": "Заменили патрон" });
    await anna.taps("Да, сделано", anna.message("Заменили патрон"));
    await anna.taps("Не сделано", anna.message("Моргает лампа у лифта"));
    await anna.writes("Снова");
    await anna.taps("Пропустить");
    expect(anna.reads()).toContain("уже возвращалась");
    await anna.taps("Отмена");
    expect((await requestOf(number)).state).toBe("closed");
  });

  it("an overdue request is escalated to the manager on call exactly once, however often the job runs", async () => {
    await story.olga.commands(`oncall <@${pavel.id}|Pavel>`);
    const number = await story.files(john, "The heating pipe hums at night");
    const told = () => pavel.directMessages().filter((words) => words.includes(String(number)));
    await story.runs("escalate-overdue");
    expect(told()).toEqual([]);
    story.clock.passes({ days: 1, minutes: 5 });
    await story.runs("escalate-overdue");
    await Promise.all([story.runs("escalate-overdue"), story.runs("escalate-overdue")]);
    story.clock.passes({ days: 8 });
    await story.runs("escalate-overdue");
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatch(/никто не взял вовремя.*кв\. 46.*The heating pipe hums/s);
    expect(story.thread(number).filter((words) => words.includes("Дежурный менеджер"))).toHaveLength(1);
    expect(vera.directMessages().some((words) => words.includes(String(number)))).toBe(false);
  });

  it("lists show what is open, overdue and mine, page by page, and find by number, unit and words", async () => {
    story.clock.passes({ days: 1 });
    const numbers: number[] = [];
    for (let index = 1; index <= 9; index++)
      numbers.push(await story.files(john, `Broken tile ${index} in the hall`));
    const [first = 0] = numbers;
    await vera.commands("open");
    expect(vera.toldPrivately().at(-1)).toMatch(/Открытые: \d\d.*Страница 1 из 2/s);
    const shown = vera.toldPrivately().length;
    await vera.pressesPrivate("Дальше →");
    expect(vera.toldPrivately().at(-1)).toContain("Страница 2 из 2");
    expect(vera.toldPrivately()).toHaveLength(shown);

    await vera.commands("overdue");
    expect(vera.toldPrivately().at(-1)).toMatch(/Просроченные: \d+.*(просрочена|никто не взял)/s);
    await vera.presses("Взять", story.card(first));
    await vera.commands("mine");
    expect(vera.toldPrivately().at(-1)).toContain(`#${first}`);
    await vera.commands(`find #${first}`);
    expect(vera.toldPrivately().at(-1)).toMatch(new RegExp(`1 заявка.*#${first}.*Broken tile 1`, "s"));
    await vera.commands("find 46 плитка");
    expect(vera.toldPrivately().at(-1)).toContain("Здесь пусто");
    await vera.commands("find 46 tiles");
    expect(vera.toldPrivately().at(-1)).toContain("9 заявок");
    await vera.pressesPrivate("Дальше →");
    await vera.pressesPrivate(`#${first}`);
    expect(vera.toldPrivately().at(-1)).toMatch(/Broken tile 1.*Принята/s);
    expect(vera.privateButtons()).toContain("Готово");
    await vera.commands("find");
    expect(vera.toldPrivately().at(-1)).toContain("Напишите, что найти");
  });

  it("App Home has today's numbers and the open work of whoever looks", async () => {
    const home = await vera.opensHome();
    expect(home).toMatch(/Сегодня.*Подано\*\n9.*У вас в работе\n• #\d+ · Принята/s);
    expect(home).toMatch(/Открытые: \d+ \| Просроченные: \d+ \| Мои: \d+/);
    await vera.pressesHome((/Мои: \d+/.exec(home) ?? [""])[0]);
    expect(vera.modal()).toMatch(/Мои: \d+.*Скрипит дверь в подвал|Мои: \d+.*Шатаются перила/s);
    await vera.pressesInModal("#1005");
    expect(vera.modal()).toMatch(/Заявка № 1005.*Шатаются перила/s);
    await vera.closesModal();
  });

  it("staff file what a resident told them by phone, by command and from a message", async () => {
    await vera.commands("new Звонила соседка: капает с потолка");
    expect(vera.modal()).toContain("Подать заявку");
    expect(
      await vera.submits({ "Какое помещение?": "999", "К чему это относится?": "Сантехника · Протечка" }),
    ).toMatchObject({
      result: "errors",
      errors: { place: expect.stringContaining("Помещения «999» нет") },
    });
    expect((await vera.submits({ "Какое помещение?": "47", "Насколько срочно?": "Срочная" })).result).toBe(
      "cleared",
    );
    expect(story.channel().at(-1)).toMatch(/капает с потолка.*Vera.*Протечка.*кв\. 47/s);

    const message = await pavel.writes("В 47 не работает домофон, позвонили только что");
    await pavel.usesShortcut("request.file-for", message);
    await pavel.submits({ "Какое помещение?": "47", "К чему это относится?": "Подъезд · Домофон" });
    expect(story.channel().at(-1)).toMatch(/В 47 не работает домофон.*Pavel.*Домофон.*кв\. 47/s);
  });
});
