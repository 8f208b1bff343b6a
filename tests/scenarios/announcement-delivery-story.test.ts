import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { type SmsCentre, startSmsCentre } from "../support/sms-centre.ts";
import { announcementCards, confirmedByOne, write } from "./support/announcements.ts";
import type { Colleague } from "./support/colleague.ts";
import type { Resident } from "./support/resident.ts";
import { buttonsOf, messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

const outage = { "Какого вида?": "Отключение", "О чём?": "Вода" };
const words = (title: string) => ({
  "Заголовок по-русски": title,
  "Текст по-русски": `${title}: подробности.`,
});

describe.each(databases)("delivery of announcements on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  let mail: MailServer;
  let sms: SmsCentre;
  beforeAll(async () => {
    mail = await startMailServer();
    sms = await startSmsCentre();
    const smpp = {
      host: "127.0.0.1",
      port: sms.port,
      tls: false,
      systemId: "office",
      password: "secret",
      from: "",
    };
    story = await openStory(database, {
      letters: { mail: { url: mail.url, from: "Дом <office@example.org>" }, sms: { kind: "smpp", ...smpp } },
    });
    await confirmedByOne(story);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    await addMail("47", "petr@example.org");
    await addMail("45", "anna@example.org");
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
    await Promise.all([mail.stop(), sms.stop()]);
  });

  const core = () => story.town.domovoy.core;
  const olga = (): Colleague => story.olga;
  const card = (number: number) => announcementCards(story).of(number);
  const cardWords = (number: number) => messageWords(card(number));
  const addMail = async (unit: string, address: string) => {
    const { database: db, vault } = core();
    const { personId, companyId } = await db.read.occupancy.findFirstOrThrow({
      where: { unit: { number: unit } },
    });
    await db.transaction((tx) =>
      tx.contactPoint.create({
        data: {
          companyId,
          personId,
          kind: "email",
          valueSealed: vault.seal(address),
          valueHash: vault.hash("contact", address),
          confirmedAt: new Date("2031-01-01T00:00:00Z"),
          position: 5,
          createdAt: new Date("2031-01-01T00:00:00Z"),
        },
      }),
    );
  };
  const sends = async (number: number) => {
    await olga().presses("Отправить", card(number));
    await story.settled();
    await story.runs("announcements");
  };
  const deliveries = async (number: number) => {
    const { read } = core().database;
    const { id } = await read.announcement.findFirstOrThrow({ where: { number } });
    const rows = await read.delivery.findMany({
      where: { announcementId: id },
      orderBy: { queuedAt: "asc" },
    });
    return rows.map(({ way, state }) => `${way} ${state}`).sort();
  };

  it("counts what each way will carry, and what SMS will cost", async () => {
    const { companyId } = await core().database.read.building.findFirstOrThrow();
    await core().database.transaction((tx) =>
      tx.smsTariff.create({ data: { companyId, pricePerSegment: 450n } }),
    );
    await write(story, olga(), { ...outage, ...words("Нет воды") });
    expect(cardWords(1)).toContain("Telegram 2");
    expect(cardWords(1)).toContain("SMS 1");
    expect(cardWords(1)).toMatch(/SMS обойдутся примерно в (9|13),[05]0/);
    expect(cardWords(1)).not.toContain("Бумага");
  });

  it("takes the next way at once when somebody has blocked the bot, and the next after that", async () => {
    const { telegram } = story.town;
    const description = "Forbidden: bot was blocked by the user";
    telegram.fault({ method: "sendMessage", chatId: anna.id, answer: "forbidden", description });
    // The network refuses Anna's number for good, then Peter's: both are written to.
    sms.refuse(0x0b, 0x0b);
    await sends(1);
    await story.eventually(() => expect(mail.letters).toHaveLength(2));
    await story.settled();
    await story.runs("announcements");
    expect(await deliveries(1)).toEqual([
      "email sent",
      "email sent",
      "sms failed",
      "sms failed",
      "telegram failed",
      "telegram sent",
    ]);
    expect(mail.letters.map(({ to }) => to[0]).sort()).toEqual(["anna@example.org", "petr@example.org"]);
    expect(mail.letters[0]?.words).toContain("Нет воды: подробности.");
    expect(cardWords(1)).toContain("доставлено 3 из 3");
  });

  it("obeys a 429 and tells everybody once", async () => {
    story.town.telegram.fault({ method: "sendMessage", answer: "rate-limited", retryAfter: 1 });
    await anna.writes("/start");
    await write(story, olga(), { "Какого вида?": "Новость", "О чём?": "Другое", ...words("Сменили замок") });
    await sends(2);
    await story.eventually(() => expect(anna.reads()).toContain("Сменили замок"));
    await story.eventually(() => expect(john.reads()).toContain("Сменили замок"));
    for (const who of [anna, john])
      expect(who.messages().filter(({ text }) => text.includes("Сменили замок"))).toHaveLength(1);
  });

  it("sends a short correction where nothing can be edited", async () => {
    const before = mail.letters.length;
    await olga().presses("Исправить", card(1));
    await olga().submits(words("Вода к обеду"));
    await story.eventually(() => expect(mail.letters.length).toBe(before + 2));
    expect(mail.letters.at(-1)?.words).toContain("Вода к обеду: подробности.");
    await story.settled();
    expect(john.message("Вода к обеду").history).toHaveLength(1);
  });

  it("keeps the quiet hours, but not for an emergency", async () => {
    story.clock.strikes("23:30");
    await write(story, olga(), { "Какого вида?": "Событие", "О чём?": "Двор", ...words("Субботник") });
    await write(story, olga(), { "Какого вида?": "Авария", "О чём?": "Вода", ...words("Прорыв трубы") });
    await sends(3);
    await sends(4);
    expect(john.reads()).toContain("Прорыв трубы");
    expect(john.everythingRead()).not.toContain("Субботник");
    expect(cardWords(3)).toContain("получат позже");
    story.clock.strikes("08:01");
    await story.runs("announcements");
    await story.settled();
    expect(john.reads()).toContain("Субботник");
  });

  it("gathers the quiet kinds in one digest for who wants it", async () => {
    const { read } = core().database;
    const { personId, companyId } = await read.identity.findFirstOrThrow({
      where: { externalId: String(john.id) },
    });
    await core().database.transaction((tx) =>
      tx.notificationPreference.create({ data: { personId, companyId, digest: true } }),
    );
    story.clock.strikes("12:00");
    for (const [index, title] of ["Новые скамейки", "Покраска ворот"].entries()) {
      await write(story, olga(), { "Какого вида?": "Новость", "О чём?": "Двор", ...words(title) });
      await sends(5 + index);
    }
    expect(anna.reads()).toContain("Покраска ворот");
    expect(john.everythingRead()).not.toContain("Покраска ворот");
    story.clock.strikes("18:01");
    await story.runs("announcements");
    await story.settled();
    expect(john.reads()).toContain("News of the day: 2");
    await john.taps("Новые скамейки");
    expect(john.reads()).toContain("Новые скамейки: подробности.");
    await story.runs("announcements");
    expect(cardWords(6)).toContain("доставлено");
  });

  it("asks a second person where the company wants one", async () => {
    await olga().commands("announcements");
    await olga().pressesPrivate("Настройки");
    await olga().submits({ "Второй человек подтверждает": "всё" });
    const vera = await story.colleague({ name: "Vera", role: "manager" });
    await write(story, vera, { "Какого вида?": "Правила", "О чём?": "Другое", ...words("Тишина после 22") });
    await vera.presses("Отправить", card(7));
    expect(cardWords(7)).toContain("Нужно подтверждение второго человека");
    expect(anna.everythingRead()).not.toContain("Тишина");
    await vera.presses("Подтвердить вторым", card(7));
    expect(vera.toldPrivately().at(-1)).toContain("вторым должен быть кто-то другой");
    await olga().presses("Подтвердить вторым", card(7));
    await story.settled();
    expect(anna.reads()).toContain("Пожалуйста, нажмите кнопку");
    await anna.taps("Ознакомлен(а)");
    await story.settled();
    expect(cardWords(7)).toContain("Ознакомились: 1");
    await vera.presses("Исправить", card(7));
    await vera.submits(words("Тишина после 23"));
    await story.settled();
    expect(cardWords(7)).not.toContain("Ознакомились");
    expect(anna.message("после 23").buttons.flat()).toHaveLength(1);
  });

  it("goes into the building's group and topic, is pinned there, and unpinned when it is past", async () => {
    const { telegram } = story.town;
    const group = telegram.createGroup({
      title: "Ленина, 1",
      members: [anna.id, john.id],
      forum: true,
      bot: "administrator",
    });
    const made = await fetch(`${telegram.apiRoot}/bot${telegram.token}/createForumTopic`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ chat_id: group.id, name: "Объявления" }),
    });
    const { result } = (await made.json()) as { result: { message_thread_id: number } };
    const building = await core().database.read.building.findFirstOrThrow();
    await core().database.transaction((tx) =>
      tx.buildingChat.create({
        data: {
          companyId: building.companyId,
          buildingId: building.id,
          platform: "telegram",
          chatId: String(group.id),
          threadId: String(result.message_thread_id),
          createdAt: core().clock.now(),
        },
      }),
    );
    await write(story, olga(), { ...outage, ...words("Не работает лифт") });
    await sends(8);
    await story.settled();
    const posted = () => telegram.messages(group.id).find(({ text }) => text.includes("Не работает лифт"));
    expect(posted()).toMatchObject({ topic: result.message_thread_id, isPinned: true });
    expect(cardWords(8)).toContain("Размещено в 1 группе");
    story.clock.passes({ days: 4 });
    await story.runs("announcements");
    expect(posted()?.isPinned).toBe(false);
    expect(buttonsOf(card(8).blocks)).toEqual(["Отчёт о доставке", "Снова работает"]);
  });

  it("tells staff where the bot may not pin", async () => {
    const { telegram } = story.town;
    const { chatId } = await core().database.read.buildingChat.findFirstOrThrow();
    telegram.setBotStatus({
      chat: Number(chatId),
      by: anna.id,
      as: "administrator",
      rights: { can_pin_messages: false },
    });
    await write(story, olga(), { ...outage, ...words("Ремонт крыльца") });
    await sends(9);
    await story.settled();
    await story.runs("announcements");
    expect(cardWords(9)).toContain("боту нельзя закреплять");
  });

  it("goes out at its time, and again a week later", async () => {
    await olga().commands("announcements");
    await olga().pressesPrivate("Настройки");
    await olga().submits({ "Второй человек подтверждает": "никогда" });
    await write(story, olga(), {
      "Какого вида?": "Новость",
      "О чём?": "Двор",
      ...words("Вывоз мусора"),
      "Отправить в": story.day(1).split("-").reverse().join(".").concat(" 10:00"),
      Повторять: "Каждую неделю",
    });
    await olga().presses("Запланировать", card(10));
    expect(cardWords(10)).toContain("Запланировано");
    const told = () => anna.messages().filter(({ text }) => text.includes("Вывоз мусора")).length;
    expect(told()).toBe(0);
    story.clock.strikes("09:59");
    story.clock.strikes("10:01");
    await story.runs("announcements");
    await story.settled();
    expect(told()).toBe(1);
    expect(cardWords(11)).toContain("Запланировано");
    story.clock.passes({ days: 7 });
    await story.runs("announcements");
    await story.settled();
    expect(told()).toBe(2);
    await olga().presses("Отменить", card(12));
    expect(cardWords(12)).toContain("Отменено");
  });
});
