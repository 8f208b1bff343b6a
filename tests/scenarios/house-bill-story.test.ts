import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { type HomeBilling, openHomeBilling } from "./support/billing.ts";
import { addsMeter } from "./support/meters.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("what a house shares on $name", (database) => {
  let story: Story;
  let billing: HomeBilling;
  let anna: Resident;
  let petr: Resident;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    petr = await story.resident({ unit: "47", name: "Pyotr", language: "en" });
    billing = await openHomeBilling(story);
    await addsMeter(story, "Ленина 1", { kind: "Электричество", serial: "D-1", readings: "1000" });
    story.clock.passes({ days: 10 });
  }, 120_000);
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const reads = async (value: string) => {
    await story.olga.commands("reading Ленина 1");
    await story.olga.submits({
      "Электричество № D-1": value,
      "Если значение необычное": "Проверено, всё верно",
    });
  };
  const why = async (who: Resident, button: string): Promise<string> => {
    await who.writes("/bills");
    await who.taps(button);
    return who.reads();
  };

  it("is explained by the readings of the house's own meter, and a supplier's invoice by its sum", async () => {
    const { boris } = billing;
    await boris.commands("tariffs");
    await boris.pressesPrivate("Электричество");
    await boris.submits({
      "Как считается": "общедомовое: счётчик дома минус счётчики помещений",
      Цена: "6,99",
      "Действует с": "01.01.2031",
    });
    await boris.commands("tariffs");
    await boris.pressesPrivate("Добавить услугу");
    await boris.submits({
      "Название по-русски": "Уборка",
      "Название по-английски": "Cleaning",
      Единица: "м²",
    });
    await boris.commands("tariffs");
    await boris.pressesPrivate("Уборка");
    await boris.submits({ "Как считается": "доля счёта поставщика", "Действует с": "01.01.2031" });
    await boris.commands("tariffs");
    await boris.pressesPrivate("Счёт поставщика");
    const { address } = await story.town.domovoy.core.database.read.building.findFirstOrThrow();
    await boris.submits({
      Дом: address,
      Услуга: "Уборка",
      "За какой месяц": "2031-03",
      "Сумма по дому": "9000",
    });
    await reads("2000");
    await billing.publishes("2031-03");
    const said = await why(anna, "Почему столько");
    expect(said).toMatch(
      /Расход по общедомовому счётчику 1.?000 − .*По показаниям: 2.?000 \(22 марта 2031 г\.\) − 1.?000 \(12 марта 2031 г\.\)\. Электричество № D-1/s,
    );
    expect(said).toMatch(/Счёт поставщика на дом — 9.000,00.*ваша доля — 52,4 из /);
    const told = await why(petr, "Why this sum");
    expect(told).toMatch(
      /Used by the house's meter 1.?000 − .*By readings: 2.?000 \(March 22, 2031\) − 1.?000 \(March 12, 2031\)\. Electricity No. D-1/s,
    );
    expect(told).toMatch(/The supplier's invoice for the house is .*9,000\.00.*your part is /);
  }, 120_000);

  it("is called an average while nobody reads that meter", async () => {
    story.clock.passes({ days: 30 });
    await reads("3500");
    await billing.publishes("2031-04");
    story.clock.passes({ days: 30 });
    await billing.publishes("2031-05");
    expect(await why(anna, "Почему столько")).toMatch(
      /Расход по общедомовому счётчику 1.?500 − .*Показаний не было, поэтому взято среднее за: апрель 2031.*Электричество № D-1: 2.?000 \(22 марта 2031 г\.\).*Электричество № D-1: 3.?500 \(/s,
    );
    expect(await why(petr, "Why this sum")).toMatch(
      /Used by the house's meter 1.?500 − .*the average serves; it was taken from: April 2031/s,
    );
  }, 120_000);
});
