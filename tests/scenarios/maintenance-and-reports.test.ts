import { readSheet } from "read-excel-file/node";
import sharp from "sharp";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("costs, acts, reports and maintenance on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let vera: Colleague;
  let boris: Colleague;
  let number: number;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    vera = await story.colleague({ name: "Vera", role: "manager" });
    boris = await story.colleague({ name: "Boris", role: "dispatcher" });
    number = await story.files(anna, "Течёт батарея в комнате");
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const read = () => story.town.domovoy.core.database.read;
  const filesOf = (who: Colleague) =>
    story.town.slack
      .direct(who.id)
      .messages.flatMap(({ files }) => files ?? [])
      .flatMap(({ id }) => story.town.slack.file(String(id)) ?? []);

  it("a manager notes what a request cost; a dispatcher may not", async () => {
    await boris.commands(`costs ${number}`);
    expect(boris.toldPrivately().at(-1)).toContain("менеджеры, бухгалтеры и совет дома");
    await vera.commands(`costs ${number}`);
    await vera.pressesPrivate("Добавить затраты");
    const wrong = await vera.submits({
      Вид: "Работа",
      "Что сделано или куплено": "=Замена секции",
      Количество: "2,5555",
      "Цена за единицу": "много",
    });
    expect(JSON.stringify(wrong)).toContain("не более двух знаков");
    await vera.submits({
      Вид: "Работа",
      "Что сделано или куплено": "=Замена секции",
      Количество: "2,5",
      "Цена за единицу": "1 200,33",
    });
    await vera.commands(`costs ${number}`);
    expect(vera.toldPrivately().at(-1)).toMatch(/=Замена секции — 2,5 × 1\s200,33\s₽ = 3\s000,83\s₽/);
    const [line] = await read().workLine.findMany();
    expect(line).toMatchObject({ quantity: 2500, price: 120033n, amount: 300083n, postedAt: null });
  });

  it("the act is made once the work is done, and says what was asked, done and spent", async () => {
    await vera.pressesPrivate("Акт (PDF)");
    expect(vera.toldPrivately().at(-1)).toContain("когда работа по заявке выполнена");
    await vera.presses("Взять", story.card(number));
    await vera.presses("Готово", story.card(number));
    await vera.submits({ "Что сделано? Это прочтёт житель.": "Секция заменена" });
    await vera.commands(`costs ${number}`);
    await vera.pressesPrivate("Акт (PDF)");
    await story.settled();
    await story.eventually(() => expect(filesOf(vera)).toHaveLength(1));
    const [file] = filesOf(vera);
    expect(file?.name).toBe(`Акт выполненных работ № ${number}.pdf`);
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(file?.bytes ?? [])));
    const words = text.join(" ").replaceAll(/\s+/g, " ");
    for (const part of ["Течёт батарея", "Секция заменена", "=Замена секции", "3 000,83", "Анна", "45"])
      expect(words).toContain(part);
  });

  it("a report counts requests and posted costs once, and comes as table, XLSX and charts", async () => {
    await anna.taps("Да, сделано", anna.message("Секция заменена"));
    await story.runs("weekly-report");
    await story.runs("weekly-report");
    const posted = await read().workLine.findMany({ where: { postedAt: { not: null } } });
    expect(posted).toHaveLength(1);
    await vera.commands("report category");
    const table = vera.toldPrivately().at(-1) ?? "";
    expect(table).toMatch(/: заявки, март 2031/);
    expect(table).toMatch(/Категория +Заявок +Реакция +Работа +Затраты\n/);
    expect(table).toMatch(/Всего +1 +100 % · \d+ мин +100 % · \d+ мин +3\s000,83/);
    await vera.pressesPrivate("Дом");
    expect(vera.toldPrivately().at(-1)).toMatch(/ул\. Ленина, 1 +1/);
    await vera.pressesPrivate("XLSX и графики");
    await story.settled();
    await story.eventually(() => expect(filesOf(vera)).toHaveLength(4));
    const made = filesOf(vera).slice(1);
    const xlsx = made.find(({ name }) => name.endsWith(".xlsx"));
    const rows = await readSheet(Buffer.from(xlsx?.bytes ?? []));
    expect(rows.at(-1)?.slice(0, 3)).toEqual(["Всего", 1, 1]);
    expect(rows.at(-1)).toContain(3000.83);
    // What looks like a formula is a text: a formula would be read as what it comes to.
    const works = await readSheet(Buffer.from(xlsx?.bytes ?? []), 2);
    expect(works.at(-1)).toEqual([
      number,
      "ул. Ленина, 1",
      "=Замена секции",
      "Работа",
      2.5,
      1200.33,
      3000.83,
    ]);
    const charts = made.filter(({ name }) => name.endsWith(".png"));
    expect(charts).toHaveLength(2);
    for (const { bytes } of charts) expect((await sharp(bytes).metadata()).format).toBe("png");
    await boris.commands("report");
    expect(boris.toldPrivately().at(-1)).toContain("Отчёты доступны менеджерам");
    await vera.commands("report everything");
    expect(vera.toldPrivately().at(-1)).toContain("Напишите так");
  });

  it("both are in English for whoever reads English", async () => {
    const john = await story.colleague({ name: "John", role: "manager", language: "en-US" });
    await john.commands(`costs ${number}`);
    await john.pressesPrivate("Act of work (PDF)");
    await john.commands("report month");
    expect(john.toldPrivately().at(-1)).toMatch(/March 2031 +1 +100 % · \d+ min/);
    await john.pressesPrivate("XLSX and charts");
    await story.settled();
    await story.eventually(() => expect(filesOf(john)).toHaveLength(4));
    const act = filesOf(john).find(({ name }) => name.startsWith("Act of completed work"));
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(act?.bytes ?? [])));
    const words = text.join(" ").replaceAll(/\s+/g, " ");
    for (const part of ["What was asked", "What was done", "Labour: =Замена секции", "3,000.83", "Customer"])
      expect(words).toContain(part);
    expect(act?.name).toContain(`${number}.pdf`);
    const xlsx = filesOf(john).find(({ name }) => name.endsWith(".xlsx"));
    const rows = await readSheet(Buffer.from(xlsx?.bytes ?? []));
    expect(rows[0]?.[0]).toContain("requests, March 2031");
    expect(rows[2]?.[0]).toBe("March 2031");
    expect(rows.at(-1)?.slice(0, 3)).toEqual(["Total", 1, 1]);
    expect(filesOf(john).map(({ name }) => name.replace(/\.\w+$/, ""))).toContain("Costs, March 2031, RUB");
  });

  it("the week's report comes on Monday, once a reader: the channel, and each of the board on their house", async () => {
    const board = await story.colleague({ name: "Совет", role: "board" });
    const weekly = () => story.channel().filter((words) => words.includes("Еженедельный отчёт"));
    const before = weekly().length;
    story.clock.strikes("09:30");
    while (new Date(story.day(0)).getUTCDay() !== 1) story.clock.passes({ days: 1 });
    await story.runs("weekly-report");
    await story.runs("weekly-report");
    expect(weekly().length - before).toBe(1);
    expect(board.directMessages().filter((words) => words.includes("Еженедельный отчёт"))).toHaveLength(1);
  });

  it("a plan makes its request on its day, once, with a checklist that both sides tick", async () => {
    await boris.commands("maintenance");
    await vera.commands("maintenance");
    expect(vera.toldPrivately().at(-1)).toContain("Пока ничего не запланировано");
    await vera.pressesPrivate("Новый план");
    await vera.submits({
      "Что делается": "Осмотреть подвал",
      Дом: "Ленина",
      Категория: "Другое",
      "Раз в … (число)": "1",
      "… чего": "недель",
      "Первый день": story.day(1),
      "Список пунктов": "Насосы\nОсвещение",
      "Кто делает": "Vera · менеджер",
    });
    story.clock.passes({ days: 1 });
    story.clock.strikes("07:30");
    await story.runs("maintenance");
    await story.runs("maintenance");
    const rounds = await read().maintenanceRound.findMany();
    expect(rounds).toHaveLength(1);
    const request = await read().request.findFirstOrThrow({ where: { id: rounds[0]?.requestId ?? "" } });
    expect(request).toMatchObject({ state: "taken" });
    const list = () =>
      story.town.slack
        .messages(story.town.staffChannel)
        .findLast((message) => messageWords(message).includes(`Пункты заявки № ${request.number}`));
    const shown = list();
    if (!shown) throw new Error("no checklist");
    expect(messageWords(shown)).toMatch(/☐ Насосы.*☐ Освещение/s);
    await vera.presses("☐ 1", shown);
    expect(messageWords(list() ?? shown)).toMatch(/☑ Насосы.*☐ Освещение/s);
    await vera.presses("☑ 1", list() ?? shown);
    expect(messageWords(list() ?? shown)).toMatch(/☐ Насосы/s);
    await vera.presses("Готово", story.card(request.number));
    const refused = await vera.submits({ "Что сделано? Это прочтёт житель.": "Осмотрели" });
    expect(JSON.stringify(refused)).toContain("Не отмечены пункты списка: 2");
    story.clock.passes({ days: 21 });
    await story.runs("maintenance");
    expect(await read().maintenanceRound.count()).toBe(2);
    await vera.commands("maintenance");
    await vera.pressesPrivate("1: приостановить");
    story.clock.passes({ days: 14 });
    await story.runs("maintenance");
    expect(await read().maintenanceRound.count()).toBe(2);
  });

  it("a cleaning round comes each day, with the same words and without end", async () => {
    await vera.commands("maintenance");
    await vera.pressesPrivate("Новый план");
    await vera.submits({
      "Что делается": "Уборка подъезда",
      Дом: "Ленина",
      Категория: "Другое",
      "Раз в … (число)": "1",
      "… чего": "дней",
      "Первый день": story.day(1),
      "Список пунктов": "Этажи\nЛифт",
    });
    await vera.commands("maintenance");
    expect(vera.toldPrivately().at(-1)).toContain("каждый день");
    story.clock.strikes("07:30");
    for (let day = 0; day < 4; day += 1) {
      await story.runs("maintenance");
      story.clock.passes({ days: 1 });
    }
    const plan = await read().maintenancePlan.findFirstOrThrow({ where: { title: "Уборка подъезда" } });
    const rounds = await read().maintenanceRound.findMany({ where: { planId: plan.id } });
    expect(rounds).toHaveLength(4);
    expect(new Set(rounds.map(({ requestId }) => requestId)).size).toBe(4);
  });
});
