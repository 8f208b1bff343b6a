import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { announcementCards, write } from "./support/announcements.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

/** With the settings that every company begins with. */
describe.each(databases)("the second person of a company with one house on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let number = 0;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const core = () => story.town.domovoy.core;
  const card = () => announcementCards(story).of(number);
  const drafts = async (title: string) => {
    await write(story, story.olga, {
      "Какого вида?": "Новость",
      "О чём?": "Другое",
      "Заголовок по-русски": title,
      "Текст по-русски": `${title}: подробности.`,
    });
    number += 1;
    await story.olga.presses("Отправить", card());
    await story.settled();
  };
  const waits = () => messageWords(card()).includes("Нужно подтверждение второго человека");

  it("is nobody where one works alone", async () => {
    await drafts("Новый замок");
    expect(waits()).toBe(false);
    expect(anna.reads()).toContain("Новый замок");
  });

  it("is nobody who has a role, but no account to press a button with", async () => {
    const { id: companyId } = story.town.company;
    await core().database.transaction(async (tx) => {
      const { id: personId } = await tx.person.create({
        data: { companyId, nameSealed: core().vault.seal("Ира") },
      });
      await tx.role.create({ data: { companyId, personId, kind: "manager" } });
    });
    await drafts("Новый домофон");
    expect(waits()).toBe(false);
    expect(anna.reads()).toContain("Новый домофон");
  });

  it("is asked as soon as there is one", async () => {
    const vera = await story.colleague({ name: "Vera", role: "manager" });
    await drafts("Новая лавка");
    expect(waits()).toBe(true);
    await story.olga.presses("Подтвердить вторым", card());
    await story.settled();
    expect(story.olga.toldPrivately().at(-1)).toContain("вторым должен быть кто-то другой");
    expect(anna.everythingRead()).not.toContain("Новая лавка");
    await vera.presses("Подтвердить вторым", card());
    await story.settled();
    expect(anna.reads()).toContain("Новая лавка");
  });

  it("is not waited for once they are gone", async () => {
    await drafts("Новая дверь");
    expect(waits()).toBe(true);
    await core().database.transaction((tx) =>
      tx.role.updateMany({ where: { kind: "manager" }, data: { revokedAt: story.clock.now() } }),
    );
    await story.olga.presses("Подтвердить вторым", card());
    await story.settled();
    expect(anna.reads()).toContain("Новая дверь");
    expect(messageWords(card())).not.toContain("Вторым подтвердил(а)");
  });

  it("is asked for or not as the administrator says", async () => {
    await story.colleague({ name: "Petr", role: "manager" });
    await story.olga.commands("announcements");
    await story.olga.pressesPrivate("Настройки");
    await story.olga.submits({ "Второй человек подтверждает": "никогда" });
    await drafts("Новая плитка");
    expect(waits()).toBe(false);
    expect(anna.reads()).toContain("Новая плитка");
  });
});
