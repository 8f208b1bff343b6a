import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { peopleWhoGet } from "../../src/core/directory/who-gets.ts";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("the directory in chat on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let vera: Colleague;
  let masha: Colleague;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    vera = await story.colleague({ name: "Вера", role: "manager" });
    masha = await story.colleague({ name: "Маша", role: "dispatcher" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const read = () => story.town.domovoy.core.database.read;
  const said = (who: Colleague) => who.toldPrivately().at(-1) ?? "";
  const occupancies = (number: string) =>
    read().occupancy.findMany({ where: { unit: { number } }, orderBy: { id: "asc" } });

  describe("a unit's card", () => {
    it("has the people with shares, dates and what is verified, and the buttons of the reader", async () => {
      await vera.commands("unit 45");
      expect(said(vera)).toMatch(/ул\. Ленина, 1, квартира, 45/);
      expect(said(vera)).toMatch(
        /52,40 м²[\s\S]*Анна Смирнова — собственник, 1, с 12 марта 2031[\s\S]*✅ по приглашению/,
      );
      expect(said(vera)).toContain("+79161234567");
      expect(vera.privateButtons()).toEqual([
        "Изменить доли",
        "Выезд",
        "Пригласить",
        "Добавить человека",
        "Даты",
        "Исправить данные",
        "История",
      ]);
      await masha.commands("unit 47");
      expect(said(masha)).toContain("⚠️ не подтверждено");
      expect(masha.privateButtons()).toEqual(["Подтвердить", "Пригласить", "История"]);
    });

    it("is for staff, and says how to name a unit that is not there", async () => {
      const boris = await story.colleague({ name: "Борис", role: "board" });
      await boris.commands("unit 45");
      expect(said(boris)).toMatch(/нет прав/);
      await vera.commands("unit 999");
      expect(said(vera)).toContain("«999» нет в списке");
    });

    it("lets staff verify somebody, and says by what and whom", async () => {
      await masha.commands("unit 47");
      await masha.pressesPrivate("Подтвердить");
      await masha.submits({ "На основании чего": "выписка из ЕГРН" });
      await masha.commands("unit 47");
      expect(said(masha)).toContain("✅ выписка из ЕГРН (Маша)");
      expect(masha.privateButtons()).not.toContain("Подтвердить");
    });

    it("takes what is known of the unit, and keeps what was typed wrong", async () => {
      await vera.commands("unit 47");
      await vera.pressesPrivate("Исправить данные");
      const wrong = await vera.submits({ Этаж: "первый", Стояк: "3" });
      expect(JSON.stringify(wrong)).toContain("Этаж — целое число");
      await vera.submits({
        Этаж: "6",
        "Площадь, м²": "61,5",
        "Лицевой счёт": "000047",
        Тип: "нежилое помещение",
      });
      expect(await read().unit.findFirst({ where: { number: "47" } })).toMatchObject({
        kind: "commercial",
        floor: 6,
        riser: "3",
        area: 6150,
        account: "000047",
      });
      await vera.commands("unit 45");
      await vera.pressesPrivate("Исправить данные");
      expect(JSON.stringify(await vera.submits({ "Лицевой счёт": "000047" }))).toContain("уже у другого");
      await vera.closesModal();
    });

    it("never lets owners' shares sum to more than the whole, and moves a part from one to another", async () => {
      await vera.commands("unit 45");
      await vera.pressesPrivate("Добавить человека");
      const person = { "Как вас зовут?": "Игорь Смирнов", "Кем приходится помещению": "собственник" };
      const over = await vera.submits({ ...person, "Доля (для собственника)": "1/4" });
      expect(JSON.stringify(over)).toContain("в сумме составят 5/4");
      await vera.submits({
        ...person,
        "Доля (для собственника)": "",
        "Телефон, можно несколько": "8 916 222-22-22",
      });
      await vera.commands("unit 45");
      await vera.pressesPrivate("Изменить доли");
      const still = await vera.submits({ "Анна Смирнова": "1/2", "Игорь Смирнов": "2/3" });
      expect(JSON.stringify(still)).toContain("7/6");
      await vera.submits({ "Анна Смирнова": "1/2", "Игорь Смирнов": "50%" });
      await vera.commands("unit 45");
      expect(said(vera)).toContain("Доли собственников в сумме: 1.");
      expect((await occupancies("45")).map((held) => [held.shareNumerator, held.shareDenominator])).toEqual([
        [1, 2],
        [1, 2],
      ]);
    });

    it("takes an end to come, at which the access ends by itself and is told", async () => {
      const john = await story.resident({ unit: "46", name: "John", language: "en" });
      await vera.commands("unit 46");
      await vera.pressesPrivate("Даты");
      const wrong = await vera.submits({ "С какого дня": story.day(-10), "По какой день": story.day(-3) });
      expect(JSON.stringify(wrong)).toContain("прошёл");
      await vera.submits({ "С какого дня": story.day(0), "По какой день": story.day(10) });
      await john.writes("/profile");
      expect(john.reads()).toMatch(/from March 12, 2031 to March 22, 2031/);
      story.clock.passes({ days: 11 });
      await story.runs("tell-what-came");
      await story.runs("tell-what-came");
      expect(john.reads()).toContain("no longer registered");
      expect(john.messages().filter(({ text }) => text.includes("no longer registered"))).toHaveLength(1);
      await john.writes("/profile");
      expect(john.reads()).toContain("neither a unit nor a role");
      expect(story.channel().at(-1)).toContain("Житель выехал: ул. Ленина, 1, 46");
    });
  });

  describe("units whose shares are too much", () => {
    it("come from a register, are told on its card, and are repaired from a list", async () => {
      await vera.commands("shares");
      expect(said(vera)).toContain("Доли в порядке");
      const { slack, staffChannel: channel } = story.town;
      const text = "Дом;Квартира;Собственник;Доля\nул. Ленина, 1;45;Новый Хозяин;1/2\n";
      slack.post({ user: vera.id, channel, files: [{ name: "доли.csv", bytes: Buffer.from(text) }] });
      await story.settled();
      const card = slack.messages(channel).at(-1);
      if (!card) throw new Error("no card");
      await vera.presses("Загрузить", card);
      await story.settled();
      expect(story.channel().at(-1)).toMatch(/Доли больше целого в 1 помещении/);
      await vera.commands("shares");
      expect(said(vera)).toContain("ул. Ленина, 1, 45: 3/2");
      await vera.pressesPrivate("ул. Ленина, 1, 45");
      expect(said(vera)).toContain("🔴 Доли собственников в сумме 3/2");
      await vera.pressesPrivate("Изменить доли");
      await vera.submits({ "Новый Хозяин": "1/4", "Игорь Смирнов": "1/4" });
      await vera.commands("shares");
      expect(said(vera)).toContain("Доли в порядке");
    });
  });

  describe("a person", () => {
    it("is found by words of the name in any case, and by the phone in any form", async () => {
      for (const query of ["смирновой анне", "8 (916) 123-45-67", "СМИРНОВА"]) {
        await masha.commands(`person ${query}`);
        expect(said(masha), query).toMatch(
          /Анна Смирнова · \+79161234567 · ул\. Ленина, 1, квартира 45, собственник/,
        );
      }
      await masha.commands("person Смирнов");
      expect(said(masha)).toContain("Игорь Смирнов");
      await masha.commands("person Некто");
      expect(said(masha)).toContain("никого не нашлось");
      expect(await read().auditEntry.count({ where: { act: "person.find", outcome: "done" } })).toBe(5);
    });

    it("gets the name corrected by a manager, and is found by the new one", async () => {
      await vera.commands("person 8 916 222-22-22");
      await vera.pressesPrivate("Исправить имя");
      await vera.submits({ "Как вас зовут?": "Игорь Кузнецов" });
      await vera.commands("person Кузнецова");
      expect(said(vera)).toContain("Игорь Кузнецов");
      await masha.commands("person 8 916 222-22-22");
      expect(masha.privateButtons()).not.toContain("Исправить имя");
    });
  });

  describe("a profile", () => {
    it("says what is known of the reader, in the reader's language", async () => {
      await anna.writes("/profile");
      expect(anna.reads()).toMatch(/Ваш профиль[\s\S]*Анна Смирнова[\s\S]*Русский[\s\S]*\+79161234567/);
      expect(anna.reads()).toContain("ул. Ленина, 1, квартира 45 — собственник, 1/2");
      expect(anna.buttons()).toEqual([
        "Язык",
        "Кто что видит обо мне",
        "Уведомления и контакты",
        "Я выехал(а): ул. Ленина, 1, 45",
      ]);
    });

    it("answers who sees what, by the rights in force and by name", async () => {
      await anna.taps("Кто что видит обо мне");
      const answer = anna.reads();
      expect(answer).toMatch(/Имя, телефон и почта[\s\S]*менеджер: Вера[\s\S]*диспетчер: Маша/);
      expect(answer).toMatch(/не видят: член совета, подрядчик/);
      expect(answer).toContain("другие жители вашего помещения");
      expect(answer).not.toContain("соседи по дому");
      await anna.taps("Назад");
      expect(anna.reads()).toContain("Ваш профиль");
    });

    it("shows staff their roles and the shift that goes on", async () => {
      await masha.commands("profile");
      expect(said(masha)).toContain("диспетчер, вся компания");
    });
  });

  describe("a shift", () => {
    it("is set for tonight, told to all, and replaces the permanent on-call person until it ends", async () => {
      await vera.commands("oncall");
      await story.files(anna, "Не горит лампа на лестнице");
      story.clock.strikes("18:00");
      await vera.commands("duty");
      await vera.pressesPrivate("Назначить дежурство");
      const wrong = await vera.submits({ "Кто дежурит": "Маша — диспетчер", С: "вечером" });
      expect(JSON.stringify(wrong)).toContain("Напишите время так");
      await vera.submits({ "Кто дежурит": "Маша — диспетчер", С: "20:00", До: "08:00" });
      expect(story.channel().at(-1)).toMatch(/Дежурит Маша: с .* 20:00 до .* 08:00 \(вся компания\)/);
      expect(masha.directMessages().at(-1)).toContain("Вы дежурите");
      await vera.commands("duty");
      expect(said(vera)).toContain("Сейчас дежурит Вера");
      await vera.pressesPrivate("Назначить дежурство");
      const taken = await vera.submits({ "Кто дежурит": "Вера — менеджер", С: "22:00", До: "23:00" });
      expect(JSON.stringify(taken)).toContain("уже дежурит Маша");
      await vera.closesModal();
      story.clock.strikes("20:10");
      await story.runs("tell-what-came");
      expect(masha.directMessages().at(-1)).toContain("дежурство началось");
      await masha.commands("profile");
      expect(said(masha)).toContain("дежурство до");
      await vera.commands("duty");
      expect(said(vera)).toContain("Сейчас дежурит Маша");
      story.clock.strikes("08:10");
      await vera.commands("duty");
      expect(said(vera)).toContain("Сейчас дежурит Вера");
      expect(said(vera)).toContain("Временных дежурств не назначено");
    });

    it("gets what became overdue in its time, and what comes later goes to the permanent one", async () => {
      await vera.commands("duty");
      await vera.pressesPrivate("Назначить дежурство");
      await vera.submits({ "Кто дежурит": "Маша — диспетчер", С: "08:20", До: "28.03 20:00" });
      const number = await story.files(anna, "Стучит дверь лифта");
      story.clock.passes({ days: 3 });
      await story.runs("escalate-overdue");
      expect(masha.directMessages().join("\n")).toContain("Стучит дверь лифта");
      expect(vera.directMessages().join("\n")).not.toContain("Стучит дверь лифта");
      await vera.commands("duty");
      await vera.pressesPrivate("Снять: Маша");
      expect(said(vera)).toContain("Сейчас дежурит Вера");
      expect(masha.directMessages().at(-1)).toContain("снято");
      expect(number).toBeGreaterThan(0);
    });

    it("is set in one line, and by those who may", async () => {
      await vera.commands(`duty <@${masha.id}|Маша> 01:00-02:00`);
      expect(said(vera)).toContain("Дежурство назначено");
      expect(story.channel().at(-1)).toContain("Дежурит Маша");
      await vera.commands("duty завтра");
      expect(said(vera)).toContain("Напишите так");
      await masha.commands("duty 03:00-04:00");
      expect(said(masha)).toMatch(/нет прав/);
      await vera.commands("duty");
      await vera.pressesPrivate("Снять: Маша");
      await masha.commands("duty");
      expect(masha.privateButtons()).toEqual([]);
    });
  });

  describe("who gets what", () => {
    it("is chosen in one form, and followed by the next notices", async () => {
      await vera.commands("unit");
      expect(said(vera)).toMatch(/Дома и жители[\s\S]*квартира[\s\S]*2/);
      await vera.pressesPrivate("Кому что приходит");
      const nobody = await vera.submits({ "Собрания и голосования": ["арендатор"] });
      expect(JSON.stringify(nobody)).toContain("Собственников убрать нельзя");
      await vera.submits({
        "Собрания и голосования": ["собственник"],
        "Квитанции и долги": ["собственник", "арендатор"],
      });
      const { id: companyId } = story.town.company;
      const rule = await read().noticeRule.findMany({ where: { companyId } });
      expect(rule).toMatchObject([{ kind: "bill", owner: true, tenant: true, household: false }]);
      const order = { companyId, kind: "bill", now: story.clock.now(), size: 100 } as const;
      expect((await peopleWhoGet(read(), order)).length).toBeGreaterThan(0);
    });
  });

  describe("a move-out", () => {
    it("by staff ends the access at once, and nothing more of the unit comes", async () => {
      const number = await story.files(anna, "Течёт кран на кухне");
      const before = anna.messages().length;
      await vera.commands("moveout 45");
      expect(vera.privateButtons()).toContain("Анна Смирнова — собственник");
      await vera.pressesPrivate("Анна Смирнова — собственник");
      expect(said(vera)).toContain("Готово");
      expect(anna.reads()).toContain("доступ к нему закончился");
      await anna.writes("/requests");
      expect(anna.reads()).not.toContain("Течёт");
      const told = anna.messages().length;
      await vera.presses("Взять", story.card(number));
      await vera.writes("! Ключ у консьержа", story.card(number));
      expect(anna.messages().length).toBe(told);
      expect(anna.messages().length).toBeGreaterThan(before);
      expect(anna.everythingRead()).not.toContain("консьержа");
      expect(story.cardWords(number)).not.toMatch(/Анна|Смирнова/);
      expect(story.thread(number).join("\n")).not.toMatch(/Анна|Смирнова/);
      expect((await anna.taps("Написать в офис", anna.message("Течёт кран"))).text ?? "").not.toContain(
        "Напишите",
      );
    });

    it("keeps the unit's history, without names", async () => {
      await vera.commands("unit 45");
      expect(said(vera)).not.toContain("Анна");
      await vera.pressesPrivate("История");
      expect(said(vera)).toMatch(/собственник, 1\/2, с 12 марта 2031 .* по /);
      expect(said(vera)).toContain("#");
      expect(said(vera)).not.toMatch(/Анна|Смирнова/);
    });

    it("voids the codes that would let the person back in", async () => {
      const code = await story.town.company.inviteTo("47");
      await vera.commands("unit 47");
      await vera.pressesPrivate("Выезд");
      await vera.submits({ "Кто выезжает": ["Пётр Иванов — собственник"] });
      const pyotr = story.stranger({ name: "Пётр", language: "ru" });
      await pyotr.opensLink(code);
      expect(pyotr.reads()).toContain("Срок этого кода истёк");
    });

    it("by the person is asked twice, done at once, and told to staff", async () => {
      await vera.commands("unit 45");
      await vera.pressesPrivate("Пригласить");
      await vera.pressesPrivate("Игорь Кузнецов — собственник");
      const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(said(vera))?.[0] ?? "";
      const igor = story.stranger({ name: "Игорь", language: "ru" });
      await igor.opensLink(code);
      await igor.writes("/profile");
      await igor.taps("Я выехал(а): ул. Ленина, 1, 45");
      expect(igor.reads()).toContain("закончится сразу");
      await igor.taps("Да, больше не живу здесь");
      await story.settled();
      expect(story.channel().at(-1)).toContain("Житель выехал: ул. Ленина, 1, 45");
      await igor.writes("Течёт кран");
      expect(igor.reads()).toMatch(/познакомимся|Поделиться/);
    });
  });
});
