import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shiftMonth } from "../../src/core/billing/calendar.ts";
import { verifyLedger } from "../../src/core/billing/ledger/verify-ledger.ts";
import type { Message } from "../../src/sandbox/slack/state/types.ts";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import { buttonsOf, messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("a month's charges in the staff channel on $name", (database) => {
  let story: Story;
  let boris: Colleague;
  beforeAll(async () => {
    story = await openStory(database);
    boris = await story.colleague({ name: "Борис", role: "accountant" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const db = () => story.town.domovoy.core.database.read;
  const card = (): Message => {
    const found = story.town.slack
      .messages(story.town.staffChannel)
      .findLast((message) => messageWords(message).startsWith("Начисления: "));
    if (!found) throw new Error(`no card of a month in\n${story.channel().join("\n---\n")}`);
    return found;
  };
  const month = () => story.day(0).slice(0, 7);

  it("asks for prices first, then takes services and prices by forms that keep what was typed", async () => {
    await boris.commands(`month ${month()}`);
    expect(boris.toldPrivately().at(-1)).toContain("Нет ни одного тарифа");
    await boris.commands("tariffs");
    expect(boris.toldPrivately().at(-1)).toContain("Услуг ещё нет");
    await boris.pressesPrivate("Добавить услугу");
    await boris.submits({
      "Название по-русски": "Домофон",
      "Название по-английски": "Intercom",
      Единица: "помещение",
    });
    await boris.commands("tariffs");
    await boris.pressesPrivate("Добавить услугу");
    const again = { "Название по-русски": "домофон", "Название по-английски": "Doorphone" };
    expect(await boris.submits({ ...again, Единица: "помещение" })).toMatchObject({
      errors: { "name-ru": "Услуга с таким названием уже есть." },
    });
    await boris.closesModal();
    await boris.commands("tariffs");
    expect(boris.toldPrivately().at(-1)).toContain("Домофон: без тарифа");
    await boris.pressesPrivate("Домофон");
    const price = { "Как считается": "цена за помещение", Цена: "сорок пять", "Действует с": "01.01.2025" };
    expect(JSON.stringify(await boris.submits(price))).toContain("Напишите цену числом");
    await boris.submits({ ...price, Цена: "45,005" });
    expect(boris.toldPrivately().at(-1)).toMatch(/^Домофон: 45,005\s₽, действует с 01\.01\.2025\./);
    await boris.commands("tariffs");
    expect(boris.toldPrivately().at(-1)).toMatch(/Домофон: 45,005\s₽ за помещение, все дома, с 01\.01\.2025/);
  });

  it("is reckoned, approved by the accountant alone, issued and closed", async () => {
    await story.olga.commands("month");
    expect(story.olga.toldPrivately().at(-1)).toContain("Ещё ни один месяц");
    await story.olga.commands(`month ${month()}`);
    await story.eventually(() => expect(messageWords(card())).toContain("Посчитано"));
    expect(messageWords(card())).toMatch(/Домофон\s+135,03/);
    expect(messageWords(card())).toContain("не будет сказано, куда платить");
    expect(buttonsOf(card().blocks)).toEqual(["Утвердить", "Пересчитать", "Таблица XLSX"]);
    await story.olga.presses("Утвердить", card());
    expect(story.olga.toldPrivately().at(-1)).toContain("бухгалтер");
    await boris.presses("Утвердить", card());
    await story.eventually(() => expect(messageWords(card())).toContain("Утверждено"));
    await boris.presses("Выставить квитанции", card());
    await story.eventually(() => expect(messageWords(card())).toContain("Выставлены 3 квитанции"));
    const receipts = await db().receipt.findMany({ orderBy: { number: "asc" } });
    expect(receipts.map(({ number, charged }) => [number, charged])).toEqual(
      [1, 2, 3].map((number) => [number, 4501n]),
    );
    await story.olga.commands(`month ${month()}`);
    expect(story.olga.toldPrivately().at(-1)).toContain("начисление уже начато");
    await boris.commands("month");
    expect(boris.toldPrivately().at(-1)).toMatch(/— выставлен.*начислить можно с 01\./s);
    expect(boris.privateButtons()).toEqual([]);
    await boris.presses("Закрыть месяц", card());
    await story.eventually(() => expect(messageWords(card())).toContain("Месяц закрыт"));
    expect(await db().auditEntry.count({ where: { act: "month.approve", outcome: "forbidden" } })).toBe(1);
  });

  it("comes as a table into the channel, and a past month is recalculated by a form", async () => {
    await boris.presses("Таблица XLSX", card());
    await story.settled();
    await story.eventually(() =>
      expect(story.channel().join("\n")).toMatch(/Начисления за март 2031: готово/),
    );
    await boris.presses("Перерасчёт", card());
    const wrong = await boris.submits({ "С месяца": "2025-1", "По месяц": "2025-02", Причина: "ошибка" });
    expect(JSON.stringify(wrong)).toContain("не месяц");
    const [year = "", number = ""] = month().split("-");
    const typed = `${number}.${year}`;
    await boris.submits({ "С месяца": typed, "По месяц": typed, Причина: "ошибка" });
    await story.settled();
    expect(await db().recalculation.count()).toBe(0);
  });

  it("takes requisites by a form that asks for what the country's code needs", async () => {
    const russian = {
      Получатель: "ТСЖ «На Ленина»",
      "Страна (RU, DE, CH…)": "RU",
      "Расчётный счёт": "4070 2810 2382 5012 3017",
      Банк: "ПАО СБЕРБАНК",
      БИК: "044525225",
      "Корреспондентский счёт": "30101810400000000225",
    };
    for (const [given, told] of [
      [russian, "счёт не подходит к БИК"],
      [{ ...russian, Банк: "Б".repeat(46) }, "проверьте «Банк»"],
      [{ ...russian, "Расчётный счёт": "40702810138250123017" }, "Реквизиты сохранены."],
    ] as const) {
      await boris.commands("tariffs");
      await boris.pressesPrivate("Реквизиты");
      await boris.submits(given);
      expect(boris.toldPrivately().at(-1)).toContain(told);
    }
    await boris.commands("tariffs");
    await boris.pressesPrivate("Реквизиты");
    expect(boris.modal()).toMatch(/ИНН.*КПП.*БИК/s);
    expect(boris.modal()).not.toMatch(/IBAN|индекс/);
    const country = "Страна (RU, DE, CH…)";
    expect(JSON.stringify(await boris.submits({ [country]: "Швейцария" }))).toContain("двухбуквенный");
    // Another country needs something else: the form asks for that, and keeps the rest.
    await boris.submits({ Получатель: "Verwaltung Seefeld", [country]: "ch" });
    expect(boris.modal()).toMatch(/IBAN.*Почтовый индекс получателя.*Город получателя/s);
    expect(boris.modal()).not.toMatch(/ИНН|КПП|БИК|Банк/);
    const swiss = { IBAN: "CH44 3199 9123 0008 8901 2" };
    expect(JSON.stringify(await boris.submits(swiss))).toContain("индекс и город");
    await boris.submits({ ...swiss, "Почтовый индекс получателя": "8008", "Город получателя": "Zürich" });
    // Roubles are no currency of the Swiss code, which must not make francs of them.
    expect(boris.toldPrivately().at(-1)).toContain("QR-кода для страны CH и валюты RUB нет");
    const [settings] = await db().billingSettings.findMany({ where: { country: "CH" } });
    expect(settings).toMatchObject({
      name: "Verwaltung Seefeld",
      iban: "CH4431999123000889012",
      postalCode: "8008",
      town: "Zürich",
    });
    // What the former country had is there again when it is needed.
    expect(settings).toMatchObject({ account: "40702810138250123017", bic: "044525225" });
    await boris.commands("tariffs");
    await boris.pressesPrivate("Реквизиты");
    expect(boris.modal()).not.toContain("ИНН");
    const { address } = await db().building.findFirstOrThrow();
    await boris.submits({ Дом: address, [country]: "RU" });
    expect(await boris.submits({ ...russian, "Расчётный счёт": "4070281013825012301" })).toMatchObject({
      errors: { account: expect.stringContaining("20 цифр") },
    });
    await boris.submits({ ...russian, "Расчётный счёт": "40702810138250123017", ИНН: "7707083893" });
    // A house that pays elsewhere is asked what it needs, with what it has.
    await boris.commands("tariffs");
    await boris.pressesPrivate("Реквизиты");
    expect(boris.modal()).not.toContain("ИНН");
    await boris.submits({ Дом: address });
    expect(boris.modal()).toContain("ИНН");
    await boris.submits({ КПП: "770701001" });
    expect(await db().billingSettings.findMany({ where: { country: "RU" } })).toMatchObject([
      { name: "ТСЖ «На Ленина»", inn: "7707083893", kpp: "770701001", iban: "CH4431999123000889012" },
    ]);
    expect(await db().billingSettings.count({ where: { country: "CH" } })).toBe(1);
  });

  it("gives a debt up, no more of it than is owed, and says why in the ledger", async () => {
    const { address } = await db().building.findFirstOrThrow();
    const { unitId } = await db().receipt.findFirstOrThrow({ orderBy: { number: "asc" } });
    const { number } = await db().unit.findUniqueOrThrow({ where: { id: unitId } });
    await boris.commands(`debtors ${address}, ${number}`);
    await boris.pressesPrivate("Списать долг");
    const debt = { "Сколько списать": "45,02", Причина: "срок давности" };
    expect(JSON.stringify(await boris.submits(debt))).toContain("Столько не должны");
    await boris.submits({ ...debt, "Сколько списать": "45,01" });
    expect(await db().ledgerEntry.findFirstOrThrow({ where: { kind: "write-off" } })).toMatchObject({
      reason: "срок давности",
    });
    await boris.commands(`debtors ${address}, ${number}`);
    expect(boris.toldPrivately().at(-1)).toMatch(/Не оплачено\*?\s+0,00.*Списано.*45,01.₽ — срок давности/s);
  });

  it("owes a debt again that was given up by mistake, for a reason, by the accountant alone", async () => {
    const { address } = await db().building.findFirstOrThrow();
    const { unitId } = await db().receipt.findFirstOrThrow({ orderBy: { number: "asc" } });
    const { number } = await db().unit.findUniqueOrThrow({ where: { id: unitId } });
    const undo = (who: Colleague) =>
      who.privateButtons().find((label) => /^Отменить: .*45,01/.test(label)) ?? "no such button";
    await story.olga.commands(`debtors ${address}, ${number}`);
    await story.olga.pressesPrivate(undo(story.olga));
    expect(story.olga.modal()).toContain("нет прав");
    await story.olga.closesModal();
    await boris.commands(`debtors ${address}, ${number}`);
    await boris.pressesPrivate(undo(boris));
    expect(JSON.stringify(await boris.submits({ Причина: " " }))).toContain("нужен ответ");
    await boris.submits({ Причина: "не тот счёт" });
    expect(boris.toldPrivately().at(-1)).toContain("Долг снова числится");
    await boris.commands(`debtors ${address}, ${number}`);
    expect(boris.toldPrivately().at(-1)).toMatch(/Не оплачено\*?\s+45,01.*срок давности \(отменено\)/s);
    expect(undo(boris)).toBe("no such button");
    const { id } = await db().ledgerEntry.findFirstOrThrow({ where: { kind: "write-off" } });
    expect(await db().ledgerEntry.findUniqueOrThrow({ where: { reverses: id } })).toMatchObject({
      kind: "reversal",
      reason: "не тот счёт",
    });
    expect(
      await db().auditEntry.findMany({ where: { act: "debt.restore" }, select: { outcome: true } }),
    ).toEqual([{ outcome: "done" }]);
    expect(await verifyLedger(db(), story.town.company.id)).toEqual([]);
  });

  it("takes a price of a meter's zone, chosen by its name, beside the price for all zones", async () => {
    await boris.commands("tariffs");
    await boris.pressesPrivate("Добавить услугу");
    await boris.submits({
      "Название по-русски": "Свет",
      "Название по-английски": "Power",
      Единица: "кВт·ч",
      Счётчик: "электричество",
    });
    const price = { "Как считается": "цена × показания счётчика", "Действует с": "01.01.2025" };
    for (const [sum, zone] of [
      ["6,99", "все зоны"],
      ["2,98", "ночь"],
    ] as const) {
      await boris.commands("tariffs");
      await boris.pressesPrivate("Свет");
      await boris.submits({ ...price, Цена: sum, "Зона счётчика": zone });
    }
    await boris.commands("tariffs");
    expect(boris.toldPrivately().at(-1)).toMatch(
      /Свет: 6,99\s₽ по счётчику, все дома, с 01\.01\.2025; 2,98\s₽ .*с 01\.01\.2025, зона «ночь»/,
    );
    expect(
      await db().tariff.findMany({
        where: { method: "volume" },
        select: { zone: true, to: true },
        orderBy: { price: "asc" },
      }),
    ).toEqual([
      { zone: "night", to: null },
      { zone: null, to: null },
    ]);
    await boris.pressesPrivate("Свет");
    const byArea = { ...price, "Как считается": "цена × площадь", Цена: "1", "Зона счётчика": "пик" };
    expect(JSON.stringify(await boris.submits(byArea))).toContain("Зона бывает только у цены по счётчику");
    await boris.closesModal();
  });

  it("takes a service with its first price by one form, which adds nothing where the price is wrong", async () => {
    const opens = async () => {
      await boris.commands("tariffs");
      await boris.pressesPrivate("Добавить услугу");
    };
    const added = () => boris.toldPrivately().at(-1);
    const services = await db().service.count();
    await opens();
    // Readers of English see the only name that there is.
    const heat = { "Название по-русски": "Отопление", Единица: "Гкал", Цена: "2 345,67" };
    expect(await boris.submits({ ...heat, Цена: "дорого" })).toMatchObject({
      errors: { price: expect.stringContaining("Напишите цену числом") },
    });
    expect(await boris.submits(heat)).toMatchObject({ errors: { meter: expect.any(String) } });
    expect(await boris.submits({ ...heat, Счётчик: "тепло", "Действует с": "скоро" })).toMatchObject({
      errors: { from: expect.any(String) },
    });
    expect(
      await boris.submits({ ...heat, Счётчик: "тепло", "Действует с": "01.01.2025", Цена: "999999999999" }),
    ).toMatchObject({
      errors: { price: expect.stringContaining("Цена не может быть больше") },
    });
    expect(
      await boris.submits({
        ...heat,
        Счётчик: "тепло",
        "Действует с": "01.01.2025",
        "Норматив на человека в месяц": "999999999999",
      }),
    ).toMatchObject({ errors: { norm: expect.stringContaining("Норматив не может быть больше") } });
    expect(await db().service.count()).toBe(services);
    await boris.submits({
      ...heat,
      Счётчик: "тепло",
      "Действует с": "01.01.2025",
      "Норматив на человека в месяц": "0,2",
    });
    expect(added()).toMatch(/^Услуга «Отопление» добавлена: 2.345,67\s₽, действует с 01\.01\.2025\./);
    await opens();
    await boris.submits({
      "Название по-русски": "Охрана",
      "Название по-английски": "Guards",
      Единица: "человек",
      Цена: "10",
    });
    await opens();
    await boris.submits({
      "Название по-русски": "Снег",
      "Название по-английски": "Snow",
      Единица: "м²",
      "Как считается": "доля счёта поставщика",
    });
    expect(added()).toContain("Услуга «Снег» добавлена: по счёту поставщика, действует с");
    const known = await db().service.findMany({ orderBy: { position: "asc" }, skip: services });
    const prices = await db().tariff.findMany({
      where: { serviceId: { in: known.map(({ id }) => id) } },
      orderBy: { serviceId: "asc" },
      select: { method: true, price: true, norm: true, buildingId: true, from: true },
    });
    expect(known.map(({ names }) => names)).toEqual([
      { ru: "Отопление" },
      { ru: "Охрана", en: "Guards" },
      { ru: "Снег", en: "Snow" },
    ]);
    const everywhere = { buildingId: null };
    expect(prices).toMatchObject([
      { method: "volume", price: 2_345_670_000n, norm: 200n, from: "2025-01-01", ...everywhere },
      { method: "resident", price: 10_000_000n, from: `${month()}-01`, ...everywhere },
      { method: "invoice", price: null, ...everywhere },
    ]);
  });

  it("takes a supplier's invoice, the days of readings and bills, and a bank's rate", async () => {
    await boris.commands("tariffs");
    await boris.pressesPrivate("Добавить услугу");
    await boris.submits({
      "Название по-русски": "Уборка",
      "Название по-английски": "Cleaning",
      Единица: "м²",
    });
    await boris.commands("tariffs");
    await boris.pressesPrivate("Уборка");
    await boris.submits({ "Как считается": "доля счёта поставщика", "Действует с": "01.01.2025" });
    await boris.commands("tariffs");
    await boris.pressesPrivate("Счёт поставщика");
    const house = (await db().building.findFirstOrThrow()).address;
    const bill = {
      Дом: house,
      Услуга: "Уборка",
      "За какой месяц": shiftMonth(month(), 1),
      "Сумма по дому": "много",
    };
    expect(JSON.stringify(await boris.submits(bill))).toContain("числом больше нуля");
    await boris.submits({ ...bill, "Сумма по дому": "0,03" });
    expect((await db().supplierInvoice.findFirstOrThrow()).amount).toBe(3n);

    await boris.commands("tariffs");
    await boris.pressesPrivate("Сроки");
    const terms = {
      "Приём показаний": "18-24",
      "Квитанции и оплата": "20, 10",
    };
    expect(JSON.stringify(await boris.submits(terms))).toContain("не позже оплаты");
    // Since 2026-03-01 the law alone says by when bills are due (Housing Code of Russia, art. 155, p. 1).
    expect(JSON.stringify(boris.modal())).toContain("оплачивают до 15-го числа");
    for (const other of ["4, 14", "6, 15"])
      expect(JSON.stringify(await boris.submits({ ...terms, "Квитанции и оплата": other }))).toContain(
        "другой срок оплаты нельзя назначить",
      );
    await boris.submits({ ...terms, "Квитанции и оплата": "4, 15" });
    const { id } = story.town.company;
    expect(await db().billingSettings.findUniqueOrThrow({ where: { id } })).toMatchObject({
      readingsFrom: 18,
      readingsTo: 24,
      receiptsBy: 4,
      dueDay: 15,
    });

    await boris.commands("tariffs");
    await boris.pressesPrivate("Ключевая ставка");
    const rate = { "Действует с": "2031-01-09", "Процентов годовых": "высокая" };
    expect(JSON.stringify(await boris.submits(rate))).toContain("Напишите проценты числом");
    await boris.submits({ ...rate, "Процентов годовых": "14,5 %" });
    expect(await db().referenceRate.findMany()).toMatchObject([
      { name: "ru-key", from: "2031-01-09", rate: 1450 },
    ]);
  });
});
