import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { addsMeter } from "./support/meters.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("meters on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const readings = () =>
    story.town.domovoy.core.database.read.reading.findMany({
      where: { replacedAt: null, kind: "monthly" },
      orderBy: { id: "asc" },
    });
  it("are put in by staff, who are told what is wrong with a form", async () => {
    await story.olga.commands("meters 45");
    expect(story.olga.toldPrivately().at(-1)).toContain("Счётчиков здесь пока нет");
    await addsMeter(story, "45", { kind: "Холодная вода", serial: "A-1", readings: "120" });
    await addsMeter(story, "46", {
      kind: "Электричество",
      serial: "E-7",
      readings: "1000; 500",
      zones: "Два: день и ночь",
    });
    await story.olga.commands("meters 45");
    await story.olga.pressesPrivate("Добавить счётчик");
    const again = await story.olga.submits({
      "Что измеряет": "Холодная вода",
      "Заводской номер": "A-1",
      Тарифы: "Один",
      "Цифр до запятой": "00000",
      "Показания сейчас": "1; 2",
    });
    expect(JSON.stringify(again)).toContain("Нужно 1 показание");
    const taken = await story.olga.submits({ "Показания сейчас": "1" });
    expect(JSON.stringify(taken)).toContain("уже записан");
    await story.olga.closesModal();
  });

  it("are read by a number alone, exactly, and corrected by another one", async () => {
    story.clock.passes({ days: 10 });
    await anna.writes("124,5");
    expect(anna.reads()).toMatch(/Записано за март 2031:\nХолодная вода № A-1: 124,5 \(расход 4,5 м³\)/);
    await anna.writes("124.75");
    const [reading, another] = await readings();
    expect(another).toBeUndefined();
    expect(reading).toMatchObject({ value: 124_750n, month: "2031-03", source: "resident", late: false });
    await anna.writes("/readings");
    expect(anna.reads()).toMatch(/ХВС\s+120\s+124,75/);
    expect(anna.reads()).toContain("Все показания переданы");
  });

  it("are asked about when they look mistyped", async () => {
    await anna.writes("119");
    expect(anna.answers().join("\n")).toContain("Это меньше, чем было: 120");
    await anna.taps("Отмена");
    await anna.writes("1247,5");
    expect(anna.reads()).toContain("1247,5 — верно?");
    await anna.taps("Нет, напишу заново");
    await anna.writes("124,75");
    expect(anna.reads()).toContain("124,75");
    await anna.writes("1247,6");
    // The right number at once, where two buttons are asked about: it is looked at as any other.
    await anna.writes("сто двадцать");
    expect(anna.reads()).toMatch(/Напишите показание числом.*1247,6 — верно\?/s);
    await anna.writes("1247,5");
    expect(anna.reads()).toContain("1247,5 — верно?");
    await anna.taps("Да, 1247,5 верно");
    expect((await readings()).map(({ value, confirmed }) => [value, confirmed])).toEqual([
      [1_247_500n, true],
    ]);
    await anna.writes("124,75");
    await anna.writes("пятьдесят");
    expect((await readings()).map(({ value }) => value)).toEqual([124_750n]);
    await anna.writes("/cancel");
  });

  it("of several registers are asked one after another, in the reader's language", async () => {
    await john.writes("/readings");
    expect(john.reads()).toContain("2 readings are missing");
    await john.taps("Send readings · 46");
    expect(john.reads()).toContain("Electricity No. E-7, day: what does it show?");
    await john.writes("1200.5");
    expect(john.reads()).toContain("night: what does it show?");
    await john.taps("Skip");
    expect(john.reads()).toContain("1 more is missing");
    await john.sendsPhoto("580");
    expect(john.reads()).toContain("Which meter is it?");
    await john.taps("Electricity No. E-7, night");
    expect(john.message("580").text).toContain("used 80 kWh");
    await story.settled();
    const night = (await readings()).find(({ zone }) => zone === "night");
    const kept = await story.town.domovoy.core.database.read.attachment.findMany({
      where: { subjectType: "reading" },
    });
    expect(kept.map(({ subjectId, kind }) => [subjectId, kind])).toEqual([[night?.id, "photo"]]);
  });

  it("are not given for a neighbour's unit", async () => {
    const stranger = story.stranger({ name: "Гость", language: "ru" });
    await stranger.writes("124,5");
    const unit = await story.town.domovoy.core.database.read.unit.findFirstOrThrow({
      where: { number: "46" },
    });
    expect((await anna.forges(`me.give:${unit.id}`)).text).toContain("нет прав");
    expect((await readings()).length).toBe(3);
  });

  it("are taken by staff, who say when a value is unusual but right", async () => {
    await story.olga.commands("reading 45");
    expect(story.olga.modal()).toContain("записано 124,75");
    const asked = await story.olga.submits({ "Холодная вода № A-1": "900" });
    expect(JSON.stringify(asked)).toContain("необычно много");
    await story.olga.submits({
      "Холодная вода № A-1": "900",
      "Если значение необычное": "Проверено, всё верно",
    });
    expect((await readings()).find(({ source }) => source === "staff")?.value).toBe(900_000n);
    await story.olga.commands("reading 45");
    await story.olga.submits({ "Холодная вода № A-1": "125" });
  });

  it("come as a table, with its mistakes by row, and only after a yes", async () => {
    const table =
      "Квартира;Номер счетчика;Вид;Показание\n45;A-1;ХВС;126,125\n47;B-9;ГВС;10\n45;X;;5\n46;E-7;;1\n";
    const { slack, staffChannel } = story.town;
    slack.post({
      user: story.olga.id,
      channel: staffChannel,
      text: "показания Ленина 1",
      files: [{ name: "март.csv", bytes: Buffer.from(table) }],
    });
    await story.settled();
    const card = () => {
      const found = slack.messages(staffChannel).findLast((each) => messageWords(each).includes("март.csv"));
      if (!found) throw new Error("no card of the readings");
      return found;
    };
    const words = () => messageWords(card());
    await story.eventually(() => expect(words()).toMatch(/Показаний.*1.*Новых счётчиков.*1.*Ошибок.*2/s));
    expect((await readings()).some(({ source }) => source === "import")).toBe(false);
    await story.eventually(() =>
      expect(slack.thread(staffChannel, card().ts).flatMap(({ files }) => files ?? [])).toHaveLength(1),
    );
    await story.olga.presses("Записать", card());
    await story.eventually(() => expect(words()).toContain("Записаны 2 строки"));
    expect((await readings()).find(({ source }) => source === "import")?.value).toBe(126_125n);
    const meters = await story.town.domovoy.core.database.read.meter.findMany({ where: { serial: "B-9" } });
    expect(meters).toMatchObject([{ kind: "hot_water" }]);
  });

  it("are reminded of only where they are missing", async () => {
    await addsMeter(story, "45", { kind: "Газ", serial: "G-1", readings: "7" });
    story.clock.passes({ days: 2 });
    story.clock.strikes("11:04");
    await story.runs("remind-meters");
    await story.runs("remind-meters");
    const told = anna.messages().filter(({ text }) => /ждём (ещё )?показания/.test(text));
    expect(told).toHaveLength(1);
    // The water is there: only the new meter is named.
    expect(told[0]?.text).toContain("ждём ещё показания за март 2031: Газ № G-1. Передайте");
    expect(john.everythingRead()).not.toContain("are missing. Please send them by");
    await story.olga.commands("readings");
    expect(story.olga.toldPrivately().at(-1)).toMatch(/3 из 5 показаний.*Не передали: 45, 47/s);
  });

  it("are reminded of on a short month's last day, where readings are taken until the 31st", async () => {
    const { id } = story.town.company;
    await story.town.domovoy.core.database.transaction((tx) =>
      tx.billingSettings.upsert({
        where: { id },
        create: { id, companyId: id, readingsFrom: 20, readingsTo: 31, updatedAt: new Date() },
        update: { readingsFrom: 20, readingsTo: 31 },
      }),
    );
    const told = () => anna.messages().filter(({ text }) => text.includes("ждём показания")).length;
    const before = told();
    while (!story.day(0).endsWith("-04-28")) story.clock.passes({ days: 1 });
    for (const more of [1, 2]) {
      story.clock.strikes("11:04");
      await story.runs("remind-meters");
      await story.settled();
      expect(told()).toBe(before + more);
      expect(anna.reads()).toContain("30 апреля");
      story.clock.strikes("12:00");
    }
    story.clock.strikes("11:04");
    await story.runs("remind-meters");
    await story.settled();
    expect(told()).toBe(before + 2);
  });

  it("are warned of once before their verification runs out; who was not let in is written down", async () => {
    await story.olga.commands("meters 45");
    await story.olga.pressesPrivate("Поверка");
    await story.olga.submits({ Счётчик: "Холодная вода № A-1", "Поверен до": story.day(20) });
    await story.olga.commands("meters 45");
    expect(story.olga.toldPrivately().at(-1)).toContain("Холодная вода № A-1, поверен до");
    await story.runs("warn-verifications");
    await story.runs("warn-verifications");
    const told = anna.messages().filter(({ text }) => text.includes("поверка действует до"));
    expect(told).toHaveLength(1);
    await story.olga.pressesPrivate("Не пустили");
    expect(story.olga.toldPrivately().join("\n")).toContain("не пустили 1 раз");
    expect(await story.town.domovoy.core.database.read.deniedAccess.count({ where: { endedOn: null } })).toBe(
      1,
    );
    await story.olga.commands("meters 45");
    await story.olga.pressesPrivate("Всё же пустили");
    expect(await story.town.domovoy.core.database.read.deniedAccess.count({ where: { endedOn: null } })).toBe(
      0,
    );

    story.clock.passes({ days: 23 });
    await anna.writes("/readings");
    expect(anna.reads()).toMatch(
      /№ A-1: поверка вышла .* не берут в расчёт.*Не хватает|Не хватает.*поверка вышла/s,
    );
    await anna.writes("ХВС 130");
    expect(anna.reads()).toMatch(/№ A-1: 130 .*Пока счётчик не поверен, его показания не берут в расчёт/s);
    await story.olga.commands("readings");
    expect(story.olga.toldPrivately().at(-1)).toMatch(
      /Поверка вышла, показания не берут в расчёт и не ждут: 45/,
    );
  });
});
