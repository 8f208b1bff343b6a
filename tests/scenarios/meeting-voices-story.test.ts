import readWorkbook from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import { type MeetingDesk, meetingDesk, scan } from "./support/meeting-desk.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("proxies, secrets and reminders of meetings on $name", (database) => {
  let story: Story;
  let desk: MeetingDesk;
  let anna: Resident;
  let john: Resident;
  let petr: Resident;
  let vera: Colleague;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    petr = await story.resident({ unit: "47", name: "Пётр", language: "ru" });
    vera = await story.colleague({ name: "Vera", role: "manager" });
    desk = meetingDesk(story, vera);
    await desk.drafts("Новый лифт", { opensIn: 11, days: 10 });
    await desk.asks("Новый лифт", "Лифт");
    await desk.calls("Новый лифт");
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const read = () => story.town.domovoy.core.database.read;
  /** Under the newest message about a document. */
  const filesOf = (title: string) => {
    const { slack, staffChannel } = story.town;
    const message = slack.messages(staffChannel).findLast((each) => messageWords(each).startsWith(title));
    return (message ? slack.thread(staffChannel, message.ts) : [])
      .flatMap(({ files }) => files ?? [])
      .flatMap(({ id }) => slack.file(String(id)) ?? []);
  };
  const paperNames = () => filesOf("Бумаги собрания").map(({ name }) => String(name));
  const meetingOf = (number: number) => read().meeting.findFirstOrThrow({ where: { number } });

  it("a proxy with its scan is told and votes in chat, until the owner votes", async () => {
    await vera.presses("Доверенность", desk.card("Новый лифт"));
    await vera.submits({
      "Кто её дал?": "45",
      "Кто может голосовать?": "46 Miller",
      "Скан или фото доверенности": await scan(),
    });
    expect(john.reads()).toMatch(/Анна Смирнова.*power of attorney for meeting #1/s);
    expect(desk.words("Новый лифт")).toContain("1 доверенность");
    await desk.opens();
    await john.writes("/meeting");
    expect(john.buttons()).toEqual(["Vote for Анна Смирнова"]);
    await john.taps("Vote for Анна Смирнова");
    expect(john.reads()).toMatch(/You vote by proxy for Анна Смирнова: 45 \(52\.40 m²\)/);
    await john.taps("Against");
    await john.taps("Yes, cast my vote");
    expect(john.reads()).toContain("ballot #1");

    await anna.writes("/meeting");
    expect(anna.reads()).toContain("Ваш представитель проголосовал");
    await anna.taps("Проголосовать");
    await anna.taps("За");
    await anna.taps("Да, проголосовать");
    expect(anna.reads()).toContain("бюллетень № 2");
    expect(john.reads()).toMatch(/has voted in person.*power of attorney is over/s);
    await john.writes("/meeting");
    expect(john.buttons()).toEqual([]);
    await story.settled();
    expect(desk.words("Новый лифт")).toMatch(/1 из 2 собственников, 52,40 м²/);
  });

  it("only who has not voted is reminded, 72 and 24 hours before the end, once each", async () => {
    const reminders = (who: Resident) =>
      who.messages().filter(({ text }) => text.includes("ещё не проголосовали"));
    await story.runs("advance-meetings");
    expect(reminders(petr)).toHaveLength(0);
    story.clock.passes({ days: 7, hours: 9 });
    await story.runs("advance-meetings");
    await story.runs("advance-meetings");
    await story.settled();
    expect([reminders(petr).length, reminders(anna).length]).toEqual([1, 0]);
    story.clock.passes({ days: 2 });
    await story.runs("advance-meetings");
    await story.settled();
    expect([reminders(petr).length, reminders(anna).length]).toEqual([2, 0]);
    await petr.taps("Проголосовать");
    await petr.taps("Воздержался");
    await petr.taps("Да, проголосовать");
    expect(petr.reads()).toContain("Ваш голос принят");
  });

  it("a meeting in which everybody voted can be ended before its time", async () => {
    await vera.presses("Закончить и подсчитать", desk.card("Новый лифт"));
    await story.eventually(() => expect(desk.words("Новый лифт")).toContain("Голоса подсчитаны"));
    await story.settled();
    expect(petr.reads()).toMatch(/Лифт: принято.*воздержались 30,50 м²/s);
  });

  it("a secret ballot shows its code once, keeps choices out of what is stored, and can be checked", async () => {
    await desk.drafts("Тайный вопрос", { secret: true });
    await desk.asks("Тайный вопрос", "Председатель");
    await desk.calls("Тайный вопрос");
    await vera.presses("Напечатать бумаги", desk.card("Тайный вопрос"));
    await story.eventually(() => expect(paperNames()).toHaveLength(2));
    expect(paperNames().join()).not.toContain("Решение собственника");
    await desk.opens();
    expect(desk.buttons("Тайный вопрос")).not.toContain("Внести решение");
    expect(desk.words("Тайный вопрос")).toMatch(/письменное решение в России тайным не бывает/);
    expect(desk.words("Тайный вопрос")).not.toContain("можно внести до");
    await anna.taps("Проголосовать");
    expect(anna.reads()).toMatch(
      /Голосование тайное.*по закону тайное голосование в этом чате ничего не решает/s,
    );
    await anna.taps("Против");
    expect(anna.reads()).not.toContain("Председатель — Против");
    const answer = await anna.taps("Да, проголосовать");
    expect(answer.text).toMatch(/Ваш код: (\w{4}-){2}\w{4}/);
    const code = /\w{4}-\w{4}-\w{4}/.exec(answer.text ?? "")?.[0] ?? "";
    expect(anna.everythingRead()).not.toContain(code);
    const { vault } = story.town.domovoy.core;
    const sent = (await read().outboxMessage.findMany()).map(({ contentSealed }) =>
      contentSealed ? vault.open(contentSealed) : "",
    );
    expect(sent.join()).not.toContain(code);

    await anna.writes("/meeting");
    await anna.taps("Собрание № 2");
    expect(anna.reads()).toContain("Вы проголосовали здесь");
    expect(anna.buttons()).toEqual(["Проверить бюллетень"]);
    await anna.taps("Проверить бюллетень");
    await anna.writes("AAAA-BBBB-CCCC");
    expect(anna.reads()).toContain("Под этим кодом бюллетеня нет");
    await anna.writes(code.toLowerCase().replaceAll("-", " "));
    expect(anna.reads()).toContain("лежит в урне");
    await story.settled();
    expect(desk.words("Тайный вопрос")).toMatch(/1 из 2 собственников/);
  });

  it("a cancelled meeting is told to everybody who was called, with the reason", async () => {
    await vera.presses("Отменить собрание", desk.card("Тайный вопрос"));
    await vera.submits({ "Почему?": "Кандидат снялся" });
    await story.settled();
    expect(anna.reads()).toMatch(/Собрание отменено\. Причина: Кандидат снялся/);
    expect(petr.reads()).toContain("Кандидат снялся");
    expect(desk.buttons("Тайный вопрос")).toEqual([]);
    const { id } = await meetingOf(2);
    expect((await petr.forges(`mt.vote:${id}`)).text).toContain("Голосование окончено");
  });

  it("a secret meeting's table names who voted, and no choice beside a name", async () => {
    const title = "Тайный выбор";
    await desk.drafts(title, { secret: true });
    await desk.asks(title, "Старший по дому");
    await desk.calls(title);
    await desk.opens();
    await anna.taps("Проголосовать");
    await anna.taps("Против");
    await anna.taps("Да, проголосовать");
    // There are no papers to wait for: it is counted at its end.
    story.clock.passes({ days: 10, hours: 12 });
    await story.runs("advance-meetings");
    await story.eventually(() => expect(desk.words(title)).toContain("Голоса подсчитаны"));
    await story.settled();
    await vera.presses("График и таблица", desk.card(title));
    const table = () => filesOf("Итоги собрания № 3").find(({ name }) => name?.endsWith(".xlsx"));
    await story.eventually(() => expect(table()).toBeDefined());
    const [results, voters] = await readWorkbook(Buffer.from(table()?.bytes ?? []));
    const question = results?.data.find((row) => row.includes("Старший по дому"))?.map(String);
    expect(question?.slice(3, 7)).toEqual(["0", "52.4", "0", "0"]);
    const named = voters?.data.find((row) => row.includes("Анна Смирнова"))?.map(String);
    expect(named?.at(-1)).toMatch(/^в чате, № \d+$/);
    expect(JSON.stringify(voters?.data)).not.toMatch(/Против|"За"|Воздержал/);
  });

  it("a register with shares beyond the whole sends nobody a notice, and says what to repair", async () => {
    const { core } = story.town.domovoy;
    await core.database.transaction(async (tx) => {
      const unit = await tx.unit.findFirstOrThrow({ where: { number: "47" } });
      await tx.occupancy.updateMany({
        where: { unitId: unit.id },
        data: { shareNumerator: 3, shareDenominator: 2 },
      });
    });
    await desk.drafts("С ошибкой");
    await desk.asks("С ошибкой", "Двор");
    await vera.presses("Оповестить собственников", desk.card("С ошибкой"));
    await story.eventually(() =>
      expect(desk.thread("С ошибкой").map(messageWords).join("\n")).toMatch(/⛔ Доли больше целого.*\(47\)/s),
    );
    expect(desk.words("С ошибкой")).toContain("Черновик");
    expect(anna.reads()).not.toContain("С ошибкой");
  });

  it("a colleague without the right is shown no form and no papers", async () => {
    const boris = await story.colleague({ name: "Борис", role: "accountant" });
    await boris.presses("Добавить вопрос", desk.card("С ошибкой"));
    expect(boris.modal()).toContain("нет права");
    await boris.closesModal();
    await boris.commands("meetings");
    expect(boris.toldPrivately().at(-1)).toContain("Пока нет ни одного");
    await vera.commands("meetings");
    expect(vera.toldPrivately().at(-1)).toMatch(
      /№ 4: С ошибкой.*№ 3: Тайный выбор.*№ 2: Тайный вопрос.*№ 1: Новый лифт/s,
    );
    await vera.pressesPrivate("№ 1");
    expect(vera.toldPrivately().at(-1)).toContain("Кворум был");
  });
});
