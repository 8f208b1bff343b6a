import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { moveOut } from "../../src/core/directory/move-out.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import { databases } from "../support/databases.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("at the door on $name", (database) => {
  let story: Story;
  beforeAll(async () => {
    story = await openStory(database, { library: "telegraf", slack: "http" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const read = () => story.town.domovoy.core.database.read;
  const system = { kind: "system", name: "test", companyId: null } as const;

  it("a stranger can do nothing but join, and is told how in their own language", async () => {
    const oleg = story.stranger({ name: "Олег", language: "ru" });
    const mary = story.stranger({ name: "Mary", language: "en" });
    for (const words of ["/start", "У нас течёт крыша", "/new", "/requests", "/find крыша"]) {
      await oleg.writes(words);
      expect(oleg.answers().join("\n")).toMatch(/Давайте познакомимся|Сначала/);
    }
    await oleg.sendsPhoto("Пожар!");
    await mary.writes("hello");
    expect(mary.everythingRead()).toContain("Let's get to know each other");
    expect(mary.buttons().length + mary.message("get to know").buttons.length).toBeGreaterThan(0);
    expect(await read().request.count()).toBe(0);
    expect(await read().attachment.count()).toBe(0);
  });

  it("joins by the code of an invite, typed, once", async () => {
    const code = await story.town.company.inviteTo("45");
    const anna = story.stranger({ name: "Анна", language: "ru" });
    await anna.opensLink();
    await anna.taps("У меня есть код");
    await anna.writes("это не код");
    expect(anna.reads()).toContain("16 букв и цифр");
    await anna.writes(code.toLowerCase());
    expect(anna.everythingRead()).toMatch(/Готово, вы вошли/);
    const thief = story.stranger({ name: "Вор", language: "ru" });
    await thief.opensLink(code);
    expect(thief.reads()).toContain("уже использован");
    await thief.writes("/requests");
    expect(thief.everythingRead()).not.toContain("Ваши заявки");
  });

  it("joins by the own phone number, but not by somebody else's", async () => {
    const john = story.stranger({ name: "John", language: "en", phone: "+79167654321" });
    const cheat = story.stranger({ name: "Cheat", language: "en" });
    await cheat.opensLink();
    story.town.telegram.sendContact({
      from: cheat.id,
      contact: { phone: "+79167654321", firstName: "John", userId: john.id },
    });
    await story.settled();
    expect(cheat.reads()).toContain("somebody else");
    await john.opensLink();
    story.town.telegram.pressKey({ from: john.id, text: "Share my number" });
    await story.settled();
    expect(john.reads()).toMatch(/Welcome.*John Miller.*46/s);
    expect(story.town.telegram.keyboardOf(john.id)).toBeUndefined();
  });

  it("joins by a card that staff approve, or is refused with a reason", async () => {
    const ask = async (who: Resident, unit: string) => {
      await who.opensLink();
      await who.taps("Написать, кто я");
      await who.writes("Новиков Иван");
      await who.writes(unit);
      await who.taps("Пропустить");
    };
    const cardOf = (words: string) => {
      const { slack, staffChannel } = story.town;
      const found = slack
        .messages(staffChannel)
        .findLast((message) => JSON.stringify(message.blocks).includes(words));
      if (!found) throw new Error(`no card with ${words}`);
      return found;
    };
    const ivan = story.stranger({ name: "Иван", language: "ru" });
    await ask(ivan, "Ленина 1, 47");
    expect(ivan.reads()).toContain("передал сотрудникам");
    expect(story.channel().at(-1)).toMatch(/Просится: Новиков Иван.*Ленина 1, 47/s);
    await story.olga.presses("Впустить", cardOf("Ленина 1, 47"));
    expect(story.olga.modal()).toContain("Новиков Иван");
    await story.olga.submits({ "Кем приходится помещению": "арендатор" });
    expect(ivan.reads()).toMatch(/Добро пожаловать.*Новиков Иван.*47/s);
    expect(story.channel().at(-1)).toMatch(/Olga Orlova: впустить/);
    const number = await story.files(ivan, "Проверка: дверь скрипит");
    expect(story.cardWords(number)).toContain("Новиков Иван");

    const joined = await read().request.findFirstOrThrow({ where: { number } });
    const { core } = story.town.domovoy;
    await runWork(core, { actor: system, channel: "cli" }, (work) =>
      moveOut(work, { personId: joined.authorId, unitId: joined.unitId ?? "" }),
    );
    await story.settled();
    const gone = story.channel().filter((said) => said.includes("житель уже выехал"));
    expect(gone).toHaveLength(1);
    expect(gone[0]).toContain("47");
    expect(story.channel().join("\n")).not.toMatch(/Новиков/);

    const liar = story.stranger({ name: "Лжец", language: "ru" });
    await ask(liar, "Ленина 1, 500");
    await story.olga.presses("Отказать", cardOf("Ленина 1, 500"));
    await story.olga.submits({ Причина: "Такой квартиры в доме нет" });
    expect(liar.reads()).toMatch(/не впустили.*Такой квартиры в доме нет/s);
    await liar.writes("/requests");
    expect(liar.everythingRead()).not.toContain("Ваши заявки");
  });

  it("somebody who moved out has no access any more, neither to old requests nor to new ones", async () => {
    const petr = await story.resident({ unit: "47", name: "Пётр", language: "ru" });
    const number = await story.files(petr, "Не греет полотенцесушитель");
    const request = await read().request.findFirstOrThrow({ where: { number } });
    expect(story.cardWords(number)).toContain("Пётр Иванов");
    const { core } = story.town.domovoy;
    await runWork(core, { actor: system, channel: "cli" }, (work) =>
      moveOut(work, { personId: request.authorId, unitId: request.unitId ?? "" }),
    );
    await story.settled();
    expect(story.cardWords(number)).toContain("прежний житель");
    expect(story.cardWords(number)).not.toMatch(/Пётр|Иванов/);
    await petr.writes("/requests");
    expect(petr.reads()).not.toContain(String(number));
    const before = await read().request.count();
    await petr.writes("Опять не греет");
    expect(petr.everythingRead()).toContain("Давайте познакомимся");
    expect(await read().request.count()).toBe(before);
    expect((await petr.forges(`rq.show:${request.id}`)).text).toContain("нет права");
    expect((await petr.forges(`rq.files:${request.id}`)).text).not.toBe("");
    await petr.forges(`rq.answer:${request.id}`);
    expect(await read().requestEvent.count({ where: { requestId: request.id, kind: "answered" } })).toBe(0);
  });

  it("a blocked bot marks the contact unreachable, and the next message clears it", async () => {
    const vera = await story.resident({ unit: "46", name: "Вера", language: "ru" });
    const number = await story.files(vera, "Сломан почтовый ящик");
    const identity = () => read().identity.findFirstOrThrow({ where: { externalId: String(vera.id) } });
    story.town.telegram.block(vera.id);
    await story.settled();
    expect((await identity()).unreachableSince).not.toBeNull();
    await story.olga.presses("Взять", story.card(number));
    expect(vera.everythingRead()).not.toContain("занимается");
    story.town.telegram.unblock(vera.id);
    await vera.writes("/requests");
    expect((await identity()).unreachableSince).toBeNull();
    expect(vera.reads()).toContain(`#${number}`);
  });

  it("a block that nobody told of is learnt from the refusal of a message", async () => {
    const anna = await story.resident({ unit: "45", name: "Аня", language: "ru" });
    const number = await story.files(anna, "Скрипят качели");
    const { telegram } = story.town;
    telegram.fault({
      method: "sendMessage",
      answer: "forbidden",
      description: "Forbidden: bot was blocked by the user",
      chatId: anna.id,
      times: 5,
    });
    await story.olga.presses("Спросить", story.card(number));
    await story.olga.submits({ "Ваш вопрос": "Какие именно?", "Пока ждём ответа": "Работа продолжается" });
    const identity = () => read().identity.findFirstOrThrow({ where: { externalId: String(anna.id) } });
    expect(await identity()).toMatchObject({ unreachableReason: "blocked" });
    telegram.clearFaults();
    await anna.writes("/help");
    expect((await identity()).unreachableSince).toBeNull();
  });

  it("a group that becomes a supergroup is followed", async () => {
    const { telegram, domovoy } = story.town;
    const owner = telegram.addUser({ firstName: "Owner" });
    const group = telegram.createGroup({ title: "Наш дом", members: [owner.id], bot: "administrator" });
    await runWork(domovoy.core, { actor: system, channel: "cli" }, async (work) =>
      work.send({
        address: { platform: "telegram", chatId: String(group.id) },
        lane: "notice",
        language: "ru",
        companyId: null,
        notBefore: new Date("2100-01-01T00:00:00Z"),
        what: { kind: "message", content: { blocks: [] } },
      }),
    );
    const supergroup = telegram.migrate({ chat: group.id, by: owner.id });
    await story.settled();
    const waiting = await domovoy.core.database.read.outboxMessage.findMany({ where: { state: "pending" } });
    expect(waiting.map(({ chatId }) => chatId)).toEqual([String(supergroup.id)]);
    await runWork(domovoy.core, { actor: system, channel: "cli" }, async (work) =>
      work.send({
        address: { platform: "telegram", chatId: String(group.id) },
        lane: "notice",
        language: "ru",
        companyId: null,
        what: {
          kind: "message",
          content: { blocks: [{ type: "text", text: { plain: "Завтра отключат воду" } }] },
        },
      }),
    );
    await story.settled();
    expect(telegram.messages(supergroup.id).map(({ text }) => text)).toContain("Завтра отключат воду");
  });

  it("a message that is given up reaches the administrator, who can list them", async () => {
    const john = await story.resident({ unit: "46", name: "Johnny", language: "en" });
    const number = await story.files(john, "The stairs are slippery");
    story.town.telegram.fault({
      method: "sendMessage",
      answer: "bad-request",
      description: "Bad Request: message is too strange",
      chatId: john.id,
    });
    await story.olga.writes("! Мы посыплем песком", story.card(number));
    expect(story.olga.directMessages().at(-1)).toMatch(/не удалось доставить.*message is too strange/s);
    await story.olga.commands("failures");
    expect(story.olga.toldPrivately().at(-1)).toMatch(/Не доставлено.*too strange/s);
    expect(story.errors.splice(0)).toEqual([expect.stringContaining("given up")]);
  });

  it("chooses a language before joining, and keeps it", async () => {
    const hans = story.stranger({ name: "Hans", language: "ru" });
    await hans.opensLink();
    expect(hans.everythingRead()).toContain("Давайте познакомимся");
    await hans.writes("/language en");
    await hans.writes("/start");
    expect(hans.everythingRead()).toContain("Let's get to know each other");
    await hans.opensLink(await story.town.company.inviteTo("45"));
    expect(hans.everythingRead()).toMatch(/Welcome/);
    expect(await read().person.count({ where: { language: "en" } })).toBe(1);
    expect(await read().strangerLanguage.count()).toBe(0);
    await hans.writes("/language");
    expect(hans.reads()).toMatch(/language/i);
  });
});
