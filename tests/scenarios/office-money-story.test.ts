import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyLedger } from "../../src/core/billing/ledger/verify-ledger.ts";
import { databases } from "../support/databases.ts";
import { type HomeBilling, openHomeBilling } from "./support/billing.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("money in the accountant's hands on $name", (database) => {
  let story: Story;
  let billing: HomeBilling;
  let anna: Resident;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    await story.resident({ unit: "46", name: "John", language: "en" });
    billing = await openHomeBilling(story);
    story.clock.passes({ days: 10 });
    await billing.publishes("2031-03");
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const db = () => story.town.domovoy.core.database.read;
  const told = () => billing.boris.toldPrivately().at(-1) ?? "";
  const presses = (start: string) =>
    billing.boris.pressesPrivate(
      billing.boris.privateButtons().find((label) => label.startsWith(start)) ?? start,
    );

  it("owed from before is entered for a unit by a form, once, and taken back", async () => {
    const { boris } = billing;
    await story.olga.commands("opening");
    expect(story.olga.toldPrivately().at(-1)).toContain("нет прав");
    await boris.commands("opening");
    expect(told()).toMatch(/остатков ещё нет.*на конец дня 28\.02\.2031/s);
    await boris.pressesPrivate("Внести по помещению");
    const balance = { Помещение: "45", "На конец дня": "28.02.2031", Долг: "900", Аванс: "20" };
    expect(JSON.stringify(await boris.submits(balance))).toContain("впишите разницу");
    await boris.submits({
      ...balance,
      Долг: "900,50",
      Аванс: "",
      "Долг надо было оплатить до": "15.01.2031",
    });
    await boris.commands("opening 45");
    expect(told()).toMatch(/конец дня 28\.02\.2031; срок оплаты долга был 15\.01\.2031.*900,50/s);
    await anna.writes("/bills");
    await anna.taps("Мой долг");
    expect(anna.reads()).toMatch(/начальный долг.*900,50.*март 2031/s);
    await boris.commands("opening");
    await boris.pressesPrivate("Внести по помещению");
    expect(JSON.stringify(await boris.submits({ ...balance, Аванс: "" }))).toContain("уже внесён");
    await boris.closesModal();
    await boris.commands("opening 45");
    await boris.pressesPrivate("Отменить остаток");
    await boris.submits({ Причина: "не та квартира" });
    await boris.commands("opening 45");
    expect(told()).toContain("начального остатка нет");
  });

  it("owed from before comes as a table, with its mistakes by row, and only after a yes", async () => {
    const { slack, staffChannel } = story.town;
    const table =
      "Остатки на начало;;;\nКвартира;Долг;Пени;Аванс\n45;1 200,50;10,00;\n46;;;300\n47;;;\n999;5;;\n45;1;;\n46;много;;\nИтого;1200,5;10;300\n";
    slack.post({
      user: billing.boris.id,
      channel: staffChannel,
      text: "сальдо на 28.02.2031",
      files: [{ name: "остатки.csv", bytes: Buffer.from(table) }],
    });
    await story.settled();
    const card = () => {
      const found = slack
        .messages(staffChannel)
        .findLast((each) => messageWords(each).includes("остатки.csv"));
      if (!found) throw new Error("no card of the balances");
      return found;
    };
    await story.eventually(() =>
      expect(messageWords(card())).toMatch(/Помещений.*2.*1.200,50.*10,00.*300,00.*Ошибок.*4/s),
    );
    expect(await db().openingBalance.count({ where: { reversedAt: null } })).toBe(0);
    await story.eventually(() =>
      expect(slack.thread(staffChannel, card().ts).flatMap(({ files }) => files ?? [])).toHaveLength(1),
    );
    await story.olga.presses("Внести", card());
    expect(story.olga.toldPrivately().at(-1)).toContain("нет прав");
    await billing.boris.presses("Внести", card());
    await story.eventually(() => expect(messageWords(card())).toContain("Внесены 2 остатка"));
    const entered = await db().openingBalance.findMany({
      where: { reversedAt: null },
      orderBy: { debt: "desc" },
    });
    expect(entered).toMatchObject([
      { debt: 120_050n, penalty: 1_000n, advance: 0n, date: "2031-02-28" },
      { debt: 0n, penalty: 0n, advance: 30_000n },
    ]);
    await billing.boris.commands("opening");
    expect(told()).toMatch(/по 2 помещениям.*1.200,50.*10,00.*300,00/s);
    expect(await verifyLedger(db(), story.town.company.id)).toEqual([]);
  });

  it("of an unknown payer waits in a list that only the accountant sees", async () => {
    const { boris } = billing;
    await story.olga.commands("payments");
    expect(story.olga.toldPrivately().at(-1)).toContain("Назовите помещение");
    await boris.commands("payments");
    expect(told()).toContain("Невыясненных платежей нет");
    await boris.pressesPrivate("Внести невыясненный платёж");
    const money = {
      Сумма: "много",
      "День платежа": "2031-03-22",
      "Как оплачено": "банк",
      "Кто платил": "СИДОРОВ С С",
      Примечание: "за квартиру",
    };
    expect(JSON.stringify(await boris.submits(money))).toContain("больше нуля");
    await boris.submits({ ...money, Сумма: "300,00" });
    await boris.commands("payments");
    expect(told()).toMatch(/1 платёж на 300,00.*22\.03\.2031 · 300,00.*СИДОРОВ С С · за квартиру/s);
  });

  it("is not entered once more by mistake, neither as somebody's payment nor as an unknown one", async () => {
    const { boris } = billing;
    const same = { Сумма: "300,00", "День платежа": "2031-03-22", "Как оплачено": "банк" };
    await boris.commands("payments 45");
    await boris.pressesPrivate("Внести платёж");
    expect(JSON.stringify(await boris.submits(same))).toMatch(/уже внесён: .*среди невыясненных/);
    await boris.closesModal();
    await boris.commands("payments");
    await boris.pressesPrivate("Внести невыясненный платёж");
    expect(JSON.stringify(await boris.submits(same))).toMatch(/уже внесён: .*среди невыясненных/);
    await boris.closesModal();
    expect(await db().ledgerEntry.count({ where: { kind: "payment" } })).toBe(1);
    // Another one of the same sum is taken, once that is said.
    await boris.commands("payments 45");
    await boris.pressesPrivate("Внести платёж");
    await boris.submits({ ...same, "Если такой платёж уже внесён": "Это другой платёж" });
    expect(await db().ledgerEntry.count({ where: { kind: "payment" } })).toBe(2);
    await boris.commands("payments 45");
    await presses("Отменить");
    await boris.submits({ Причина: "проба" });
    expect(await verifyLedger(db(), story.town.company.id)).toEqual([]);
  });

  it("becomes the payment of the unit that it is for, whose people hear nothing of its way", async () => {
    const { boris } = billing;
    await boris.commands("payments");
    await presses("Чей: ");
    expect(JSON.stringify(await boris.submits({ "Чей это платёж": "999" }))).toContain("«999» нет");
    await boris.submits({ "Чей это платёж": "45", "За какой месяц": "03.2031" });
    expect(told()).toMatch(/45 \(№ \d+\).*Платёж принят:.*март 2031: 300,00/s);
    await boris.commands("payments");
    expect(told()).toContain("Невыясненных платежей нет");
    expect(await db().payment.findFirstOrThrow({ where: { state: "posted" } })).toMatchObject({
      amount: 30_000n,
      forMonth: "2031-03",
    });
    await anna.writes("/bills");
    expect(anna.everythingRead()).not.toContain("СИДОРОВ");
    const news = () =>
      anna.messages().flatMap(({ text }) => text.match(/Оплата (получена|снята): .*/g) ?? []);
    // The first was taken back in the test before.
    await story.eventually(() =>
      expect(news().map((line) => line.replaceAll(/[\u00a0\u202f]/g, " "))).toEqual([
        expect.stringMatching(/^Оплата получена: 300,00 ₽, 22 марта 2031 г\. — .*, 45, лицевой счёт \d+/),
        expect.stringMatching(/^Оплата снята: 300,00 ₽/),
        expect.stringMatching(/^Оплата получена: 300,00 ₽/),
      ]),
    );
    expect(anna.everythingRead()).toMatch(/Осталось оплатить: [\d\s\u00a0,]+₽/);
  });

  it("waits again when the payment is cancelled, and goes back with a reason", async () => {
    const { boris } = billing;
    await boris.commands("payments 45");
    await presses("Отменить");
    await boris.submits({ Причина: "платил за 47" });
    expect(told()).toContain("снова среди невыясненных");
    await boris.commands("payments");
    await presses("Вернуть");
    await boris.submits({ Причина: "плательщик не найден" });
    expect(await db().suspensePayment.findMany()).toMatchObject([{ state: "returned" }]);
    await boris.commands("payments");
    expect(told()).toContain("Невыясненных платежей нет");
    expect(await db().auditEntry.count({ where: { act: "suspense.return" } })).toBe(1);
  });
});
