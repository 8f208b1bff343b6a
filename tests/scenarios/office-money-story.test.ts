import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { type HomeBilling, openHomeBilling } from "./support/billing.ts";
import type { Resident } from "./support/resident.ts";
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

  it("becomes the payment of the unit that it is for, whose people hear nothing of its way", async () => {
    const { boris } = billing;
    await boris.commands("payments");
    await presses("Чей: ");
    expect(JSON.stringify(await boris.submits({ "Чей это платёж": "999" }))).toContain("«999» нет");
    await boris.submits({ "Чей это платёж": "45", "За какой месяц": "03.2031" });
    expect(told()).toMatch(/45 \(№ \d+\).*Платёж принят:.*март 2031: 300,00/s);
    await boris.commands("payments");
    expect(told()).toContain("Невыясненных платежей нет");
    expect(await db().payment.findFirstOrThrow()).toMatchObject({ amount: 30_000n, forMonth: "2031-03" });
    await anna.writes("/bills");
    expect(anna.everythingRead()).not.toContain("СИДОРОВ");
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
