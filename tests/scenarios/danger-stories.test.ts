import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { moveOut } from "../../src/core/directory/move-out.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import { databases } from "../support/databases.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

const system = { kind: "system", name: "test", companyId: null } as const;

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

  it("an emergency of somebody with two homes is filed before they say which, and takes a flat before a parking space", async () => {
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
    const filed = await newest();
    expect(filed).toMatchObject({ priority: "emergency", unitId: null, buildingId: own.unit.buildingId });
    expect(story.cardWords(filed.number)).toMatch(/ещё не сказано.*101.*47|ещё не сказано.*47.*101/s);
    expect(ivan.reads()).toContain("Где именно");
    // It is about a home, so no neighbour is offered to join it and read its words.
    await john.writes("The tap drips a little");
    await john.taps("Skip");
    await john.taps("Plumbing");
    await john.taps("Skip");
    expect(john.everythingRead()).not.toContain(`Join #${filed.number}`);
    await john.writes("/cancel");
    await ivan.taps(ivan.buttons().find((label) => label.includes("101")) ?? "");
    expect((await newest()).id).toBe(filed.id);
    expect(story.thread(filed.number).at(-1)).toContain("101");
    expect(story.cardWords(filed.number)).toContain("кв. 101");
    expect(story.cardWords(filed.number)).not.toContain("ещё не сказано");
    expect(ivan.buttons().join()).not.toContain("101");
    expect(await read().unit.findUnique({ where: { id: (await newest()).unitId ?? "" } })).toMatchObject({
      number: "101",
    });
  });

  it("a home that was moved out of while the form was open is asked for anew, never changed for another", async () => {
    const { core } = story.town.domovoy;
    const maria = await story.resident({ unit: "47", name: "Мария", language: "ru" });
    const own = await read().occupancy.findFirstOrThrow({
      where: {
        unit: { number: "47" },
        person: { identities: { some: { chatId: String(maria.id) } } },
      },
      include: { unit: true },
    });
    const { companyId, personId, from, verifiedAt, kind } = own;
    const { buildingId } = own.unit;
    const second = await core.database.transaction(async (tx) => {
      const unit = await tx.unit.create({
        data: { companyId, buildingId, number: "102", kind: "apartment" },
      });
      await tx.occupancy.create({ data: { companyId, personId, unitId: unit.id, kind, from, verifiedAt } });
      return unit;
    });
    const before = (await newest()).number;
    await maria.writes("Капает кран на кухне");
    await maria.taps("Пропустить");
    await maria.taps("Другое");
    await maria.taps(maria.buttons().find((label) => label.includes("102")) ?? "");
    if (maria.buttons().includes("Нет, у меня другое")) await maria.taps("Нет, у меня другое");
    await runWork(core, { actor: system, channel: "cli" }, (work) =>
      moveOut(work, { personId, unitId: second.id }),
    );
    await story.settled();
    await maria.taps("Пропустить", maria.message("Когда"));
    expect((await newest()).number).toBe(before);
    const asked = maria.message("больше не ваше");
    const labels = asked.buttons.flat().map(({ text }) => text);
    expect(labels.join()).not.toContain("102");
    await maria.taps(labels.find((label) => label.includes("47")) ?? "", asked);
    expect(await newest()).toMatchObject({ number: before + 1, unitId: own.unitId });
  });

  it("pictures that follow an emergency belong to it, those of later do not", async () => {
    await john.writes("The pipe has burst, water everywhere!");
    const { number } = await newest();
    expect(john.reads()).toContain("send them now");
    await john.sendsPhoto();
    expect(john.answers().join("\n")).toContain(`Added to emergency #${number}`);
    await story.eventually(() => expect(story.filesInThread(number)).toHaveLength(1));
    await john.sendsAlbum(2);
    await story.eventually(() => expect(story.filesInThread(number)).toHaveLength(3));
    expect((await newest()).number).toBe(number);

    story.clock.passes({ minutes: 16 });
    await john.sendsPhoto();
    expect(john.reads()).toContain("What happened?");
    await john.writes("/cancel");
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
