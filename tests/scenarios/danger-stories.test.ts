import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("danger and what is said beside a form on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  beforeAll(async () => {
    story = await openStory(database, { telegram: "webhook" });
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const read = () => story.town.domovoy.core.database.read;
  const newest = () => read().request.findFirstOrThrow({ orderBy: { number: "desc" } });

  it("danger is heard in the middle of a form, which goes on waiting", async () => {
    await anna.writes("Скрипит калитка");
    expect(anna.reads()).toContain("Добавьте фото или видео");
    await anna.writes("Пахнет газом в ванной!");
    const [first, second] = anna.answers();
    expect(first).toContain("112");
    expect(second).toMatch(/Авария № \d+/);
    expect((await newest()).priority).toBe("emergency");
    await anna.taps("Пропустить", anna.message("Добавьте фото или видео"));
    await anna.taps("Другое", anna.message("К чему это относится?"));
    await anna.taps("Пропустить", anna.message("Когда"));
    const { number } = await newest();
    expect(story.cardWords(number)).toContain("Скрипит калитка");
  });

  it("a reply to the office is no answer to the form that happens to be open", async () => {
    const number = await story.files(anna, "Не горит лампа у лифта");
    await story.olga.writes("! Какая именно?", story.card(number));
    await anna.writes("/new");
    await anna.repliesTo(anna.message("Какая именно?"), "Левая");
    expect(story.thread(number).at(-1)).toMatch(/^Пишет житель:.*Левая/s);
    await anna.writes("/cancel");
    expect(anna.reads()).toBe("Отменено. Ничего не отправлено.");
  });

  it("danger is heard in a word to the office and in why something is not done", async () => {
    const number = await story.files(john, "The tap drips");
    await john.taps("Write to the office");
    await john.writes("There is a smell of gas now");
    expect(john.answers()[0]).toContain("112");
    expect((await newest()).priority).toBe("emergency");

    const other = await story.files(john, "The boiler hums");
    await story.olga.presses("Взять", story.card(other));
    await story.olga.presses("Готово", story.card(other));
    await story.olga.submits({ "Что сделано? Это прочтёт житель.": "Отрегулировали" });
    await john.taps("Not done", john.message(`#${other}`));
    await john.writes("It smells of gas");
    expect(john.answers()[0]).toContain("112");
    await john.taps("Skip");
    expect(await read().request.findFirstOrThrow({ where: { number: other } })).toMatchObject({
      priority: "emergency",
      state: "in_progress",
      returnCount: 1,
    });
    expect(number).toBeLessThan(other);
  });

  it("an emergency of somebody with two homes asks which, and takes a flat before a parking space", async () => {
    const { core } = story.town.domovoy;
    const ivan = await story.resident({ unit: "47", name: "Иван", language: "ru" });
    const own = await read().occupancy.findFirstOrThrow({
      where: { unit: { number: "47" } },
      include: { unit: true },
    });
    const alsoHolds = (number: string, kind: "parking" | "apartment") =>
      core.database.transaction(async (tx) => {
        const { companyId, personId, from, verifiedAt } = own;
        const { buildingId } = own.unit;
        const { id: unitId } = await tx.unit.create({ data: { companyId, buildingId, number, kind } });
        await tx.occupancy.create({
          data: { companyId, personId, unitId, kind: own.kind, from, verifiedAt },
        });
      });
    await alsoHolds("12", "parking");
    await ivan.writes("Прорвало трубу, заливает кухню!");
    expect((await newest()).unitId).toBe(own.unitId);
    await alsoHolds("101", "apartment");
    await ivan.writes("Прорвало трубу, заливает комнату!");
    expect(ivan.reads()).toContain("Где это?");
    await ivan.taps(ivan.buttons().find((label) => label.includes("101")) ?? "");
    expect((await newest()).priority).toBe("emergency");
    expect(await read().unit.findUnique({ where: { id: (await newest()).unitId ?? "" } })).toMatchObject({
      number: "101",
    });
  });

  it("words that are too long for a request are told to be, and what can't be used is answered", async () => {
    await john.writes(`Smell of gas. ${"x".repeat(3001)}`);
    expect(john.reads()).toContain("at most 3000 fit");
    expect(john.reads()).toContain("112");
    await john.writes("/cancel");
    story.town.telegram.sendContact({ from: john.id, contact: { phone: "+10000000", firstName: "Plumber" } });
    await story.eventually(() => expect(john.reads()).toContain("/help"));
  });
});
