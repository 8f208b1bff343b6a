import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePhoto } from "../../src/sandbox/telegram/files/sample-photo.ts";
import { databases } from "../support/databases.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { pollDesk } from "./support/poll-desk.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("polls in time, and those of residents, on $name", (database) => {
  let story: Story;
  let desk: ReturnType<typeof pollDesk>;
  let anna: Resident;
  let john: Resident;
  let mail: MailServer;
  beforeAll(async () => {
    mail = await startMailServer();
    story = await openStory(database, {
      letters: { mail: { url: mail.url, from: "Дом <office@example.org>" } },
    });
    desk = pollDesk(story);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
    await mail.stop();
  });

  const told = (who: Resident, words: string | RegExp): number =>
    who.messages().filter(({ text }) => (typeof words === "string" ? text.includes(words) : words.test(text)))
      .length;

  it("opens when it was planned, with its pictures", async () => {
    const question = "Какой забор?";
    await desk.drafts({
      question,
      options: ["Кованый", "Живая изгородь"],
      lasts: 5,
      more: {
        "Начать не сразу, а в этот день": story.day(1),
        "Время начала": "9:30",
        "Фото, до 5": [{ name: "забор.jpg", bytes: await samplePhoto({ color: "#336699" }) }],
      },
    });
    await story.eventually(() => expect(desk.words(question)).toContain("1 фото"));
    await story.olga.presses("Начать по плану", desk.card(question));
    expect(desk.words(question)).toContain("Запланирован");
    await story.runs("run-polls");
    expect(told(anna, question)).toBe(0);
    story.clock.strikes("09:31");
    await story.runs("run-polls");
    await story.runs("run-polls");
    await story.settled();
    expect(told(anna, question)).toBe(1);
    expect(anna.message(question).raw.photo).toBeDefined();
    expect(desk.words(question)).toContain("Идёт");
  });

  it("reminds those who have not voted by their ways, once, and nobody in the quiet time", async () => {
    const question = "Какой забор?";
    const { core } = story.town.domovoy;
    const { id: annaId } = await core.database.read.person.findFirstOrThrow({
      where: { identities: { some: { externalId: String(anna.id) } } },
    });
    await core.database.transaction((tx) =>
      tx.person.update({ where: { id: annaId }, data: { quietFrom: 22 * 60, quietTo: 8 * 60 } }),
    );
    // Who is not in Telegram is told by the way there is.
    await core.database.transaction(async (tx) => {
      const { personId, companyId } = await tx.occupancy.findFirstOrThrow({
        where: { unit: { number: "47" } },
      });
      const address = "petr@example.org";
      const sealed = {
        valueSealed: core.vault.seal(address),
        valueHash: core.vault.hash("contact", address),
      };
      const at = story.clock.now();
      const known = { companyId, personId, kind: "email" as const, confirmedAt: at, createdAt: at };
      await tx.contactPoint.create({ data: { ...known, ...sealed, position: 1 } });
    });
    await story.runs("remind-voters");
    expect(told(anna, "скоро закончится")).toBe(0);
    // The poll ends on the fifth day at 20:00: the reminder is due a day before.
    story.clock.passes({ days: 3 });
    story.clock.strikes("23:00");
    const { endAt } = await desk.row(question);
    expect(endAt.getTime() - story.clock.now().getTime()).toBeLessThan(24 * 3_600_000);
    await story.runs("remind-voters");
    await story.settled();
    expect(told(anna, "скоро закончится")).toBe(0);
    expect(told(john, /скоро закончится|ends soon/)).toBe(0);
    expect(mail.letters).toHaveLength(0);
    story.clock.strikes("08:01");
    await story.runs("remind-voters");
    await story.runs("remind-voters");
    await story.settled();
    expect(told(anna, "скоро закончится")).toBe(1);
    expect(told(john, /скоро закончится|ends soon/)).toBe(1);
    await story.eventually(() => expect(mail.letters).toHaveLength(1));
    expect(mail.letters[0]?.to).toEqual(["petr@example.org"]);
    expect(mail.letters[0]?.words).toContain("опрос скоро закончится");
    await anna.taps("Ответить", anna.message("скоро закончится"));
    await anna.taps("Кованый");
    expect(await desk.counts(question)).toMatchObject({ Кованый: 1 });
  });

  it("lists the polls that ask somebody, with the own state in each", async () => {
    await anna.writes("/polls");
    expect(anna.reads()).toMatch(/Вас спрашивают: 1 опрос.*Какой забор\? · вы ответили · Можно ответить до/s);
    await john.writes("/polls");
    expect(john.reads()).toMatch(/You are asked: 1 poll.*you have not answered/s);
    await john.taps(john.buttons()[0] ?? "");
    expect(john.reads()).toMatch(/Poll #\d+: Какой забор/);
    await john.taps("Живая изгородь");
    expect(john.reads()).toContain("Your vote is counted");
  });

  it("a resident may propose one only where the building allows it; the staff decide and say why", async () => {
    await john.writes("/poll");
    expect(john.answers().join()).toContain("the management starts polls");
    await story.olga.commands("polls");
    await story.olga.pressesPrivate("Настройки");
    await story.olga.submits({
      Дом: "ул. Ленина, 1",
      "Могут ли жители предлагать опросы": "Да, с нашей проверкой",
    });
    const propose = async (question: string): Promise<void> => {
      await john.writes("/poll");
      await john.writes(question);
      await john.writes("Yes\nNo");
      await john.taps("One");
      await john.taps("Skip");
    };
    await propose("A shared bicycle room?");
    expect(john.reads()).toContain("We passed the poll on");
    expect(told(anna, "bicycle")).toBe(0);
    expect(desk.words("bicycle")).toMatch(/Предложен жителем.*John Miller/s);
    await story.olga.presses("Отклонить", desk.card("bicycle"));
    await story.olga.submits({ "Почему? Это прочитает житель": "Такое помещение уже есть" });
    await story.settled();
    expect(john.reads()).toMatch(/decided not to hold it.*Такое помещение уже есть/s);

    await propose("A barbecue in May?");
    await story.olga.presses("Провести", desk.card("barbecue"));
    await story.settled();
    expect(told(anna, "barbecue")).toBe(1);
    expect(told(john, /it has started/)).toBe(1);
    const lasts = (await desk.row("A barbecue in May?")).endAt.getTime() - story.clock.now().getTime();
    expect(lasts / 86_400_000).toBeCloseTo(7, 1);
    const again = desk.card("barbecue");
    expect(messageWords(again)).toContain("Идёт");
  });
});
