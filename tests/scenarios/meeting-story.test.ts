import { writeFileSync } from "node:fs";
import { join } from "node:path";
import readWorkbook from "read-excel-file/node";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recount } from "../../src/core/meetings/recount.ts";
import { databases } from "../support/databases.ts";
import { announcementCards, write } from "./support/announcements.ts";
import type { Colleague } from "./support/colleague.ts";
import { type MeetingDesk, meetingDesk } from "./support/meeting-desk.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("an owners' meeting on $name", (database) => {
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
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  /** The files under the newest message about a document. */
  const madeFiles = async (title: string, many: number) => {
    const { slack, staffChannel } = story.town;
    const files = () => {
      const message = slack.messages(staffChannel).findLast((each) => messageWords(each).startsWith(title));
      return message
        ? slack
            .thread(staffChannel, message.ts)
            .flatMap((each) => each.files ?? [])
            .flatMap(({ id }) => slack.file(String(id)) ?? [])
        : [];
    };
    await story.eventually(() => expect(files()).toHaveLength(many));
    if (process.env.DOMOVOY_PAPERS)
      for (const { name, bytes } of files()) writeFileSync(join(process.env.DOMOVOY_PAPERS, name), bytes);
    return files();
  };

  const wordsOf = async (bytes: Uint8Array): Promise<string> =>
    (await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })).text;

  const meetingOf = (number: number) =>
    story.town.domovoy.core.database.read.meeting.findFirstOrThrow({ where: { number } });

  it("is drafted, given an agenda, and can't be called too late", async () => {
    expect(await desk.drafts("Ремонт крыши", { opensIn: 5 })).toMatchObject({ result: "cleared" });
    expect(desk.words("Ремонт крыши")).toMatch(/Собрание № 1.*Черновик.*Повестка пуста/s);
    await desk.asks("Ремонт крыши", "Крыша");
    await desk.asks("Ремонт крыши", "Домофон", "Не менее 2/3 всех голосов");
    expect(desk.words("Ремонт крыши")).toMatch(/1\. Крыша — .*2\. Домофон — .*Не менее 2\/3 всех голосов/s);
    await vera.presses("Оповестить собственников", desk.card("Ремонт крыши"));
    expect(vera.toldPrivately().at(-1)).toMatch(/не позднее чем за 10 дней.*не раньше 2031-03-22/);
    await vera.presses("Дата и название".replace("Дата", "Даты"), desk.card("Ремонт крыши"));
    await vera.submits({
      "Первый день голосования": story.day(11),
      "Последний день голосования": story.day(21),
    });
  });

  it("shows what to repair in the register", async () => {
    await vera.presses("Проверить реестр", desk.card("Ремонт крыши"));
    expect(vera.toldPrivately().at(-1)).toMatch(
      /3, собственников: 2.*Нет известного собственника.*\(46\).*Доли меньше целого.*\(47\)/s,
    );
  });

  it("calls the owners, not the tenants, with each one's weight", async () => {
    await desk.calls("Ремонт крыши");
    expect(anna.reads()).toMatch(
      /Собрание № 1.*созываются.*1\. Крыша.*Ваш голос: 45 \(52,40 м²\).*только показывает ваше мнение/s,
    );
    expect(petr.reads()).toContain("30,50 м²");
    expect(john.everythingRead()).not.toContain("meeting is called");
    expect(messageWords(desk.thread("Ремонт крыши").at(-1) as never)).toContain("2 собственника");
    await anna.taps("Посмотреть повестку");
    await anna.writes("/meeting");
    expect(anna.reads()).toMatch(/Голосование с 23 мар/);
    expect(anna.buttons()).toEqual([]);
  });

  it("prints the notice, the list of its delivery and a decision form for every owner", async () => {
    await vera.presses("Напечатать бумаги", desk.card("Ремонт крыши"));
    const files = await madeFiles("Бумаги собрания № 1", 3);
    const decisions = files.find(({ name }) => name?.startsWith("Решение собственника"));
    const words = await wordsOf(decisions?.bytes ?? Buffer.alloc(0));
    expect(words).toMatch(/Анна Смирнова.*52,40 м².*Пётр Иванов.*доля 1\/2 \(30,50 м²\)/s);
  });

  it("tells a tenant kindly why not", async () => {
    await desk.opens();
    await john.writes("/meeting");
    expect(john.reads()).toMatch(/Only owners of the register.*power of attorney/s);
    const { id } = await meetingOf(1);
    const answer = await john.forges(`mt.vote:${id}`);
    expect(answer.text).toMatch(/you are a tenant.*Ask the owner/);
  });

  it("walks an owner through all questions and takes the vote at the end", async () => {
    expect(anna.reads()).toContain("Голосование началось");
    await anna.taps("Проголосовать");
    expect(anna.reads()).toMatch(/за все свои помещения: 45 \(52,40 м²\).*1\. Крыша/s);
    await anna.taps("За");
    expect(anna.reads()).toContain("2. Домофон");
    await anna.taps("Против");
    expect(anna.reads()).toMatch(/Всё верно\?.*1\. Крыша — За.*2\. Домофон — Против/s);
    expect(desk.words("Ремонт крыши")).toContain("0 из 2");
    await anna.taps("Да, проголосовать");
    expect(anna.reads()).toMatch(/голос принят, бюллетень № 1.*Изменить голос можно/s);
    await story.settled();
    expect(desk.words("Ремонт крыши")).toMatch(/1 из 2 собственников, 52,40 м² из 151,50 м² \(34,59 %\)/);
    expect(desk.words("Ремонт крыши")).toContain("До кворума не хватает: 23,36 м²");
    expect(desk.words("Ремонт крыши")).not.toMatch(/за 52/);
    await anna.writes("/meeting");
    expect(anna.reads()).toMatch(/Вы проголосовали здесь.*1\. Крыша — За/s);
  });

  it("lets the vote be changed, and the participation stays", async () => {
    await anna.taps("Изменить голос");
    await anna.taps("За");
    await anna.taps("За");
    await anna.taps("Да, проголосовать");
    expect(anna.reads()).toContain("бюллетень № 2");
    await story.settled();
    expect(desk.words("Ремонт крыши")).toMatch(/1 из 2 собственников, 52,40 м²/);
  });

  it("refuses a paper of who voted in chat, and a vote in chat of who voted on paper; both see why", async () => {
    const marks = { "1. Крыша": "За", "2. Домофон": "За" };
    expect(await desk.papers("Ремонт крыши", "45", marks)).toMatchObject({
      result: "errors",
      errors: { who: expect.stringMatching(/Анна Смирнова: голос уже подан в чате/) },
    });
    expect(
      await desk.papers("Ремонт крыши", "47 Иванов", {
        ...marks,
        "2. Домофон": "Нет отметки или несколько: недействительно",
      }),
    ).toMatchObject({ result: expect.not.stringContaining("errors") });
    await story.settled();
    await petr.writes("/meeting");
    expect(petr.reads()).toMatch(/Вы проголосовали на бумаге/);
    expect(petr.buttons()).toEqual([]);
    const { id } = await meetingOf(1);
    expect((await petr.forges(`mt.vote:${id}`)).text).toMatch(/голосовали на бумаге/);
    expect(desk.words("Ремонт крыши")).toMatch(/Кворум есть.*На подписанной бумаге.*30,50 м²/s);
  });

  it("refuses a vote of the second after the end", async () => {
    story.clock.passes({ days: 9 });
    await anna.writes("/meeting");
    await anna.taps("Изменить голос");
    await anna.taps("Против");
    await anna.taps("Против");
    story.clock.strikes("20:00");
    story.clock.passes({ days: 1 });
    expect((await anna.taps("Да, проголосовать")).text).toMatch(/Голосование окончено/);
    await anna.writes("/meeting");
    expect(anna.buttons()).toEqual([]);
    await story.runs("advance-meetings");
    expect((await meetingOf(1)).state).toBe("voting");
  });

  it("counts from the raw ballots, tells the owners, and keeps what came of a decision", async () => {
    await vera.presses("Закончить и подсчитать", desk.card("Ремонт крыши"));
    await story.eventually(() => expect(desk.words("Ремонт крыши")).toContain("Голоса подсчитаны"));
    await story.settled();
    expect(desk.words("Ремонт крыши")).toMatch(
      /Кворум был: 82,90 м².*✅ 1\. Крыша: принято\. за 82,90 м².*❌ 2\. Домофон: не принято\. за 52,40 м².*недействительно 30,50 м²/s,
    );
    expect(anna.reads()).toMatch(/Голоса подсчитаны.*1\. Крыша: принято.*совещательные/s);
    const { id, checksum } = await meetingOf(1);
    const { core } = story.town.domovoy;
    const again = await recount(core.database.read, core.vault, id);
    expect(again).toMatchObject({ faults: [], checksum });
    await vera.presses("Связать решение", desk.card("Ремонт крыши"));
    await vera.submits({
      "Какое решение?": "1. Крыша",
      "Что из него вышло?": "Проект",
      "Название или номер": "Крыша-2031",
    });
    expect(desk.words("Ремонт крыши")).toContain("→ проект: Крыша-2031");
  });

  it("leads from what came of a decision back to its record", async () => {
    await story.settled();
    expect(messageWords(desk.thread("Ремонт крыши").at(-1) as never)).toMatch(
      /1\. Крыша.*принято\. за 82,90 м².*→ проект: Крыша-2031/s,
    );
    await vera.commands("meetings крыша-20");
    expect(vera.toldPrivately().at(-1)).toMatch(
      /Собрание № 1: Ремонт крыши.*принято\. за 82,90 м².*→ проект: Крыша-2031/s,
    );
    await vera.commands("meetings забор");
    expect(vera.toldPrivately().at(-1)).toMatch(/Решений, из которых вышло «забор», нет/);
    await vera.presses("График и таблица", desk.thread("Ремонт крыши").at(-1) as never);
    await madeFiles("Итоги собрания № 1", 2);
  });

  it("draws up minutes in both languages, with the binding papers apart, and the checksum", async () => {
    await vera.presses("Протокол", desk.card("Ремонт крыши"));
    await vera.submits({
      "Председатель собрания": "Анна Смирнова",
      Секретарь: "Vera",
      "Счётная комиссия": "Пётр Иванов, Vera",
      "Место составления протокола": "ул. Ленина, 1",
    });
    const files = await madeFiles("Протокол собрания № 1", 2);
    expect(files.map(({ name }) => name).sort()).toEqual([
      "Minutes of meeting #1 en.pdf",
      "Протокол собрания № 1 ru.pdf",
    ]);
    const { checksum } = await meetingOf(1);
    const words = await Promise.all(files.map(({ bytes }) => wordsOf(bytes)));
    for (const text of words) expect(text.replace(/\s/g, "")).toContain(checksum);
    expect(words.join("\n")).toMatch(
      /База — 82,90 м²; нужно больше 1\/2 \(41,45 м²\).*База — 151,50 м²; нужно не меньше 2\/3\s\(101,00 м²\)/s,
    );
    expect(words.join("\n")).toMatch(
      /вместе с совещательными из чата: принято.*Решение по подписанным бумагам.*за 30,50 м².*кворума нет/s,
    );
    expect(words.join("\n")).toMatch(
      /Votes given in chat only advise.*with those in chat that only advise: adopted/s,
    );
  });

  it("offers the minutes to the owners, without the names of their neighbours", async () => {
    await story.settled();
    const offer = anna.message("Протокол собрания составлен");
    await anna.taps("Протокол в PDF", offer);
    let bytes = Buffer.alloc(0);
    await story.eventually(() => {
      const media = anna.messages().findLast((each) => each.media?.kind === "document")?.media;
      expect(media).toBeDefined();
      if (media) bytes = Buffer.from(story.town.telegram.fileBytes(media.fileId));
    });
    const text = await wordsOf(bytes);
    expect(text).toMatch(/Ремонт крыши.*из чата: принято.*Решение по подписанным бумагам.*Анна Смирнова/s);
    expect(text).not.toContain("в чате, №");
  });

  it("prints the papers of the binding way, a chart and a table", async () => {
    await vera.presses("График и таблица", desk.card("Ремонт крыши"));
    const files = await madeFiles("Итоги собрания № 1", 2);
    expect(files.map(({ name }) => name).sort()).toEqual([
      "Итоги собрания № 1.png",
      "Итоги собрания № 1.xlsx",
    ]);
    const [results, voters] = await readWorkbook(
      Buffer.from(files.find(({ name }) => name?.endsWith(".xlsx"))?.bytes ?? []),
    );
    const texts = (sheet: typeof results) => sheet?.data.map((row) => row.map(String)) ?? [];
    expect(texts(results).find((row) => row[1] === "Крыша")).toEqual([
      "1",
      "Крыша",
      "Крыша: делаем за 100 000 ₽",
      "82.9",
      "0",
      "0",
      "0",
      "100",
      "54.72",
      "принято",
    ]);
    expect(
      texts(results)
        .find((row) => row[1] === "Домофон")
        ?.at(-1),
    ).toBe("не принято");
    expect(texts(voters).find((row) => row.includes("Анна Смирнова"))).toEqual([
      "45",
      "Анна Смирнова",
      "1",
      "52.4",
      "52.4",
      "в чате, № 2",
      "За",
      "За",
    ]);
    expect(
      texts(voters)
        .find((row) => row.includes("Пётр Иванов"))
        ?.slice(-3),
    ).toEqual(["на бумаге, № 3", "За", "Недействительно"]);
    await vera.presses("Реестр", desk.card("Ремонт крыши"));
    const [register] = await madeFiles("Реестр собрания № 1", 1);
    expect(await wordsOf(register?.bytes ?? Buffer.alloc(0))).toMatch(
      /Анна Смирнова.*52,40 м².*в чате, № 2/s,
    );
  });

  it("links a decision to an announcement by its number, and both cards say so", async () => {
    await write(story, vera, {
      "Какого вида?": "Плановые работы",
      "О чём?": "Вода",
      Начало: `${story.day(3).split("-").reverse().join(".")} 9:00`,
      Окончание: `${story.day(3).split("-").reverse().join(".")} 12:00`,
    });
    const links = async (subject: string, came = "Объявление") => {
      await vera.presses("Связать решение", desk.card("Ремонт крыши"));
      return vera.submits({
        "Какое решение?": "1. Крыша",
        "Что из него вышло?": came,
        "Название или номер": subject,
      });
    };
    for (const wrong of ["о крыше", "7"]) {
      expect(await links(wrong)).toMatchObject({
        result: "errors",
        errors: { subject: expect.stringContaining(`Объявления «${wrong}» нет: напишите номер`) },
      });
      await vera.closesModal();
    }
    expect(messageWords(announcementCards(story).of(1))).not.toContain("Решение");
    await links("№ 1");
    await story.settled();
    expect(desk.words("Ремонт крыши")).toContain("→ объявление № 1");
    expect(messageWords(announcementCards(story).of(1))).toMatch(/Решение\W+собрание № 1, вопрос 1/);

    // From before an announcement was looked up: what was written is no number.
    const { database } = story.town.domovoy.core;
    const { id: _, ...known } = await database.read.decisionLink.findFirstOrThrow();
    await database.transaction((tx) =>
      tx.decisionLink.create({
        data: { ...known, subjectType: "announcement", subjectId: "о ремонте крыши" },
      }),
    );
    await links("Кровля", "Проект");
    await story.settled();
    expect(desk.words("Ремонт крыши")).toContain("→ объявление «о ремонте крыши»");
    expect(desk.words("Ремонт крыши")).toContain("→ проект: Кровля");
    expect(desk.words("Ремонт крыши")).not.toContain("№ о ремонте");
  });
});
