import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { announcementCards, confirmedByOne, write } from "./support/announcements.ts";
import type { Colleague } from "./support/colleague.ts";
import { addMail } from "./support/reach.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

const sentence = "Приходите с детьми и друзьями, будет чай из самовара и музыка. ";

describe.each(databases)("the daily digest by letter on $name", (database) => {
  let story: Story;
  let mail: MailServer;
  let vera: Colleague;
  let anna: Resident;
  let number = 0;
  beforeAll(async () => {
    mail = await startMailServer();
    story = await openStory(database, {
      letters: { mail: { url: mail.url, from: "Дом <office@example.org>" } },
    });
    await confirmedByOne(story);
    vera = await story.colleague({ name: "Vera", role: "manager" });
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    await addMail(story, "46", "john@example.org");
    await addMail(story, "47", "petr@example.org");
    const { read } = story.town.domovoy.core.database;
    for (const [unit, language] of [
      ["45", "ru"],
      ["46", "en"],
      ["47", "ru"],
    ] as const) {
      const { personId, companyId } = await read.occupancy.findFirstOrThrow({
        where: { unit: { number: unit } },
      });
      await story.town.domovoy.core.database.transaction(async (tx) => {
        await tx.person.update({ where: { id: personId }, data: { language } });
        await tx.notificationPreference.create({ data: { personId, companyId, digest: true } });
      });
    }
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
    await mail.stop();
  });

  const sends = async (values: Readonly<Record<string, unknown>>) => {
    await write(story, vera, { "О чём?": "Другое", ...values });
    number += 1;
    await vera.presses("Отправить", announcementCards(story).of(number));
    await story.settled();
  };
  const letterTo = (address: string) => mail.letters.filter(({ to }) => to.includes(address));

  it("has the words of each in the reader's language, shortened where they are long, with when and where", async () => {
    await sends({
      "Какого вида?": "Событие",
      "Заголовок по-русски": "Праздник двора",
      "Текст по-русски": `${sentence.repeat(20)}Конец.`,
      "Заголовок по-английски": "Yard party",
      "Текст по-английски": "Bring a cake.",
      Начало: "15.03.2031 12:00",
      Окончание: "15.03.2031 15:00",
    });
    await sends({
      "Какого вида?": "Правила",
      "Заголовок по-русски": "Тишина",
      "Текст по-русски": "После 22 часов тихо.",
      "Заголовок по-английски": "Quiet",
      "Текст по-английски": "Quiet after ten.",
    });
    expect(mail.letters).toEqual([]);
    story.clock.strikes("18:01");
    await story.runs("announcements");
    await story.settled();
    await story.eventually(() => expect(mail.letters).toHaveLength(2));

    const [russian] = letterTo("petr@example.org");
    const words = russian?.words ?? "";
    expect(words).toContain("Новости за день: 2");
    expect(words).toContain("📅 Праздник двора");
    expect(words).toContain("Приходите с детьми и друзьями");
    expect(words).toMatch(/\S…/);
    expect(words).not.toContain("Конец.");
    expect(words).toMatch(/Когда: 15 мар\., 12:00 – 15 мар\., 15:00/);
    expect(words).toMatch(/Где: .*Ленина, 1/);
    expect(words).toContain("После 22 часов тихо.");
    expect(words).toContain("целиком они в боте: /news");
    expect(words).not.toContain("Нажмите кнопку");
    // Rules are acknowledged from the digest too.
    const link = /Ознакомлен\(а\): Тишина: (http:\S+)/.exec(words)?.[1] ?? "";
    expect((await fetch(link, { method: "POST" })).status).toBe(200);

    const [english] = letterTo("john@example.org");
    expect(english?.words).toContain("Bring a cake.");
    expect(english?.words).toContain("Quiet after ten.");
    expect(english?.words).toContain("When: ");
  });

  it("is corrected by a letter, and in the chat where it stands", async () => {
    const digest = anna.message("Новости за день: 2");
    expect(digest.text).toContain("Праздник двора");
    expect(digest.text).not.toContain("Приходите с детьми");
    await vera.presses("Исправить", announcementCards(story).of(1));
    await vera.submits({
      "Заголовок по-русски": "Праздник перенесён",
      "Текст по-русски": "Приходите в воскресенье.",
      "Заголовок по-английски": "The party is moved",
      "Текст по-английски": "Come on Sunday.",
    });
    await story.settled();
    await story.eventually(() => expect(mail.letters).toHaveLength(4));
    expect(letterTo("petr@example.org")[1]?.words).toContain("Приходите в воскресенье.");
    expect(letterTo("john@example.org")[1]?.words).toContain("Come on Sunday.");
    await story.eventually(() =>
      expect(anna.message("Новости за день: 2").text).toContain("Праздник перенесён"),
    );
    expect(anna.message("Новости за день: 2").id).toBe(digest.id);
    expect(anna.message("Новости за день: 2").text).not.toContain("Праздник двора");
    expect(anna.everythingRead()).not.toContain("Приходите в воскресенье.");
  });

  it("of a single announcement is that announcement, and corrected like it", async () => {
    await sends({
      "Какого вида?": "Новость",
      "Заголовок по-русски": "Новые лампы",
      "Текст по-русски": "Ставим завтра.",
    });
    story.clock.passes({ days: 1 });
    await story.runs("announcements");
    await story.settled();
    await story.eventually(() => expect(anna.reads()).toContain("Ставим завтра."));
    const { id } = anna.message("Ставим завтра.");
    await vera.presses("Исправить", announcementCards(story).of(number));
    await vera.submits({ "Текст по-русски": "Ставим в среду." });
    await story.settled();
    await story.eventually(() => expect(anna.message("Ставим в среду.").id).toBe(id));
  });
});
